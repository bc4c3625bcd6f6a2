import Notation

/// Text that came from outside, made harmless to look at: the one place that decides what a terminal, a log and a JSON
/// document are shown of it.
///
/// What steers a terminal, forges a line or hides what stands beside it is shown by its number: control characters, line
/// breaks, U+0080 to U+00A0, the separators U+2028 and U+2029, marks of writing direction, characters without width, tags
/// (Unicode 15, *Bidirectional Algorithm* section 2; *Security Considerations*, UTR 36 section 2).
package enum VisibleText {
    /// The text as one line.
    /// - Returns: `\n`, `\r` and `\t` for those, `\u{9B}` for others; the text itself where nothing has to be shown.
    package static func line(_ text: String) -> String {
        escaped(text, where: isHidden, by: name)
    }

    /// The same with line breaks and tabs as they are, for a text that stands alone.
    package static func lines(_ text: String) -> String {
        escaped(text, where: { isHidden($0) && $0 != "\n" && $0 != "\t" }, by: name)
    }

    /// A JSON document, in which such characters can stand in strings only: `\u009B`.
    package static func json(_ document: String) -> String {
        escaped(document, where: { $0.value >= 0x7F && isHidden($0) }) { scalar in
            UTF16.encode(scalar)?.map { unit in "\\u" + unit.hexadecimal(width: 4) }.joined() ?? ""
        }
    }

    /// XML in UTF-8, in which such characters can stand in values only: `&#x9B;`.
    package static func xml(_ document: String) -> String {
        escaped(document, where: { $0.value >= 0x7F && isHidden($0) }) { "&#x\($0.value.hexadecimal());" }
    }

    /// A text in quotation marks, cut where it is long, for a sentence.
    package static func quoted(_ text: some StringProtocol, most: Int = 80) -> String {
        let start = text.unicodeScalars.prefix(most)
        let isCut = start.endIndex != text.unicodeScalars.endIndex
        return "'\(line(String(String.UnicodeScalarView(start))))\(isCut ? "…" : "")'"
    }

    /// The text cut to so many characters, with the length of the whole behind.
    package static func cut(_ text: String, most: Int) -> String {
        // Bytes are counted first: they are known at once, and no text has fewer of them than characters.
        guard text.utf8.count > most else { return text }
        let start = text.unicodeScalars.prefix(most)
        guard start.endIndex != text.unicodeScalars.endIndex else { return text }
        return "\(String(String.UnicodeScalarView(start)))… (\(text.utf8.count) bytes)"
    }

    /// Whether a character is not seen as one, or does something else than being seen.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // U+00A0 is a blank to the eye and none to a program.
        case 0..<0x20, 0x7F...0xA0: true
        case ..<0xAD: false
        // Soft hyphen, Arabic letter mark, the fillers of Hangul, the separator of Mongolian vowels.
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180B...0x180F, 0x3164, 0xFFA0: true
        // Blanks of other widths, zero width, directions, separators of lines and paragraphs, invisible operators, isolates.
        case 0x2000...0x200F, 0x2028...0x202F, 0x2060...0x206F: true
        // Variation selectors, byte order mark, annotations, tags.
        case 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
        default: false
        }
    }

    private static func escaped(
        _ text: String, where isToBeShown: (Unicode.Scalar) -> Bool, by name: (Unicode.Scalar) -> String
    ) -> String {
        guard text.unicodeScalars.contains(where: isToBeShown) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isToBeShown(scalar) {
                result.append(contentsOf: name(scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(scalar.value.hexadecimal())}"
        }
    }
}
