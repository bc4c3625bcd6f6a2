/// Reads a `$filter`. Of the operators `or` binds least, then `and`, then `not`.
struct ODataFilterParser {
    /// How deep brackets may stand in brackets.
    private static let depthLimit = 32

    private var tokens: ArraySlice<ODataToken>
    private let type: GraphType
    private var depth = 0

    /// - Parameter type: whose properties are meant.
    static func read(_ text: String, _ type: GraphType) throws(GraphError) -> ODataFilter {
        var parser = ODataFilterParser(tokens: try ODataToken.read(text)[...], type: type)
        let filter = try parser.readOr()
        guard parser.tokens.isEmpty else { throw parser.unexpected() }
        return filter
    }

    private init(tokens: ArraySlice<ODataToken>, type: GraphType) {
        self.tokens = tokens
        self.type = type
    }

    private mutating func readOr() throws(GraphError) -> ODataFilter {
        var filter = try readAnd()
        while takeWord("or") { filter = .or(filter, try readAnd()) }
        return filter
    }

    private mutating func readAnd() throws(GraphError) -> ODataFilter {
        var filter = try readNot()
        while takeWord("and") { filter = .and(filter, try readNot()) }
        return filter
    }

    private mutating func readNot() throws(GraphError) -> ODataFilter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw GraphError(.badRequest, "Invalid filter clause: it is nested more than \(Self.depthLimit) deep.")
        }
        if takeWord("not") { return .not(try readNot()) }
        guard tokens.first == .open else { return try readCondition() }
        tokens.removeFirst()
        let filter = try readOr()
        try take(.close)
        return filter
    }

    private mutating func readCondition() throws(GraphError) -> ODataFilter {
        guard case .word(let word)? = tokens.popFirst() else { throw unexpected() }
        if tokens.first == .open { return try readFunction(word) }
        let property = try property(word)
        guard case .word(let name)? = tokens.popFirst() else {
            throw GraphError(.badRequest, "Invalid filter clause: an operator is missing after '\(word)'.")
        }
        if name.lowercased() == "in" { return .isOneOf(property, try readList()) }
        guard let comparison = ODataFilter.Comparison(rawValue: name.lowercased()) else {
            let known = ODataFilter.Comparison.allCases.map(\.rawValue).joined(separator: ", ")
            throw GraphError(
                .badRequest, "Invalid filter clause: the operator '\(name)' is not supported. Use \(known) or in.")
        }
        return .compare(property, comparison, try readLiteral())
    }

    private mutating func readFunction(_ name: String) throws(GraphError) -> ODataFilter {
        guard let function = ODataFilter.Function(rawValue: name.lowercased()) else {
            let known = ODataFilter.Function.allCases.map(\.rawValue).joined(separator: ", ")
            throw GraphError(
                .badRequest, "Invalid filter clause: the function '\(name)' is not supported. Use \(known).")
        }
        try take(.open)
        guard case .word(let word)? = tokens.popFirst() else { throw unexpected() }
        let property = try property(word)
        try take(.comma)
        guard case .text(let text) = try readLiteral() else {
            throw GraphError(.badRequest, "Invalid filter clause: \(name) wants a text in ''.")
        }
        try take(.close)
        return .function(function, property, text)
    }

    private mutating func readList() throws(GraphError) -> [ODataLiteral] {
        try take(.open)
        var literals = [try readLiteral()]
        while tokens.first == .comma {
            tokens.removeFirst()
            literals.append(try readLiteral())
        }
        try take(.close)
        return literals
    }

    private mutating func readLiteral() throws(GraphError) -> ODataLiteral {
        switch tokens.popFirst() {
        case .literal(let literal): return literal
        // GUIDs are written with and without quotation marks.
        case .word(let word) where word.contains("-"): return .text(word)
        default: throw GraphError(.badRequest, "Invalid filter clause: a value is missing, such as 'text', 5 or true.")
        }
    }

    private func property(_ word: String) throws(GraphError) -> String {
        guard let property = type.property(word) else { throw .unknown(property: word, type) }
        guard property.isFilterable else {
            throw GraphError(.badRequest, "Invalid filter clause: '\(property.name)' cannot be filtered or sorted by.")
        }
        return property.name
    }

    private mutating func takeWord(_ wanted: String) -> Bool {
        guard case .word(let word)? = tokens.first, word.lowercased() == wanted else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func take(_ token: ODataToken) throws(GraphError) {
        guard tokens.first == token else { throw unexpected() }
        tokens.removeFirst()
    }

    private func unexpected() -> GraphError {
        let place = tokens.first.map { "at \($0)" } ?? "at its end"
        return GraphError(.badRequest, "Invalid filter clause: it cannot be read \(place).")
    }
}

extension GraphError {
    static func unknown(property: String, _ type: GraphType) -> GraphError {
        GraphError(
            .badRequest, "Could not find a property named '\(property)' on type 'microsoft.graph.\(type.name)'.")
    }
}
