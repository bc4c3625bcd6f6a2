/// What `tshark -z follow,http,ascii` prints of a connection: each piece behind a line with its length, the server's with a
/// tab before it. Octets that are no text are full stops, so WBXML is lost.
enum TsharkFollowReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        source.begins(with: "=====") && source.beginning.text.contains("\nFollow: http")
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let lines = TextLines(source.text)
        // Without the lines of lengths this is HTTP text. Inferred: no message of a session has a line of nothing but digits.
        // They are emptied, not dropped, so that a line keeps its number.
        var text: [UInt8] = []
        for index in 0..<lines.count {
            let line = lines[index]
            if !isLength(line), !line.starts(with: "=====".utf8) {
                text += line.first == 0x09 ? line.dropFirst() : line
            }
            text.append(0x0A)
        }
        let inner = CaptureSource(CaptureFile(name: source.name, octets: text), source.limits)
        var contents = try HTTPTextReader.read(inner, form: .tsharkFollow)
        for index in contents.parts.indices {
            let body = contents.parts[index].body
            contents.parts[index].body = Array(body[...].trimmed)
        }
        if let line = brokenOff(lines) { contents.brokenOff = source.place(.line(line + 1)) }
        return contents
    }

    /// The line of the last piece's length, where that has fewer octets and no rule stands behind it.
    private static func brokenOff(_ lines: TextLines) -> Int? {
        guard let last = (0..<lines.count).last(where: { isLength(lines[$0]) || lines[$0].starts(with: "=====".utf8) }),
            isLength(lines[last]), let length = Int(lines[last].trimmed.text)
        else { return nil }
        // Each line end is two octets on the way, and may be one here.
        let octets = (last + 1..<lines.count).reduce(0) { $0 + lines[$1].count + 2 }
        return octets - 2 < length ? last : nil
    }

    private static func isLength(_ line: ArraySlice<UInt8>) -> Bool {
        let digits = line.first == 0x09 ? line.dropFirst() : line
        return (1...9).contains(digits.count) && digits.allSatisfy(\.isDigit)
    }
}
