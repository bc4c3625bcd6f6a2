internal import JSON
internal import Notation

/// What `$search` wants of an object (Graph, *Use the $search query parameter*): texts in quotation marks, each with the
/// property that it is looked for in or for all that hold text, and `AND` and `OR` between them.
///
/// Inferred: a text is found anywhere in a value. Graph finds beginnings of words, by rules that it does not tell whole.
struct ODataSearch: Equatable, Sendable {
    struct Term: Equatable, Sendable {
        /// nil for all properties that hold text.
        var property: String?
        /// In lower case.
        var text: String
    }

    /// One of these lists of terms must be found whole.
    let alternatives: [[Term]]

    /// - Parameter type: whose properties are meant.
    init(_ written: String, _ type: GraphType) throws(GraphError) {
        var alternatives: [[Term]] = [[]]
        var rest = written.trimmed[...]
        while !rest.isEmpty {
            let piece = try Self.piece(&rest)
            alternatives[alternatives.count - 1].append(try Self.term(piece, type))
            let word = rest.prefix { $0 != " " && $0 != "\"" }
            switch word {
            case "OR": alternatives.append([])
            case "AND": break
            // What follows without a word between must be found as well.
            default: continue
            }
            rest = rest.dropFirst(word.count).drop { $0 == " " }
            guard !rest.isEmpty else { throw Self.unreadable("it ends with \(word)") }
        }
        self.alternatives = alternatives
    }

    func matches(_ object: GraphObject) -> Bool {
        alternatives.contains { $0.allSatisfy { term in Self.holds(object, term) } }
    }

    private static func holds(_ object: GraphObject, _ term: Term) -> Bool {
        let values = term.property.map { [object[$0]] } ?? object.filter { !$0.key.hasPrefix("@") }.map(\.value)
        return values.contains { value in
            if case .string(let text)? = value { text.lowercased().contains(term.text) } else { false }
        }
    }

    /// Takes a text off the front: one in quotation marks, or a word.
    private static func piece(_ rest: inout Substring) throws(GraphError) -> String {
        let isQuoted = rest.first == "\""
        if isQuoted { rest = rest.dropFirst() }
        let piece = rest.prefix { $0 != (isQuoted ? "\"" : " ") }
        rest = rest[piece.endIndex...]
        if isQuoted {
            guard !rest.isEmpty else { throw unreadable("a quotation mark is not closed") }
            rest = rest.dropFirst()
        }
        rest = rest.drop { $0 == " " }
        return String(piece)
    }

    private static func term(_ piece: String, _ type: GraphType) throws(GraphError) -> Term {
        let pair = piece.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        guard pair.count == 2 else {
            guard !piece.trimmed.isEmpty else { throw unreadable("a text is empty") }
            return Term(property: nil, text: piece.trimmed.lowercased())
        }
        guard let property = type.property(pair[0]) else { throw .unknown(property: pair[0], type) }
        guard !pair[1].isEmpty else { throw unreadable("nothing follows '\(pair[0]):'") }
        return Term(property: property.name, text: pair[1].lowercased())
    }

    private static func unreadable(_ what: String) -> GraphError {
        GraphError(
            .badRequest, "Invalid $search clause: \(what). Write \"text\" or \"property:text\", with AND or OR between."
        )
    }
}
