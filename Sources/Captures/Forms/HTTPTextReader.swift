internal import Wire

/// HTTP as it goes over the wire, one request or answer after another (RFC 9112): what `--record` writes, `curl -i`,
/// Fiddler's raw view, what documents print.
///
/// Where programs have changed a body its length is another than its head says; then it goes to where the next message
/// begins.
enum HTTPTextReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        guard !source.begins(with: "<") else { return false }
        let lines = TextLines(Array(source.text.prefix(65_536)))
        let first = (0..<min(lines.count, 40)).first { HTTPHead.isStart(lines[$0]) }
        guard let first else { return false }
        return source.root.map { lines.starts[first] < $0.offset } ?? true
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        try read(source, form: .http)
    }

    /// The same for forms that put something around HTTP's own text.
    static func read(_ source: CaptureSource, form: CaptureForm) throws(CaptureError) -> CaptureContents {
        let lines = TextLines(source.text)
        let starts = (0..<lines.count).filter { HTTPHead.isStart(lines[$0]) }
        guard starts.count <= source.limits.maximumMessages else {
            throw source.error(
                .tooLarge, "there are more than \(source.limits.maximumMessages) messages; split the file.")
        }
        var contents = CaptureContents(form: form)
        // Bodies may end without a line end, so a message may begin within a line; `next` is the first line beyond that is a
        // start by itself.
        var next = starts.startIndex
        var offset = starts.first.map { lines.starts[$0] }
        while let begin = offset, let (head, body) = HTTPHead.read(source.text, at: begin) {
            if HTTPHead.isBrokenOff(head, source.text, begin..<body) {
                contents.brokenOff = source.place(.line(lines.index(at: begin) + 1))
            }
            while next < starts.endIndex, lines.starts[starts[next]] < body { next += 1 }
            let limit = next < starts.endIndex ? lines.starts[starts[next]] : source.text.count
            let part = part(head, source.text, body: body, limit: limit)
            contents.parts.append(
                CapturedPart(
                    role: head.isRequest ? .request : .response, head: head, body: part.octets,
                    place: source.place(.line(lines.index(at: begin) + 1))))
            guard contents.parts.count <= source.limits.maximumMessages else { break }
            if part.isFollowedByBeginning { contents.brokenOff = source.place(.line(lines.count)) }
            offset = part.next
        }
        return contents
    }

    private struct Body {
        var octets: [UInt8]
        /// Where the next message begins; nil where none does.
        var next: Int?
        /// Whether the text ends within the first line of the next one.
        var isFollowedByBeginning = false
    }

    private static func part(_ head: RecordedMessage.Head, _ text: [UInt8], body: Int, limit: Int) -> Body {
        if let length = head.contentLength, length <= text.count - body {
            let end = body + length
            let rest = text[end...].prefix(64).drop(while: \.isBlank)
            if rest.isEmpty, end + 64 >= text.count { return Body(octets: Array(text[body..<end])) }
            if !rest.isEmpty, HTTPHead.isStart(text, at: rest.startIndex) {
                return Body(octets: Array(text[body..<end]), next: rest.startIndex)
            }
            if rest.endIndex == text.count, !rest.contains(0x0A), HTTPHead.isBeginningOfStart(rest) {
                return Body(octets: Array(text[body..<end]), isFollowedByBeginning: true)
            }
        }
        let next = limit < text.count ? limit : nil
        // A file that ends here holds the body to its last octet.
        if next == nil, head.contentLength == nil { return Body(octets: Array(text[body...])) }
        return Body(octets: Array(withoutRules(text[body..<max(body, limit)])), next: next)
    }

    /// Without the blank lines and the rules that programs draw between messages.
    private static func withoutRules(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = octets.lastIndex { !$0.isBlank && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "=") }
        guard let end else { return [] }
        // What closes a comment belongs to the text.
        let close = octets[end...].prefix { !$0.isBlank }
        return octets[..<close.endIndex]
    }
}
