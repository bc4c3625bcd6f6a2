import Captures
import SyncML
import Testing

/// The samples in `Samples/captures`: each is read as what it is, replays, and loses its secrets.
struct ShippedSampleTests {
    private static let forms: [(name: String, form: CaptureForm)] = [
        ("record", .http), ("messages", .message), ("wbxml", .message), ("capture.har", .har), ("wbxml.har", .har),
        ("text.xml", .text), ("commands.xml", .commands), ("http.txt", .http), ("curl.trace", .curlTrace),
        ("curl-ascii.trace", .curlTrace), ("fiddler.saz", .saz), ("mitmproxy.flows", .mitmproxy),
        ("syncml-viewer.xml", .syncMLViewer), ("company-portal.log", .companyPortal), ("go-dump.txt", .goDump),
        ("ngrok.json", .ngrok), ("tshark-follow.txt", .tsharkFollow), ("burp.xml", .burp), ("web-paste.txt", .webPaste),
    ]

    @Test func `each sample is in the table, and each form that is read has one`() {
        #expect(Samples.names == Set(Self.forms.map(\.name)))
        // What a recording says of itself is none of its messages' forms.
        #expect(Set(Self.forms.map(\.form)) == Set(CaptureForm.allCases).subtracting([.recording]))
    }

    @Test(arguments: forms) func `each sample is read as what it is, with both sides to play`(
        _ name: String, _ form: CaptureForm
    ) throws {
        let recording = try Samples.recording(name)
        #expect(recording.forms.contains(form))
        guard form != .commands else {
            #expect(recording.sessions.first?.turns.count == 1)
            return
        }
        let session = try #require(recording.sessions.last)
        #expect(session.sides == .both && session.turns.count == 2 && session.turns.first?.answer != nil)
        let asked = try #require(session.turns.first?.server.reading().message)
        #expect(asked.commands.contains { $0.name == "Sequence" })
    }

    @Test func `all of them hold the same session`() throws {
        let sessions = try Self.forms.filter { $0.form != .commands }.map { row in
            try Samples.recording(row.name).sessions.last.map { try $0.messages.map { try $0.reading().message } }
        }
        #expect(sessions.count > 15 && sessions.allSatisfy { $0 == sessions.first })
    }

    @Test(arguments: forms) func `a phone answers each sample as the recorded one did`(
        _ name: String, _ form: CaptureForm
    ) throws {
        let recording = try Samples.recording(name)
        let turns = try recording.replayed()
        #expect(turns.compared == recording.sessions.flatMap(\.messages).count { $0.sender == .device })
        #expect((turns.compared >= 2) == (form != .commands))
        #expect(turns.differences == [])
    }

    @Test(arguments: forms) func `no secret of the lab is left in a redacted sample`(
        _ name: String, _ form: CaptureForm
    ) throws {
        let recording = try Samples.recording(name)
        let pin = try recording.sessions.flatMap(\.messages).flatMap { try Self.pins($0.reading().message) }
        let device = recording.sessions.compactMap(\.device).compactMap {
            $0.split(separator: ":").last.map(String.init)
        }
        let redacted = recording.redacted().recording
        let secrets = pin + device
        #expect(form == .commands || secrets.count >= 2)
        for file in Recording.Target.allCases.flatMap({ redacted.files(as: $0) }) {
            let found = Unfolded(file.octets)
            for secret in secrets { #expect(!found.holds(secret), "\(secret) in \(file.name)") }
        }
        #expect(redacted.outline == recording.outline)
    }

    /// The values of NewPINValue.
    private static func pins(_ message: Message) -> [String] {
        message.commands.flatMap { command -> [String] in
            guard case .results(let results) = command else { return [] }
            return results.items.filter { $0.source?.hasSuffix("NewPINValue") == true }.compactMap { $0.data?.text }
                .filter { !$0.isEmpty }
        }
    }
}
