internal import Wire

/// What stands before a body: start line and fields (RFC 9112 sections 2 to 5), read with the liberties that programs take
/// which write it into files.
enum HTTPHead {
    private static let methods: Set<String> = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT", "PATCH"]

    /// Whether a line is the first of a request or an answer. A blank before it is one that Go's servers write.
    static func isStart(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first(where: { $0 != 0x20 }), (0x43...0x50).contains(first) else { return false }
        return start(line) != nil
    }

    private static func start(_ line: ArraySlice<UInt8>) -> RecordedMessage.Head.Start? {
        let words = line.drop { $0 == 0x20 }.split(separator: 0x20, maxSplits: 2)
        guard let first = words.first, words.count >= 2 else { return nil }
        if first.starts(with: "HTTP/".utf8) {
            guard first.dropFirst(5).first?.isDigit == true, words[1].count == 3, let status = Int(words[1].text) else {
                return nil
            }
            return .response(status: status)
        }
        guard words.count == 3, first.count <= 7, methods.contains(first.text), words[2].starts(with: "HTTP/".utf8),
            words[2].dropFirst(5).first?.isDigit == true
        else { return nil }
        return .request(method: first.text, target: words[1].text)
    }

    /// The head that begins at an offset, and where its body begins.
    static func read(_ octets: [UInt8], at offset: Int) -> (head: RecordedMessage.Head, body: Int)? {
        var (line, next) = line(octets, at: offset)
        guard let start = start(line) else { return nil }
        var fields: [WireHeaders.Field] = []
        while next < octets.count {
            let before = next
            (line, next) = self.line(octets, at: before)
            if line.isEmpty { break }
            // Documents leave the empty line out; no field begins with a tag.
            if isStart(line) || line.first(where: { !$0.isBlank }) == UInt8(ascii: "<") {
                next = before
                break
            }
            add(line, to: &fields)
        }
        return (RecordedMessage.Head(start, headers: WireHeaders(fields)), next)
    }

    /// Whether a text ends within a head, before the empty line behind its fields. An answer that has no body may do without.
    /// - Parameters:
    ///   - range: from its beginning to where its body would begin.
    static func isBrokenOff(_ head: RecordedMessage.Head, _ octets: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.upperBound == octets.count, head.contentLength != 0 else { return false }
        guard let end = octets[range].dropLast().lastIndex(of: 0x0A) else { return head.isRequest }
        return !line(octets, at: end + 1).line.isEmpty
    }

    /// Whether a line may be the beginning of the first line of a head, and no more of it.
    static func isBeginningOfStart(_ line: ArraySlice<UInt8>) -> Bool {
        let names = methods.map { "\($0) " } + ["HTTP/"]
        return names.contains { line.starts(with: $0.utf8) || $0.utf8.starts(with: line) }
    }

    /// The head and body of octets that are one message and nothing else.
    static func readWhole(_ octets: [UInt8]) -> (head: RecordedMessage.Head, body: [UInt8])? {
        read(octets, at: 0).map { ($0.head, Array(octets[$0.body...])) }
    }

    /// The line at an offset without its end, and where the next one begins.
    private static func line(_ octets: [UInt8], at offset: Int) -> (line: ArraySlice<UInt8>, next: Int) {
        let end = octets.offset(of: [0x0A], from: offset) ?? octets.count
        let line = octets[min(offset, end)..<end]
        return (line.last == 0x0D ? line.dropLast() : line, min(end + 1, octets.count))
    }

    /// Whether a request or an answer begins at an offset.
    static func isStart(_ octets: [UInt8], at offset: Int) -> Bool {
        // A long line is none; of one, only its beginning is looked at.
        let rest = octets[offset...].prefix(8192)
        return isStart(rest.prefix { $0 != 0x0A && $0 != 0x0D })
    }

    private static func add(_ line: ArraySlice<UInt8>, to fields: inout [WireHeaders.Field]) {
        if line.first?.isBlank == true, !fields.isEmpty {
            fields[fields.count - 1].value += " " + line.trimmed.text
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return }
        fields.append(WireHeaders.Field(line[..<colon].trimmed.text, line[(colon + 1)...].trimmed.text))
    }
}

extension RecordedMessage.Head {
    var isRequest: Bool {
        switch start {
        case .request: true
        case .response: false
        }
    }

    /// What `Content-Length` says, where it is a number.
    var contentLength: Int? { headers["Content-Length"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
}
