import Notation
import XML

/// The text of a file, with lines and columns for its octets and back.
struct SourceText {
    /// UTF-8, without a byte order mark.
    let octets: [UInt8]
    /// How many octets of the file stand before the text; nil where the text is another than the file's octets, as that of
    /// a file in UTF-16: nothing of such a file can be mended.
    let mark: Int?
    /// Where each line begins.
    private let lines: [Int]

    init(_ octets: [UInt8], ofFile file: [UInt8]) {
        self.octets = octets
        let mark = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.mark = file.count == octets.count + mark && file[mark...].elementsEqual(octets) ? mark : nil
        var lines = [0]
        for (index, octet) in octets.enumerated() where octet == 0x0A { lines.append(index + 1) }
        self.lines = lines
    }

    /// A file that need not be mark-up.
    init(file: [UInt8]) {
        self.init(file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file, ofFile: file)
    }

    func place(of offset: Int) -> XMLPlace {
        let offset = min(max(0, offset), octets.count)
        var (low, high) = (0, lines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle } else { high = middle }
        }
        let column = octets[lines[low]..<offset].count { $0 & 0xC0 != 0x80 }
        return XMLPlace(line: low + 1, column: column + 1)
    }

    func offset(of place: XMLPlace) -> Int {
        guard place.line >= 1, place.line <= lines.count else { return octets.count }
        var offset = lines[place.line - 1]
        var column = 1
        while offset < octets.count, column < place.column {
            offset += 1
            while offset < octets.count, octets[offset] & 0xC0 == 0x80 { offset += 1 }
            column += 1
        }
        return offset
    }

    func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(place(of: range.lowerBound), place(of: range.upperBound))
    }

    func text(_ range: Range<Int>) -> String {
        guard range.lowerBound >= 0, range.upperBound <= octets.count else { return "" }
        return String(decoding: octets[range], as: UTF8.self)
    }

    /// The octets of a line, from 1, without its end.
    func line(_ number: Int) -> Range<Int> {
        guard number >= 1, number <= lines.count else { return octets.count..<octets.count }
        let start = lines[number - 1]
        var end = number < lines.count ? lines[number] - 1 : octets.count
        if end > start, octets[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// A text as it stands in the file, within a range.
    func range(of text: String, in range: Range<Int>) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard !wanted.isEmpty else { return nil }
        return octets[range].firstOccurrence(of: wanted)
    }

    /// What replaces a part of the text in the file; nil where the file cannot be mended.
    func replacement(_ range: Range<Int>, _ text: String) -> Fix.Replacement? {
        guard let mark else { return nil }
        let inFile = range.lowerBound + mark..<range.upperBound + mark
        return Fix.Replacement(range: inFile, span: span(range), text: text)
    }
}
