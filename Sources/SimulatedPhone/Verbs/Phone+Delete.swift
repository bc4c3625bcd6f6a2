package import ManagementTree

extension Phone {
    /// Takes away a node and everything below it (OMA-TS-DM_RepPro-V1_2_1 section 6.6.5).
    package mutating func delete(_ address: NodeAddress, _ environment: PhoneEnvironment) throws(Refusal) -> Situation {
        let uri = address.uri
        try refuseQuery(uri)
        let node = try locate(address)
        guard uri.depth > 0 else { throw Refusal(.root, "the root cannot be deleted") }
        guard node.isPresent else { throw Refusal(.missing, "\(uri) is not there") }
        guard node.description.access.contains(.delete) else {
            throw Refusal(
                node.description.isPermanent ? .permanent : .accessDenied,
                "\(uri): its description does not admit Delete")
        }
        return try change(node, .deleted, environment)
    }
}
