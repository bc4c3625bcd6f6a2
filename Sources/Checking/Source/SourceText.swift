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
    /// How many characters stand before each block of octets: servers write a message on one line, and to count from its
    /// beginning for each finding would cost the square of their number.
    private let charactersBefore: [Int]
    private static let block = 256

    init(_ octets: [UInt8], ofFile file: [UInt8]) {
        self.octets = octets
        let mark = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.mark = file.count == octets.count + mark && file[mark...].elementsEqual(octets) ? mark : nil
        var lines = [0]
        for (index, octet) in octets.enumerated() where octet == 0x0A { lines.append(index + 1) }
        self.lines = lines
        var characters = [0]
        for start in stride(from: 0, to: octets.count, by: Self.block) {
            let block = octets[start..<min(start + Self.block, octets.count)]
            characters.append(characters[characters.count - 1] + block.count(where: Self.isFirst))
        }
        charactersBefore = characters
    }

    /// Whether an octet is the first of a character.
    private static func isFirst(_ octet: UInt8) -> Bool { octet & 0xC0 != 0x80 }

    /// How many characters begin before an octet.
    private func characters(before offset: Int) -> Int {
        let block = offset / Self.block
        return charactersBefore[block] + octets[block * Self.block..<offset].count(where: Self.isFirst)
    }

    /// A file that need not be mark-up.
    init(file: [UInt8]) {
        self.init(file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file, ofFile: file)
    }

    func place(of offset: Int) -> XMLPlace {
        let offset = min(max(0, offset), octets.count)
        let line = lines.lastIndex(inOrder: { $0 <= offset }) ?? 0
        let column = characters(before: offset) - characters(before: lines[line])
        return XMLPlace(line: line + 1, column: column + 1)
    }

    func offset(of place: XMLPlace) -> Int {
        guard place.line >= 1, place.line <= lines.count else { return octets.count }
        let start = lines[place.line - 1]
        guard place.column > 1 else { return start }
        let wanted = characters(before: start) + place.column - 1
        let block = charactersBefore.lastIndex(inOrder: { $0 <= wanted }) ?? 0
        var (offset, count) = (block * Self.block, charactersBefore[block])
        while offset < octets.count {
            if Self.isFirst(octets[offset]) {
                if count == wanted { return offset }
                count += 1
            }
            offset += 1
        }
        return octets.count
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
