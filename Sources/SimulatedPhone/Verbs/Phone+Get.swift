package import ManagementTree

/// One node of an answer to Get.
package struct FoundNode: Equatable, Sendable {
    /// The address that the answer gives; nil repeats what was asked.
    package var uri: String?
    package var format: NodeFormat
    /// nil where it is the default, `text/plain`.
    package var type: String?
    /// nil where the answer carries no Data (`?list=Struct`).
    package var content: NodeValue.Content?

    /// The length of the content as it travels, in bytes; nil where there is none.
    package var size: Int? { content?.encodedSize }

    package init(uri: String? = nil, format: NodeFormat, type: String? = nil, content: NodeValue.Content?) {
        self.uri = uri
        self.format = format
        self.type = type
        self.content = content
    }
}

extension Phone {
    /// Reads a leaf's value, an interior node's child names, a property or a list
    /// (OMA-TS-DM_RepPro-V1_2_1 section 6.6.7; TND sections 7 and 8).
    ///
    /// Mutating, because a read may use something up: NewPINValue gives its PIN once.
    /// - Parameter room: what the reply may still take; a value that is refused for want of room is not used up.
    package mutating func get(
        _ address: NodeAddress, _ environment: PhoneEnvironment, _ room: inout ReplyRoom
    ) throws(Refusal) -> [FoundNode] {
        let kept = newPIN
        do {
            return try find(try locate(address), environment, &room)
        } catch {
            newPIN = kept
            throw error
        }
    }

    private mutating func find(
        _ node: NodeLocation, _ environment: PhoneEnvironment, _ room: inout ReplyRoom
    ) throws(Refusal) -> [FoundNode] {
        let uri = node.uri
        switch uri.query {
        case .property(let name):
            try room.reserve(nil, at: uri)
            return [try property(name, of: node, environment)]
        case .list(let kind): return try list(kind, from: node, environment, &room)
        case nil: break
        }
        try checkGet(node)
        guard !node.description.isInterior else {
            try room.reserve(names: tree.node(node.id)?.childCount ?? 0, at: uri)
            let names = childNames(of: node).map(\.encoded).joined(separator: "/")
            try room.reserve(.text(names), at: uri)
            return [FoundNode(format: .node, type: node.description.type, content: .text(names))]
        }
        // Some values are made for the reply, so none is looked for that cannot be sent.
        try room.checkOpen(uri)
        let value = try value(of: node, environment)
        try room.reserve(value.content, at: uri)
        return [FoundNode(format: value.format, type: value.type, content: value.content)]
    }

    /// Why a node is not there, where its CSP knows.
    func absence(of node: NodeLocation) -> String? {
        provider(of: node.description)?.absence(of: node, in: self).map { "\(node.uri) is not there: \($0)" }
    }

    func checkGet(_ node: NodeLocation) throws(Refusal) {
        guard node.isPresent else {
            throw Refusal(.missing, absence(of: node) ?? "\(node.uri) is not there")
        }
        guard node.description.access.contains(.get) else {
            throw Refusal(.accessDenied, "\(node.uri): its description does not admit Get")
        }
    }

    /// What a leaf holds: what its provider says, else what was stored, else the default, else nothing.
    package mutating func value(of node: NodeLocation, _ environment: PhoneEnvironment) throws(Refusal) -> NodeValue {
        if let provider = provider(of: node.description),
            let value = try provider.read(node, in: &self, environment)
        {
            return value
        }
        if node.isStored, let value = storedValue(of: node) { return value }
        let description = node.description
        let type = description.type == "text/plain" ? nil : description.type
        return NodeValue(format: description.format, type: type, content: .text(description.defaultValue ?? ""))
    }

    private func storedValue(of node: NodeLocation) -> NodeValue? {
        tree.node(node.id)?.value
    }

    /// The names below an interior node: described ones in the order of the DDF, then the others in the order in which
    /// they were made.
    package func childNames(of node: NodeLocation) -> [NodeName] {
        if node.uri.isRoot { return rootNames }
        var names: [NodeName] = []
        var listed: Set<NodeName> = []
        let stored = tree.node(node.id)
        let computed = provider(of: node.description)?.computedNames(below: node, in: self).map { NodeName($0) } ?? []
        for child in node.description.namedChildren {
            guard let name = child.name, child.applicability.obstacle(on: traits) == nil else { continue }
            guard child.comesWithParent || stored?.child(name) != nil || computed.contains(name) else { continue }
            names.append(name)
            listed.insert(name)
        }
        for name in computed where node.description.child(named: name)?.name == nil {
            names.append(name)
            listed.insert(name)
        }
        // A phone may keep nodes of a DDF file that is not at hand now; without a description they are not there.
        names += (stored?.children ?? []).map { NodeName($0.name) }
            .filter { !listed.contains($0) && node.description.child(named: $0) != nil }
        return names
    }

    /// Inferred: the root shows the device's nodes and the two scopes; no source lists what a phone shows.
    private var rootNames: [NodeName] {
        let device = blueprint.schema.root(of: .device).namedChildren.compactMap(\.name)
        return device + ["Device", "User"]
    }
}
