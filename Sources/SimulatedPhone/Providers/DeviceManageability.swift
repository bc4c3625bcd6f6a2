import ManagementTree

/// DeviceManageability: which CSPs the phone has (Microsoft, *DeviceManageability CSP*; csp.md 15.10).
struct DeviceManageabilityProvider: Provider {
    /// The list is made of the CSPs that the phone really has, those of a user's DDF files too.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.place == "Capabilities/CSPVersions" else { return nil }
        let blueprint = phone.blueprint
        let all = NodeScope.allCases.flatMap { scope in Self.versions(scope, blueprint) }
            .sorted { ($0.node, $0.version) < ($1.node, $1.version) }
        let list = all.map { ValueMarkup.element("CSP", [("Node", $0.node), ("Version", $0.version)]) }
        let capabilities = ValueMarkup.element(
            "Capabilities", [], ValueMarkup.element("CSPVersions", [], list.joined()))
        let type = node.ancestry.first { $0.type?.hasSuffix("/DeviceManageability") == true }?.type ?? ""
        let document = ValueMarkup.element("DeviceManageability", [("Version", type)], capabilities)
        return node.value(ValueMarkup.declaration + document)
    }

    /// The CSPs of a scope: they stand below Vendor/MSFT or, as DevInfo, below the root.
    private static func versions(_ scope: NodeScope, _ blueprint: Blueprint) -> [(node: String, version: String)] {
        let root = blueprint.schema.root(of: scope)
        let vendor = root.child(named: "Vendor")?.child(named: "MSFT")?.namedChildren ?? []
        let others = root.namedChildren.filter { $0.name != "Vendor" }
        let prefix = scope == .user ? "./User" : "./Device"
        return [(others, scope == .user ? prefix : "."), (vendor, prefix + "/Vendor/MSFT")].flatMap { nodes, place in
            nodes.filter { !$0.isWay && $0.applicability.obstacle(on: blueprint.traits) == nil }.map { node in
                (node: "\(place)/\(node.name?.text ?? "")", version: version(of: node))
            }
        }
    }

    /// The version stands in the type of a CSP's top node, such as `com.microsoft/1.3/MDM/DMClient`.
    ///
    /// Inferred: where it does not, it is 1.0.
    private static func version(of csp: NodeDescription) -> String {
        let parts = csp.type?.split(separator: "/") ?? []
        return parts.count == 4 && parts[2] == "MDM" ? String(parts[1]) : "1.0"
    }
}
