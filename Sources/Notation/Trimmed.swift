extension String {
    /// Without the white space of XML at either end: blanks, tabs and line ends (XML 1.0 section 2.3).
    package var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard utf8.first.map(isBlank) == true || utf8.last.map(isBlank) == true else { return self }
        let rest = utf8.drop(while: isBlank)
        let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) } ?? rest.startIndex
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}

extension Substring {
    /// Without the white space of XML at either end (XML 1.0 section 2.3).
    package var trimmed: String { String(self).trimmed }
}
