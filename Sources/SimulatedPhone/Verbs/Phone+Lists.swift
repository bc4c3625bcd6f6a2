import ManagementTree

extension Phone {
    /// A subtree in one answer: `Struct` gives every node, `StructData` the leaves' values as well; parents before
    /// children (OMA-TS-DM_TND-V1_2_1 section 8).
    ///
    /// Inferred: Microsoft's samples use these two; TNDS is not documented for Windows and gets 406 like any other kind.
    mutating func list(
        _ kind: String, from node: NodeLocation, _ environment: PhoneEnvironment, _ room: inout ReplyRoom
    ) throws(Refusal) -> [FoundNode] {
        let withData: Bool
        switch kind {
        case "Struct": withData = false
        case "StructData": withData = true
        default:
            throw Refusal(.unknownList, "\(node.uri)?list=\(kind): Struct and StructData are supported")
        }
        try checkGet(node)
        var found: [FoundNode] = []
        try collect(node, withData: withData, into: &found, environment, &room)
        return found
    }

    private mutating func collect(
        _ node: NodeLocation, withData: Bool, into found: inout [FoundNode], _ environment: PhoneEnvironment,
        _ room: inout ReplyRoom
    ) throws(Refusal) {
        guard found.count < ReplyRoom.nodesInList else {
            throw Refusal(.tooLarge, "a list may have \(ReplyRoom.nodesInList) nodes; ask for parts of the tree")
        }
        let uri = node.uri.description
        guard node.description.isInterior else {
            let value = withData ? try value(of: node, environment) : try peek(at: node, environment)
            try room.reserve(withData ? value.content : nil, at: node.uri, isListed: true)
            found.append(
                FoundNode(uri: uri, format: value.format, type: value.type, content: withData ? value.content : nil))
            return
        }
        try room.reserve(nil, at: node.uri, isListed: true)
        found.append(FoundNode(uri: uri, format: .node, type: node.description.type, content: nil))
        // The root's list names the scopes as well; as subtrees they would come twice.
        let names = node.uri.isRoot ? childNames(of: node).dropLast(2) : childNames(of: node)[...]
        for name in names {
            let child = try locate(node.uri.appending(name))
            // Nodes without the right to Get are left out (TND section 8).
            guard child.description.access.contains(.get) else { continue }
            try collect(child, withData: withData, into: &found, environment, &room)
        }
    }
}
