internal import SyncML

/// How the end of a text is judged: a copy that broke off ends within its last message.
extension PartJudge {
    /// Whether the text ends within its last message. One that was laid out anew is shorter than its head says, and whole;
    /// one that SyncML Viewer has cut was given an end.
    func isBrokenOff(_ part: CapturedPart, _ message: RecordedMessage, endsWithinChunks: Bool) -> Bool {
        let isShort = endsWithinChunks || (part.head?.contentLength.map { $0 > part.body.count } ?? false)
        switch message.content {
        case .message: return false
        case .empty: return isShort && hasBody(part)
        case .other: return isShort
        // What looks like an element in binary octets is none.
        case .unreadable where endsWithinChunks || WBXMLReader.recognizes(message.octets): return isShort
        case .enrollment, .unreadable:
            let source = CaptureSource(CaptureFile(name: "", octets: message.octets), CaptureLimits())
            guard let root = source.root else { return isShort }
            return !root.isClosed(in: source.text)
        }
    }

    /// Whether there is a body at all: an answer to HEAD has a length alone, and so may one that says that nothing has
    /// changed (RFC 9110 sections 9.3.2 and 15.4.5).
    private func hasBody(_ part: CapturedPart) -> Bool {
        guard case .response(let status)? = part.head?.start else { return true }
        return status != 304 && !isAskedForHead
    }
}
