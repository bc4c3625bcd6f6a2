/// The dump of requests and answers that demonstration servers in Go print: marks between head and body, the body laid out
/// anew.
enum GoDumpReader: CaptureReader {
    private enum Mark {
        case request, response, head, body, rule

        /// What a line of the dump says, if it is no content.
        init?(_ line: ArraySlice<UInt8>) {
            guard line.starts(with: "-----".utf8) || line.starts(with: "=====".utf8) else { return nil }
            let words = line.text.filter { $0 != "-" && $0 != "=" }
            switch Array(words.utf8)[...].trimmed.text {
            case "Input Request": self = .request
            case "Output Response": self = .response
            case "Input Header", "Response Header": self = .head
            case "Input Body", "Response Body", "Empty Input Body", "Empty Response Body": self = .body
            case "": self = .rule
            default: return nil
            }
        }
    }

    static func recognizes(_ source: CaptureSource) -> Bool {
        source.text.offset(of: "== Input Request ==") != nil
            || (source.text.offset(of: "== Output Response ==") != nil
                && source.text.offset(of: "-- Response Header --") != nil)
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let lines = TextLines(source.text)
        let marks = (0..<lines.count).compactMap { index in Mark(lines[index]).map { (index: index, mark: $0) } }
        guard marks.count / 4 <= source.limits.maximumMessages else {
            throw source.error(
                .tooLarge, "there are more than \(source.limits.maximumMessages) messages; split the file")
        }
        var contents = CaptureContents(form: .goDump)
        // Where the text ends within a mark, that belongs to no body.
        let last = lines.count - 1
        let isMarkBegun =
            [UInt8(ascii: "-"), UInt8(ascii: "=")].contains(lines[last].first) && Mark(lines[last]) == nil
        if isMarkBegun { contents.brokenOff = source.place(.line(lines.count)) }
        var role = CapturedPart.Role.request
        for (position, (index, mark)) in marks.enumerated() {
            let end = position + 1 < marks.count ? marks[position + 1].index : lines.count - (isMarkBegun ? 1 : 0)
            switch mark {
            case .request: role = .request
            case .response: role = .response
            case .head:
                guard index + 1 < lines.count, let (head, _) = HTTPHead.read(lines.octets, at: lines.starts[index + 1])
                else { continue }
                contents.parts.append(
                    CapturedPart(role: role, head: head, body: [], place: source.place(.line(index + 2))))
            case .body:
                guard !contents.parts.isEmpty, end > index + 1 else { continue }
                let octets = lines.octets[lines.starts[index + 1]..<lines.end(of: end - 1)]
                contents.parts[contents.parts.count - 1].body = Array(octets.trimmed)
            case .rule: continue
            }
        }
        // A body follows each head, an empty one as well.
        if let last = marks.last, [.request, .response, .head].contains(last.mark) {
            contents.brokenOff = source.place(.line(last.index + 1))
        }
        return contents
    }
}
