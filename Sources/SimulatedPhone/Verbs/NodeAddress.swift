package import ManagementTree
import XML

/// An address that a description knows: what follows from the address and the kind of phone alone, so that all phones of
/// a kind share it.
package final class NodeAddress: Sendable {
    package let uri: NodeURI
    /// The description of the node.
    package let description: NodeDescription
    /// The descriptions on the way, the node's own last.
    package let ancestry: [NodeDescription]
    /// What a tree knows the node by.
    package let id: NodeID
    /// Whether the node is on every phone of the kind without having been added.
    let isFixed: Bool
    /// Whether a description on the way asks for a phone that is joined to Azure AD.
    let requiresAzureAD: Bool
    /// Whether a description on the way says that no Replace makes a node.
    let replaceNeedsNode: Bool
    /// Whether a description on the way says that what is below it may be read in an Atomic.
    package let isReadInAtomic: Bool
    /// Whether the node's name says that its value is a secret.
    let isSecret: Bool

    init(uri: NodeURI, root: NodeDescription, ancestry: [NodeDescription]) {
        self.uri = uri
        self.ancestry = ancestry
        description = ancestry.last ?? root
        id = NodeID(uri)
        isFixed = ancestry.allSatisfy(\.comesWithParent)
        requiresAzureAD = ancestry.contains(where: \.applicability.requiresAzureAD)
        replaceNeedsNode = ancestry.contains(where: \.replaceNeedsNode)
        isReadInAtomic = ancestry.contains(where: \.isReadInAtomic)
        isSecret = uri.names.last.map { SecretNode.isMeant(by: $0.text) } ?? false
    }
}

extension Blueprint {
    /// Reads an address as it stands in a LocURI and finds its description.
    ///
    /// Servers send the same addresses to every phone and in every session, so what was found is kept.
    /// - Throws: `.malformedURI`, `.uriTooLong`, and what `resolve` throws.
    package func address(_ text: String) throws(Refusal) -> NodeAddress {
        if let known = addresses[text] { return try known.get() }
        let finding = AddressBook.Finding { () throws(Refusal) in try find(text) }
        addresses.keep(finding, for: text)
        return try finding.get()
    }

    private func find(_ text: String) throws(Refusal) -> NodeAddress {
        let uri: NodeURI
        do {
            uri = try NodeURI(parsing: text)
        } catch {
            throw Refusal(
                error.code == .tooLong ? .uriTooLong : .malformedURI,
                "\(VisibleText.quoted(text)): \(error.description)")
        }
        return try resolve(uri)
    }

    /// Finds the description of an address.
    ///
    /// - Throws: `.undescribed`, `.notOnThisDevice`, `.scopeMismatch` or `.parentIsLeaf`, with the reason.
    func resolve(_ uri: NodeURI) throws(Refusal) -> NodeAddress {
        // Whether a phone is joined is its own affair; the rest follows from the profile.
        var traits = traits
        traits.isJoinedToAzureAD = true
        let root = schema.root(of: uri.scope)
        var description = root
        var ancestry: [NodeDescription] = []
        ancestry.reserveCapacity(uri.depth)
        for depth in 0..<uri.depth {
            guard let child = description.child(named: uri.names[depth]) else {
                throw undescribed(uri, at: depth, below: description)
            }
            if let obstacle = child.applicability.obstacle(on: traits) {
                throw Refusal(.notOnThisDevice, "\(uri): \(obstacle)")
            }
            description = child
            ancestry.append(child)
        }
        return NodeAddress(uri: uri, root: root, ancestry: ancestry)
    }

    private func undescribed(_ uri: NodeURI, at depth: Int, below parent: NodeDescription) -> Refusal {
        let name = uri.names[depth]
        guard parent.isInterior else {
            return Refusal(.parentIsLeaf, "\(uri): '\(parent.displayName)' is a leaf and has nothing below it")
        }
        let other: NodeScope = uri.scope == .device ? .user : .device
        var description: NodeDescription? = schema.root(of: other)
        for place in 0...depth { description = description?.child(named: uri.names[place]) }
        if description != nil {
            let scope = other == .user ? "./User" : "./Device"
            return Refusal(.scopeMismatch, "\(uri): \(VisibleText.quoted(name.text)) exists under \(scope) only")
        }
        let place = depth == 0 ? "the root" : "'\(parent.displayName)'"
        return Refusal(
            .undescribed, "\(uri): no description knows \(VisibleText.quoted(name.text)) below \(place)")
    }
}
