internal import XML

/// Texts within mark-up, of XML and of HTML alike. They come from captures, so they are taken for hostile: nothing in them
/// can be a tag, end an attribute, or change the direction of what stands around them.
package enum ReportMarkup {
    /// As one line between tags, with what nobody sees shown.
    package static func line(_ text: String) -> String { escaped(VisibleText.line(text)) }

    /// Between tags, with line breaks and tabs as they are.
    package static func text(_ text: String) -> String { escaped(VisibleText.lines(text)) }

    /// Within the marks of an attribute.
    package static func attribute(_ text: String) -> String { escaped(VisibleText.line(text)) }

    private static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // No document of XML 1.0 may hold these (section 2.2).
            case "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
