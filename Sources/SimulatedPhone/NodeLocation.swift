package import ManagementTree

/// An address that a description knows, and what stands there now.
package struct NodeLocation: Sendable {
    package let uri: NodeURI
    package let description: NodeDescription
    /// Whether the node was added, or written to; else it is there by itself or not there.
    package let isStored: Bool
    /// What the tree knows the node by.
    let id: NodeID
    /// How many names of the address lead to nodes that are there; all of them where the node itself is.
    package let presentDepth: Int
    /// The descriptions on the way, the node's own last.
    package let ancestry: [NodeDescription]

    /// Whether the node is there.
    package var isPresent: Bool { presentDepth == uri.depth }

    /// The name that the description gives the node, which a provider switches over; empty where the name is open.
    package var key: String { description.name?.text ?? "" }

    /// A value of the node's own format and type.
    func value(_ text: String) -> NodeValue {
        let type = description.type == "text/plain" ? nil : description.type
        return NodeValue(format: description.format, type: type, content: .text(text))
    }

    /// The name as it stands in the address.
    package var name: NodeName? { uri.lastName }
}

extension Phone {
    /// Finds the description of an address and how much of it is there.
    ///
    /// - Throws: `.undescribed`, `.notOnThisDevice`, `.scopeMismatch` or `.parentIsLeaf`, with the reason.
    package func locate(_ uri: NodeURI) throws(Refusal) -> NodeLocation {
        if uri.prefix == .user, loginStatus != .user, uri.depth > 0 {
            throw Refusal(.scopeMismatch, "\(uri) is for a user, and the login status is \(loginStatus.rawValue)")
        }
        var description = blueprint.schema.root(of: uri.scope)
        var id = NodeID.root(of: uri.scope)
        var isFixed = true
        var ancestry: [NodeDescription] = []
        ancestry.reserveCapacity(uri.depth)
        for depth in 0..<uri.depth {
            let fold = uri.fold(at: depth)
            guard let child = description.child(fold: fold) else {
                throw undescribed(uri, at: depth, below: description)
            }
            if !child.applicability.isEverywhere, let obstacle = child.applicability.obstacle(on: traits) {
                throw Refusal(.notOnThisDevice, "\(uri): \(obstacle)")
            }
            id = id.child(fold: fold)
            isFixed = isFixed && child.comesWithParent
            description = child
            ancestry.append(child)
        }
        let isStored = tree.contains(id)
        // A node that was added has its ancestors; only for one that was not do they have to be looked at.
        let presentDepth = isStored || isFixed ? uri.depth : presentDepth(of: uri, ancestry)
        return NodeLocation(
            uri: uri, description: description, isStored: isStored, id: id, presentDepth: presentDepth,
            ancestry: ancestry)
    }

    /// How many names from the root on lead to nodes that are there.
    private func presentDepth(of uri: NodeURI, _ ancestry: [NodeDescription]) -> Int {
        var id = NodeID.root(of: uri.scope)
        for depth in 0..<uri.depth {
            id = id.child(fold: uri.fold(at: depth))
            guard ancestry[depth].comesWithParent || tree.contains(id) || isComputed(uri, ancestry, at: depth)
            else { return depth }
        }
        return uri.depth
    }

    /// Whether the device makes a node by itself, such as one for each SIM.
    private func isComputed(_ uri: NodeURI, _ ancestry: [NodeDescription], at depth: Int) -> Bool {
        guard depth > 0, let provider = provider(of: ancestry[depth]) else { return false }
        let above = NodeLocation(
            uri: uri.ancestor(depth: depth), description: ancestry[depth - 1],
            isStored: false, id: .root(of: uri.scope), presentDepth: depth, ancestry: ancestry)
        return provider.computedNames(below: above, in: self).contains { NodeName($0).fold == uri.fold(at: depth) }
    }

    /// The node above one that was located; nil for the root.
    func parent(of location: NodeLocation) throws(Refusal) -> NodeLocation? {
        guard location.uri.depth > 0 else { return nil }
        return try locate(location.uri.ancestor(depth: location.uri.depth - 1))
    }

    /// The provider that owns a described node.
    func provider(of description: NodeDescription) -> (any Provider)? {
        description.owner.map { blueprint.providers[$0] }
    }

    private func undescribed(_ uri: NodeURI, at depth: Int, below parent: NodeDescription) -> Refusal {
        let name = uri.name(at: depth)
        guard parent.isInterior else {
            return Refusal(.parentIsLeaf, "\(uri): \(parent.displayName) is a leaf and has nothing below it")
        }
        let other: NodeScope = uri.scope == .device ? .user : .device
        var description: NodeDescription? = blueprint.schema.root(of: other)
        for place in 0...depth { description = description?.child(fold: uri.fold(at: place)) }
        if description != nil {
            let scope = other == .user ? "./User" : "./Device"
            return Refusal(.scopeMismatch, "\(uri): \(name) exists under \(scope) only")
        }
        let place = depth == 0 ? "the root" : parent.displayName
        return Refusal(.undescribed, "\(uri): no description knows \(name) below \(place)")
    }
}
