internal import Notation

/// The words of a `$filter` (OData 4.01, URL conventions 5.1.1).
enum ODataToken: Equatable {
    case open, close, comma
    /// A property, an operator, a function: `deviceName`, `eq`, `startswith`.
    case word(String)
    case literal(ODataLiteral)

    static func read(_ text: String) throws(GraphError) -> [ODataToken] {
        var tokens: [ODataToken] = []
        var rest = Substring(text)
        while let first = rest.first {
            switch first {
            case " ", "\t": rest.removeFirst()
            case "(": take(.open, &rest, &tokens)
            case ")": take(.close, &rest, &tokens)
            case ",": take(.comma, &rest, &tokens)
            case "'":
                tokens.append(.literal(.text(try quoted(&rest))))
            default:
                let word = rest.prefix { !" \t(),'".contains($0) }
                rest = rest.dropFirst(word.count)
                tokens.append(token(String(word)))
            }
        }
        return tokens
    }

    private static func take(_ token: ODataToken, _ rest: inout Substring, _ tokens: inout [ODataToken]) {
        rest.removeFirst()
        tokens.append(token)
    }

    /// A text in single quotation marks; one inside is written twice.
    private static func quoted(_ rest: inout Substring) throws(GraphError) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst() {
            guard character == "'" else {
                text.append(character)
                continue
            }
            guard rest.first == "'" else { return text }
            rest.removeFirst()
            text.append("'")
        }
        throw GraphError(.badRequest, "Invalid filter clause: a text begins with ' and does not end with one.")
    }

    private static func token(_ word: String) -> ODataToken {
        switch word.lowercased() {
        case "true": return .literal(.flag(true))
        case "false": return .literal(.flag(false))
        case "null": return .literal(.null)
        default: break
        }
        if let number = Int(word) { return .literal(.number(Double(number))) }
        if let number = Double(word), word.first?.isLetter == false { return .literal(.number(number)) }
        if let instant = Instant(iso8601: word.uppercased(), zone: .needed) { return .literal(.instant(instant)) }
        return .word(word)
    }
}

/// A value in a `$filter`.
enum ODataLiteral: Equatable, Sendable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case null
    case instant(Instant)

    /// For a sentence.
    var words: String {
        switch self {
        case .text(let text): "the text '\(text)'"
        case .number(let number): "the number \(number)"
        case .flag(let flag): "\(flag)"
        case .null: "null"
        case .instant(let instant): "the time \(instant.text)"
        }
    }
}
