package import ManagementTree
import XML

extension Phone {
    /// Creates a node, and the interior nodes that lead to it where they may be created
    /// (OMA-TS-DM_RepPro-V1_2_1 section 6.6.1; Microsoft, *OMA DM protocol support*: implicit Add).
    package mutating func add(
        _ address: NodeAddress, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        let uri = address.uri
        try refuseQuery(uri)
        let node = try locate(address)
        guard uri.depth > 0 else { throw Refusal(.root, "the root is there already") }
        guard !node.isPresent else {
            let remedy = node.description.access.contains(.replace) ? "; use Replace to change it" : ""
            throw Refusal(.exists, "\(uri) is there already\(remedy)")
        }
        return try create(node, value, environment)
    }

    /// Makes a node that is missing. The way to it is checked from above, so that the first node that cannot be made
    /// gives the reason.
    mutating func create(
        _ node: NodeLocation, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        for depth in node.presentDepth..<node.uri.depth {
            try checkCreation(of: node, at: depth)
        }
        return try change(node, .added(try newValue(value, for: node)), environment)
    }

    /// The value of a new leaf; nil for an interior node.
    private func newValue(_ value: IncomingValue, for node: NodeLocation) throws(Refusal) -> NodeValue? {
        guard node.description.isInterior else {
            guard value.format != "node" else {
                throw Refusal(
                    .wrongFormat, "\(node.uri) is a leaf of format \(node.description.format.rawValue), not a node")
            }
            return try value.value(for: node)
        }
        // Inferred: servers leave the format out when they add an interior node, so a missing one is taken.
        guard value.format == nil || value.format == "node" else {
            throw Refusal(
                .wrongFormat, "\(node.uri) is an interior node; its format is node, not \(value.format ?? "")")
        }
        return nil
    }

    private func checkCreation(of node: NodeLocation, at depth: Int) throws(Refusal) {
        let description = node.ancestry[depth]
        guard description.access.contains(.add) || (depth + 1 < node.uri.depth && isImplied(description, by: node))
        else {
            let culprit = node.uri.ancestor(depth: depth + 1)
            throw Refusal(
                .accessDenied, "\(culprit): its description does not admit Add",
                culprit: depth + 1 < node.uri.depth ? culprit : nil)
        }
        guard description.name == nil, let maximum = description.occurrence.maximum else { return }
        let parent = node.uri.ancestor(depth: depth)
        let standing = tree.node(NodeID(parent))
        guard standing?.childCount ?? 0 < maximum else {
            let names = standing?.children.prefix(3).map { VisibleText.quoted($0.name) }.joined(separator: ", ") ?? ""
            throw Refusal(
                .occurrenceExceeded, "\(parent): only \(maximum) such node may stand there, and \(names) does already")
        }
    }

    /// Whether an interior node comes with what stands below it although no verb may add it: one that must stand once,
    /// or one that a leaf brings which may be added, such as the thumbprint above a certificate or a VPN profile's list of
    /// routes above a route.
    private func isImplied(_ description: NodeDescription, by node: NodeLocation) -> Bool {
        guard description.isInterior else { return false }
        return description.occurrence == .one || node.description.access.contains(.add)
    }
}
