internal import Administration
internal import JSON
internal import Notation

/// The members of a body, read by name; what is wrong with one is told by its name.
struct GraphBody {
    private let members: GraphObject
    private let what: String

    /// - Parameters:
    ///   - value: the body, or a part of it.
    ///   - type: what it describes. A member that this type does not have, or that nobody can write, is refused: somebody
    ///     meant something by it.
    init(_ value: JSONValue?, _ type: GraphType) throws(GraphError) {
        let writable = Set(type.properties.filter(\.isWritable).map(\.name)).union(type.tolerated)
        let readOnly = Set(type.properties.map(\.name)).subtracting(writable)
        try self.init(value, what: type.name, known: writable.union(readOnly))
        if let name = members.keys.sorted().first(where: readOnly.contains) {
            throw GraphError(
                .badRequest, "The property '\(name)' of \(type.name) is read-only and cannot be set. Leave it out.")
        }
        for property in type.properties where members[property.name] == .null && !property.isNullable {
            throw wrong(property.name, "something other than null")
        }
    }

    init(_ value: JSONValue?, what: String, known: Set<String>) throws(GraphError) {
        guard case .object(let members)? = value else {
            throw GraphError(.badRequest, "A JSON object is wanted for \(what).")
        }
        // Annotations of OData stand among the members, in any order.
        if let stranger = members.keys.sorted().first(where: { !known.contains($0) && !$0.contains("@odata.") }) {
            throw GraphError(
                .badRequest, "The property '\(stranger)' does not exist on type 'microsoft.graph.\(what)'.")
        }
        self.members = members
        self.what = what
    }

    func has(_ name: String) -> Bool { members[name] != nil }

    /// The name behind `#microsoft.graph.`.
    var odataType: String? {
        guard case .string(let text)? = members["@odata.type"] else { return nil }
        return text.split(separator: ".").last.map { String($0) }
    }

    subscript(name: String) -> JSONValue? {
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    func text(_ name: String) throws(GraphError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw wrong(name, "a text") }
        return text
    }

    func flag(_ name: String) throws(GraphError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard case .bool(let flag) = value else { throw wrong(name, "true or false") }
        return flag
    }

    func list(_ name: String) throws(GraphError) -> [JSONValue]? {
        guard let value = self[name] else { return nil }
        guard case .array(let values) = value else { throw wrong(name, "a list") }
        return values
    }

    func id(_ name: String) throws(GraphError) -> ObjectID? { try text(name).map { ObjectID($0) } }

    /// What must be there.
    func required<Value>(_ name: String, _ value: Value?) throws(GraphError) -> Value {
        guard let value else {
            throw GraphError(.badRequest, "The property '\(name)' of \(what) is required.")
        }
        return value
    }

    func wrong(_ name: String, _ wanted: String) -> GraphError {
        GraphError(.badRequest, "The property '\(name)' of \(what) must be \(wanted).")
    }
}
