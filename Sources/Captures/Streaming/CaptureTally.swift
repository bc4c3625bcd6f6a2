/// What was seen of a capture, so that one which is none, or holds nothing to replay, can be told why.
struct CaptureTally {
    private var messages = 0
    /// How many of them can be read, of sessions and of enrolment, and how many look so and cannot.
    private(set) var readable = 0
    private var unreadable = 0
    private var firstFile: String?
    private var first: RecordedMessage?
    private var firstUnreadable: CaptureError?
    /// How many messages of the capture nothing could be had of, also of those that do not look so any more; and the first.
    private(set) var lost = 0
    private var firstLost: CapturePlace?
    private var firstWarning: CaptureWarning?
    /// Why the first file was passed over.
    private var passedOver: CaptureError?
    /// Where the first file is broken of which the beginning can be read.
    private var broken: CaptureError?
    /// So many messages that cannot be read, and hardly any that can, are no capture. To find that eight octets only begin a
    /// message takes as long as to read one.
    private static let mostUnreadable = 1000
    /// So many that cannot be read are borne for each that can.
    private static let mostUnreadableForEach = 100

    mutating func note(file: String) { firstFile = firstFile ?? file }

    mutating func note(broken error: CaptureError) { broken = broken ?? error }

    mutating func note(_ warning: CaptureWarning) { firstWarning = firstWarning ?? warning }

    mutating func note(_ message: RecordedMessage) {
        messages += 1
        first = first ?? message
        if message.isLost { note(lost: message.place) }
        switch message.content {
        case .message, .enrollment: readable += 1
        case .unreadable(let reason, _):
            unreadable += 1
            guard firstUnreadable == nil else { return }
            firstUnreadable = CaptureError(.unreadable, at: message.place, "the message cannot be read: \(reason)")
        case .other, .empty: break
        }
    }

    /// Notes a message that cannot be read.
    mutating func note(lost place: CapturePlace) {
        lost += 1
        firstLost = firstLost ?? place
    }

    /// That there are messages that cannot be read; nil where there are none.
    var loss: CaptureError? {
        guard let firstLost else { return nil }
        let others = lost == 1 ? "" : ", nor can \(lost - 1) other\(lost == 2 ? "" : "s")"
        return CaptureError(
            .unreadable, at: firstLost,
            "this message cannot be read\(others), and all else was read; copy the capture anew, or take away what cannot "
                + "be read")
    }

    /// Notes a file that is passed over, because it holds nothing to replay.
    mutating func skip(_ file: String, _ error: CaptureError) {
        note(file: file)
        passedOver = passedOver ?? error
    }

    /// - Throws: where hardly anything can be read of what came by now.
    func refuseRubbish() throws(CaptureError) {
        guard unreadable >= Self.mostUnreadable, let first = firstUnreadable,
            unreadable > readable * Self.mostUnreadableForEach
        else { return }
        throw CaptureError(
            first.code, at: first.place,
            "\(first.message) \(unreadable - 1) others cannot be read either, and \(readable) can: this is no capture, "
                + "or it is broken throughout; record it again")
    }

    /// Why there is nothing to replay.
    /// - Parameter forms: of the files that were read.
    func refusal(of forms: [CaptureForm]) -> CaptureError {
        if let passedOver, messages == 0 { return passedOver }
        if let broken { return broken }
        if let firstUnreadable { return firstUnreadable }
        guard let first else { return emptiness(of: forms) }
        let told = firstWarning.map { "; \($0)" } ?? ""
        return CaptureError(
            .holdsNoMessages, at: CapturePlace(first.place.file),
            (messages == 1 ? "its only message is not" : "none of its \(messages) messages is")
                + " one of a phone's management (SyncML) or enrolment; was the phone's traffic recorded?\(told)")
    }

    /// That there is no message at all.
    private func emptiness(of forms: [CaptureForm]) -> CaptureError {
        let place = CapturePlace(firstFile ?? "the capture")
        if let form = forms.first(where: { $0 != .recording }) {
            return CaptureError(
                .holdsNoMessages, at: place,
                "this is a capture (\(form)), and nothing in it is a request or an answer of HTTP; was the phone's "
                    + "traffic recorded?")
        }
        // What --record has begun with and never gone on with, because no session was due.
        let advice =
            forms.isEmpty
            ? "there is nothing in it; name files with messages"
            : "the recording holds no exchange; record until the phone has talked with its server"
        return CaptureError(.empty, at: place, advice)
    }
}
