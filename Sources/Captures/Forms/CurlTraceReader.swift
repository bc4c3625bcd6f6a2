internal import Wire

/// What `curl --trace` and `--trace-ascii` write, with or without `--trace-time`: what was sent and received, in pieces, with
/// the offset before each line.
enum CurlTraceReader: CaptureReader {
    private struct Section {
        var isSent: Bool
        var isHead: Bool
        var line: Int
        /// How many octets it has, as its first line says.
        var length: Int
        var octets: [UInt8] = []

        /// Whether the trace ends within it: octets are missing, or the empty line behind a head. As text, the end of the
        /// last line is not written.
        var isBrokenOff: Bool {
            if octets.count + 2 < length { return true }
            return isHead && !octets.elementsEqual("\r\n".utf8) && !octets.suffix(4).elementsEqual("\r\n\r\n".utf8)
        }
    }

    static func recognizes(_ source: CaptureSource) -> Bool {
        let lines = TextLines(Array(source.text.prefix(65_536)))
        return (0..<min(lines.count, 200)).contains { section(lines[$0], line: 1) != nil }
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let lines = TextLines(source.text)
        var sections: [Section] = []
        var isOpen = false
        var isHexadecimal: Bool?
        for index in 0..<lines.count {
            let line = lines[index]
            if let section = section(line, line: index + 1) {
                sections.append(section)
                isOpen = true
            } else if let (offset, rest) = offset(line), isOpen, !sections.isEmpty {
                let isHex = isHexadecimal ?? (octets(rest) != nil)
                isHexadecimal = isHex
                guard isHex else {
                    add(rest, at: offset, to: &sections[sections.count - 1])
                    continue
                }
                sections[sections.count - 1].octets += octets(rest) ?? []
            } else if isMark(line) {
                isOpen = false
            }
        }
        var contents = contents(sections, isHexadecimal: isHexadecimal ?? true, source)
        if let last = sections.last, last.isBrokenOff { contents.brokenOff = source.place(.line(last.line)) }
        if endsWithinLine(lines) { contents.brokenOff = source.place(.line(lines.count)) }
        return contents
    }

    /// Whether the last line has no end and is none that curl writes, so that what follows it is missing.
    private static func endsWithinLine(_ lines: TextLines) -> Bool {
        let last = lines[lines.count - 1]
        guard lines.octets.last != 0x0A, section(last, line: 1) == nil, offset(last) == nil else { return false }
        return last.text.firstRange(of: "== ") == nil
    }

    private static func contents(_ sections: [Section], isHexadecimal: Bool, _ source: CaptureSource) -> CaptureContents
    {
        var contents = CaptureContents(form: .curlTrace)
        var wasHead = false
        var isSent: Bool?
        for section in sections {
            if section.isHead, !wasHead || isSent != section.isSent || beginsHead(section.octets) {
                guard let (head, body) = HTTPHead.readWhole(section.octets) else { continue }
                contents.parts.append(
                    CapturedPart(
                        role: section.isSent ? .request : .response, head: head, body: body,
                        place: source.place(.line(section.line))))
            } else if let last = contents.parts.indices.last {
                if section.isHead {
                    // curl tells each field that it receives by itself.
                    let field = Array("HTTP/1.1 200 \r\n".utf8) + section.octets
                    let fields = HTTPHead.read(field, at: 0)?.head.headers.fields ?? []
                    for field in fields { contents.parts[last].head?.headers.add(field.name, field.value) }
                } else {
                    contents.parts[last].body += section.octets
                    contents.parts[last].lostOctets += lost(section, contents.parts[last], isHexadecimal: isHexadecimal)
                }
            }
            wasHead = section.isHead
            isSent = section.isSent
        }
        return contents
    }

    private static func beginsHead(_ octets: [UInt8]) -> Bool { HTTPHead.isStart(octets, at: 0) }

    /// `--trace-ascii` writes a full stop for whatever is no printable octet.
    private static func lost(_ section: Section, _ part: CapturedPart, isHexadecimal: Bool) -> Int {
        guard !isHexadecimal, part.head?.headers.mediaType?.hasSuffix("wbxml") == true else { return 0 }
        return section.octets.count { $0 == UInt8(ascii: ".") }
    }
}

extension CurlTraceReader {
    /// `=> Send data, 1017 bytes (0x3f9)`, perhaps behind the time.
    private static func section(_ line: ArraySlice<UInt8>, line number: Int) -> Section? {
        guard isMark(line) else { return nil }
        let text = line.text
        guard let found = text.firstMatch(of: #/(=>|<=) (Send|Recv) (header|data), ([0-9]{1,12}) bytes/#) else {
            return nil
        }
        return Section(
            isSent: found.2 == "Send", isHead: found.3 == "header", line: number, length: Int(found.4) ?? 0)
    }

    /// Whether a line is one of curl's own, not of what it sent or received.
    private static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
        let start = line.prefix(24)
        guard let sign = start.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "<") }) else {
            return false
        }
        let mark = line[sign...]
        guard ["=> ", "<= ", "== "].contains(where: { mark.starts(with: $0.utf8) }) else { return false }
        return line[..<sign].allSatisfy {
            $0.isDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") || $0.isBlank
        }
    }

    /// The offset before a line, and what follows.
    private static func offset(_ line: ArraySlice<UInt8>) -> (offset: Int, rest: ArraySlice<UInt8>)? {
        let digits = line.prefix(9).prefix { $0.hexadecimalValue != nil }
        guard (4...8).contains(digits.count), line[digits.endIndex...].starts(with: ": ".utf8) else { return nil }
        return Int(digits.text, radix: 16).map { ($0, line[(digits.endIndex + 2)...]) }
    }

    /// The octets of a line of `--trace`: up to 16 pairs of digits with a blank behind each, then the same as text.
    private static func octets(_ rest: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        var index = rest.startIndex
        while octets.count < 16, index + 2 < rest.endIndex, let high = rest[index].hexadecimalValue,
            let low = rest[index + 1].hexadecimalValue, rest[index + 2] == 0x20
        {
            octets.append(high << 4 | low)
            index += 3
        }
        return octets.isEmpty ? nil : octets
    }

    /// A line of `--trace-ascii`: a gap of two in the offsets is a line end that is not written.
    private static func add(_ rest: ArraySlice<UInt8>, at offset: Int, to section: inout Section) {
        if offset == section.octets.count + 2 { section.octets += [0x0D, 0x0A] }
        if offset == section.octets.count + 1 { section.octets.append(0x0A) }
        section.octets += rest
        // What is left of a head is the empty line behind it.
        if section.octets.count + 2 == section.length { section.octets += [0x0D, 0x0A] }
    }
}
