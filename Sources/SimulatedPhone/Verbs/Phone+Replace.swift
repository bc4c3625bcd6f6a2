package import ManagementTree

extension Phone {
    /// Overwrites the value of a leaf; creates it where it is missing and its description admits Add
    /// (OMA-TS-DM_RepPro-V1_2_1 section 6.6.11; csp.md C14).
    package mutating func replace(
        _ address: NodeAddress, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        let uri = address.uri
        let node = try locate(address)
        if case .property(let name) = uri.query { return try replaceProperty(name, of: node, value, environment) }
        try refuseQuery(uri)
        guard uri.depth > 0 else { throw Refusal(.root, "the root has no value") }
        guard !node.description.isInterior else {
            throw Refusal(.interior, "\(uri) is an interior node and has no value")
        }
        guard node.isPresent else { return try replaceMissing(node, value, environment) }
        guard node.description.access.contains(.replace) else {
            throw Refusal(.accessDenied, "\(uri): its description does not admit Replace")
        }
        return try overwrite(node, value, environment)
    }

    /// Windows makes one operation of Add and of a Replace that finds nothing (observed.md, *From the field*).
    private mutating func replaceMissing(
        _ node: NodeLocation, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        guard node.description.access.contains(.add) else {
            throw Refusal(
                .missing,
                absence(of: node)
                    ?? "\(node.uri) is not there, and a Replace cannot make it: its description does not admit Add")
        }
        guard !node.address.replaceNeedsNode else {
            throw Refusal(.missing, "\(node.uri) is not there, and this CSP makes no node for a Replace; use Add")
        }
        do {
            return try create(node, value, environment)
        } catch {
            guard error.situation == .accessDenied else { throw error }
            throw Refusal(.missing, "\(node.uri) is not there, and a Replace cannot make it: \(error.reason)")
        }
    }

    /// Inferred: real devices answered 202 to a Replace without Data; a text becomes empty, other formats need a value.
    private mutating func overwrite(
        _ node: NodeLocation, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        var value = value
        var situation = Situation.done
        if value.text == nil, value.bytes == nil, node.description.format == .chr || node.description.format == .xml {
            value.text = ""
            situation = .accepted
        }
        let old = node.isStored ? tree.node(node.id)?.value : nil
        let told = try change(node, .replaced(try value.value(for: node), old: old), environment)
        return situation == .done ? told : situation
    }
}
