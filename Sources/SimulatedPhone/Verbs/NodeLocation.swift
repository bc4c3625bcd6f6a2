package import ManagementTree

/// What stands at an address on one phone now.
package struct NodeLocation: Sendable {
    package let address: NodeAddress
    /// Whether the node was added, or written to; else it is there by itself or not there.
    package let isStored: Bool
    /// How many names of the address lead to nodes that are there; all of them where the node itself is.
    package let presentDepth: Int

    package var uri: NodeURI { address.uri }
    package var description: NodeDescription { address.description }
    package var ancestry: [NodeDescription] { address.ancestry }
    var id: NodeID { address.id }

    /// Whether the node is there.
    package var isPresent: Bool { presentDepth == address.uri.depth }

    /// Where the node stands in its CSP, which a provider switches over, such as `Provider/*/Push/PFN`.
    package var place: String { description.place }

    /// The names that stand in the address where the description leaves them open, from above.
    package var openNames: [NodeName] {
        ancestry.indices.filter { ancestry[$0].name == nil }.map { uri.names[$0] }
    }

    /// A value of the node's own format and type.
    func value(_ text: String) -> NodeValue {
        let type = description.type == "text/plain" ? nil : description.type
        return NodeValue(format: description.format, type: type, content: .text(text))
    }

    /// The name as it stands in the address.
    package var name: NodeName? { uri.names.last }
}

extension Phone {
    /// Finds the description of an address and how much of it is there.
    ///
    /// - Throws: `.undescribed`, `.notOnThisDevice`, `.scopeMismatch` or `.parentIsLeaf`, with the reason.
    package func locate(_ uri: NodeURI) throws(Refusal) -> NodeLocation {
        try locate(try blueprint.resolve(uri))
    }

    /// Finds how much of an address is there.
    func locate(_ address: NodeAddress) throws(Refusal) -> NodeLocation {
        if address.uri.prefix == .user, loginStatus != .user, address.uri.depth > 0 {
            throw Refusal(
                .scopeMismatch, "\(address.uri) is for a user, and the login status is \(loginStatus.rawValue)")
        }
        if address.requiresAzureAD, join == nil {
            throw Refusal(.notOnThisDevice, "\(address.uri): the node needs a device that is joined to Azure AD")
        }
        let isStored = tree.contains(address.id)
        // A node that was added has its ancestors; only for one that was not do they have to be looked at.
        let isWhole = isStored || address.isFixed
        return NodeLocation(
            address: address, isStored: isStored,
            presentDepth: isWhole ? address.uri.depth : presentDepth(of: address))
    }

    /// How many names from the root on lead to nodes that are there.
    private func presentDepth(of address: NodeAddress) -> Int {
        var id = NodeID.root(of: address.uri.scope)
        for (depth, description) in address.ancestry.enumerated() {
            id = id.child(address.uri.names[depth])
            guard description.comesWithParent || tree.contains(id) || isComputed(address, at: depth) else {
                return depth
            }
        }
        return address.uri.depth
    }

    /// Whether the device makes a node by itself, such as one for each SIM.
    private func isComputed(_ address: NodeAddress, at depth: Int) -> Bool {
        guard depth > 0, let provider = provider(of: address.ancestry[depth]), provider.makesNodes else { return false }
        // All on the way to a node that was found is found.
        let above = NodeAddress(
            uri: address.uri.ancestor(depth: depth), root: blueprint.schema.root(of: address.uri.scope),
            ancestry: Array(address.ancestry[..<depth]))
        let parent = NodeLocation(address: above, isStored: false, presentDepth: depth)
        return provider.computes(address.uri.names[depth], below: parent, in: self)
    }

    /// The provider that owns a described node.
    func provider(of description: NodeDescription) -> (any Provider)? {
        description.owner.map { blueprint.providers[$0] }
    }
}
