internal import JSON

/// Reads a `$filter`. Of the operators `or` binds least, then `and`, then `not`.
struct ODataFilterParser {
    /// How deep brackets may stand in brackets.
    private static let depthLimit = 32
    /// How many comparisons there may be.
    private static let termLimit = 500

    private var tokens: ArraySlice<ODataToken>
    private let type: GraphType
    private var depth = 0
    private var terms = 0

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
        var filters = [try readAnd()]
        while takeWord("or") { filters.append(try readAnd()) }
        return filters.count == 1 ? filters[0] : .or(filters)
    }

    private mutating func readAnd() throws(GraphError) -> ODataFilter {
        var filters = [try readNot()]
        while takeWord("and") { filters.append(try readNot()) }
        return filters.count == 1 ? filters[0] : .and(filters)
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
        terms += 1
        guard terms <= Self.termLimit else {
            throw GraphError(.badRequest, "Invalid filter clause: it has more than \(Self.termLimit) comparisons.")
        }
        guard case .word(let word)? = tokens.popFirst() else { throw unexpected() }
        if tokens.first == .open { return try readFunction(word) }
        let property = try property(word)
        guard case .word(let name)? = tokens.popFirst() else {
            throw GraphError(.badRequest, "Invalid filter clause: an operator is missing after '\(word)'.")
        }
        if name.lowercased() == "in" { return .isOneOf(property.name, try readList(of: property)) }
        guard let comparison = ODataFilter.Comparison(rawValue: name.lowercased()) else {
            let known = ODataFilter.Comparison.allCases.map(\.rawValue).joined(separator: ", ")
            throw GraphError(
                .badRequest, "Invalid filter clause: the operator '\(name)' is not supported. Use \(known) or in.")
        }
        return .compare(property.name, comparison, try readLiteral(of: property))
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
        guard property.takes(.text(text)) else { throw .incompatible(property, .text(text)) }
        try take(.close)
        return .function(function, property.name, text)
    }

    private mutating func readList(of property: GraphType.Property) throws(GraphError) -> [ODataLiteral] {
        try take(.open)
        var literals = [try readLiteral(of: property)]
        while tokens.first == .comma {
            tokens.removeFirst()
            literals.append(try readLiteral(of: property))
        }
        try take(.close)
        return literals
    }

    /// A value that a property can have. One of another type is refused: it would be equal to nothing and unequal to all.
    private mutating func readLiteral(of property: GraphType.Property) throws(GraphError) -> ODataLiteral {
        let literal = try readLiteral()
        guard property.takes(literal) else { throw .incompatible(property, literal) }
        return literal
    }

    private mutating func readLiteral() throws(GraphError) -> ODataLiteral {
        switch tokens.popFirst() {
        case .literal(let literal): return literal
        // GUIDs are written with and without quotation marks.
        case .word(let word) where word.contains("-"): return .text(word)
        default: throw GraphError(.badRequest, "Invalid filter clause: a value is missing, such as 'text', 5 or true.")
        }
    }

    private func property(_ word: String) throws(GraphError) -> GraphType.Property {
        guard let property = type.property(word) else { throw .unknown(property: word, type) }
        guard property.isFilterable else {
            throw GraphError(.badRequest, "Invalid filter clause: '\(property.name)' cannot be filtered or sorted by.")
        }
        return property
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

extension GraphType.Property {
    /// Whether a literal is of the property's type, or null.
    fileprivate func takes(_ literal: ODataLiteral) -> Bool {
        if literal == .null { return true }
        switch (plainSchema, literal) {
        case (.text, .text), (.choice, .text), (.instant, .instant), (.integer, .number), (.number, .number),
            (.flag, .flag):
            return true
        case (.text, _), (.choice, _), (.instant, _), (.integer, _), (.number, _), (.flag, _): return false
        case (.list, _), (.object, _), (.named, _), (.anything, _), (.nullable, _): return false
        }
    }

    /// The name of the type in OData, for a sentence.
    fileprivate var typeName: String {
        return switch plainSchema {
        case .text, .choice: "Edm.String, written in ''"
        case .instant: "Edm.DateTimeOffset, written as 2018-03-02T14:13:20Z without ''"
        case .integer, .number: "a number, written without ''"
        case .flag: "Edm.Boolean, true or false"
        case .list, .object, .named, .anything, .nullable: "no plain value"
        }
    }
}

extension GraphError {
    fileprivate static func incompatible(_ property: GraphType.Property, _ literal: ODataLiteral) -> GraphError {
        GraphError(
            .badRequest,
            "Invalid filter clause: a binary operator with incompatible types was detected. '\(property.name)' is "
                + "\(property.typeName), and \(literal.words) was given.")
    }

    static func unknown(property: String, _ type: GraphType) -> GraphError {
        GraphError(
            .badRequest, "Could not find a property named '\(property)' on type 'microsoft.graph.\(type.name)'.")
    }
}
