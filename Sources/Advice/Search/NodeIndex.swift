import ManagementTree

/// Every described node of both scopes, for who looks for a name or a word. Making it reads all descriptions.
struct NodeIndex: Sendable {
    struct Entry: Sendable {
        var scopes: [NodeScope]
        /// The descriptions from the root down, the node's own last.
        var way: [NodeDescription]
        /// The address without its scope, open names in braces.
        var path: String
        var node: NodeDescription { way[way.count - 1] }
    }

    private(set) var entries: [Entry] = []

    init(_ schema: Schema) {
        var places: [String: Int] = [:]
        for scope in [NodeScope.device, .user] {
            collect(schema.root(of: scope), scope, [], "", &places)
        }
    }

    private mutating func collect(
        _ node: NodeDescription, _ scope: NodeScope, _ way: [NodeDescription], _ path: String,
        _ places: inout [String: Int]
    ) {
        let below = node.namedChildren + node.children.filter { $0.name == nil }
        for child in below {
            let childPath = "\(path)/\(child.displayName)"
            if let place = places[childPath] {
                entries[place].scopes.append(scope)
            } else if !child.isWay {
                places[childPath] = entries.count
                entries.append(Entry(scopes: [scope], way: way + [child], path: childPath))
            }
            collect(child, scope, way + [child], childPath, &places)
        }
    }
}
