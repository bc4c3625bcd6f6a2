/// An object that people name: by its id, or by a name that may not be its alone.
package protocol GraphEntity: Codable, Sendable {
    /// Where all of them are listed, below the version.
    static var path: String { get }
    /// What one is called in a sentence.
    static var noun: String { get }
    /// The properties that hold its names, the usual one first.
    static var nameProperties: [String] { get }

    var id: String { get }
    /// The name that tells people most.
    var name: String { get }
}

extension GraphEntity {
    /// Where this one is.
    package var path: String { Self.path + "/" + id }
}

extension GraphConnection {
    /// So many names at most stand in a sentence.
    private static let toldNames = 10

    /// The one object that has a name or an id, in any case.
    package func find<Entity: GraphEntity>(
        _ type: Entity.Type = Entity.self, named name: String
    ) async throws(GraphFailure) -> Entity {
        let found = try await search(type, named: name)
        guard let one = found.first, found.count == 1 else { throw try await notOne(found, name) }
        return one
    }

    /// All objects that have a name; one alone where it is an id.
    package func search<Entity: GraphEntity>(
        _ type: Entity.Type = Entity.self, named name: String
    ) async throws(GraphFailure) -> [Entity] {
        let literal = "'" + name.replacing("'", with: "''") + "'"
        let filter = (["id"] + Entity.nameProperties).map { "\($0) eq \(literal)" }.joined(separator: " or ")
        let found: [Entity] = try await list(Entity.path, ["$filter": filter])
        if let one = found.first(where: { $0.id == name.lowercased() }) { return [one] }
        // Its own name counts before what several may have, such as a model.
        let called = found.filter { $0.name.lowercased() == name.lowercased() }
        return called.isEmpty ? found : called
    }

    private func notOne<Entity: GraphEntity>(
        _ found: [Entity], _ name: String
    ) async throws(GraphFailure) -> GraphFailure {
        guard found.isEmpty else {
            let ids = found.map(\.id).joined(separator: ", ")
            return GraphFailure(
                .ambiguousName, "\(found.count) of the \(Entity.noun)s are called '\(name)': name one by its id: \(ids)"
            )
        }
        let all: [Entity] = try await list(Entity.path)
        return GraphFailure(.unknownName, "there is no \(Entity.noun) '\(name)'; " + Self.told(all))
    }

    /// `the lab has: A, B and 5 more`.
    static func told<Entity: GraphEntity>(_ all: [Entity]) -> String {
        guard !all.isEmpty else { return "the lab has none yet" }
        let names = all.prefix(toldNames).map(\.name).joined(separator: ", ")
        return "the lab has: \(names)" + (all.count > toldNames ? " and \(all.count - toldNames) more" : "")
    }
}
