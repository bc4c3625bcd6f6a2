internal import Certificates
internal import SyncML

/// A recording without its secrets, and what is to be said of it.
package struct Redaction: Equatable, Sendable {
    package var recording: Recording
    /// How many different secrets of each kind have stand-ins now.
    package var counts: [SecretKind: Int]
    /// What could not be looked into and was left out, or emptied: where, and why.
    package var leftOut: [CaptureWarning]
}

extension Recording {
    /// The same recording with stand-ins in the place of secrets, the same for the same secret throughout. It replays as
    /// the other one does: ids of sessions, messages and commands, the order of things and the form of each message stay.
    ///
    /// What is not understood does not pass: messages are written anew from what was read of them, and bodies that cannot
    /// be read are left out and told.
    package func redacted() -> Redaction {
        var redactor = Redactor()
        // What the last message gives away may stand in the first one as well, so all is known before anything is kept.
        _ = redactor.recording(self)
        redactor.forgetNotes()
        let recording = redactor.recording(self)
        return Redaction(recording: recording, counts: redactor.standIns.counts, leftOut: redactor.leftOut)
    }
}

/// Takes secrets out, one message after the other.
struct Redactor {
    var standIns = StandIns()
    private(set) var leftOut: [CaptureWarning] = []
    /// Values that come in pieces, by who sends them and their address.
    var openValues: Set<String> = []
    /// Where the message stands that is being read, for what is told of it.
    private var place = CapturePlace("")
    private var certificates: [[UInt8]: Int] = [:]

    mutating func forgetNotes() { leftOut = [] }

    mutating func recording(_ recording: Recording) -> Recording {
        var result = Recording(forms: recording.forms)
        result.others = recording.others.compactMap { exchange($0) }
        result.sessions = recording.sessions.compactMap { session in
            openValues = []
            var clean = session
            clean.device = session.device.map { party($0) }
            clean.exchanges = session.exchanges.compactMap { exchange($0) }
            return clean.exchanges.isEmpty ? nil : clean
        }
        // What a recording says of itself goes: from its seed follow PINs and ids, and the phone's file holds all of them.
        return result
    }

    private mutating func exchange(_ exchange: RecordedExchange) -> RecordedExchange? {
        var circumstances = exchange.circumstances
        // The file that holds the phone holds all its secrets.
        circumstances?.phone = nil
        let clean = RecordedExchange(
            request: exchange.request.flatMap { message($0) }, response: exchange.response.flatMap { message($0) },
            circumstances: circumstances)
        return clean.messages.isEmpty ? nil : clean
    }

    private mutating func message(_ message: RecordedMessage) -> RecordedMessage? {
        place = message.place
        var clean = message
        clean.place = CapturePlace("redacted")
        clean.head = message.head.map { head($0) }
        clean.isCut = false
        switch message.content {
        case .message(let outline):
            guard let reading = try? message.reading() else { return nil }
            let read = redacted(reading.message, sender: message.sender)
            clean.octets = outline.form.bytes(of: read)
            clean.content = .message(MessageOutline(read, form: outline.form))
        case .enrollment:
            let source = CaptureSource(CaptureFile(name: "", octets: message.octets), CaptureLimits())
            clean.octets = markup(source.text, depth: 0)
        case .empty: clean.octets = []
        case .unreadable:
            tell("the message cannot be read, so nobody can say what is in it; it is left out")
            return nil
        case .other(let type):
            if !message.octets.isEmpty {
                tell("the body (\(type)) is none of management or enrolment; it is left out, and its head stays")
            }
            clean.octets = []
            clean.content = .empty
        }
        return clean
    }

    mutating func tell(_ message: String) {
        leftOut.append(CaptureWarning(.leftOut, at: place, message))
    }

    /// The certificate that stands for another one, the same for the same.
    mutating func certificate(for der: [UInt8]) -> [UInt8] {
        let number = certificates[der] ?? certificates.count + 1
        if certificates.updateValue(number, forKey: der) == nil { standIns.count(.certificate) }
        let standIn = StandInCertificate.der(number)
        standIns.set(Digest.thumbprint(of: der), Digest.thumbprint(of: standIn), .identifier)
        return standIn
    }
}
