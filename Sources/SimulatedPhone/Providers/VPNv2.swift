import ManagementTree

/// VPNv2: VPN profiles (Microsoft, *VPNv2 CSP*; csp.md 13.2). It stores them; of two kinds of id it tells what they are.
struct VPNv2Provider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case "*/AppTriggerList/*/App/Type", "*/TrafficFilterList/*/App/Type":
            text("Id", beside: node, in: phone).map { node.value(Self.kind(ofApp: $0)) }
        case "*/DomainNameInformationList/*/DomainNameType":
            text("DomainName", beside: node, in: phone).map { node.value($0.hasPrefix(".") ? "Suffix" : "FQDN") }
        default: nil
        }
    }

    func sights(in phone: Phone) -> [String] {
        phone.names(below: ["VPNv2"]).map { "has the VPN profile \($0)" }
    }

    private func text(_ sibling: NodeName, beside node: NodeLocation, in phone: Phone) -> String? {
        phone.tree.node(at: node.uri.names.dropLast() + [sibling], in: node.uri.scope)?.value?.text
    }

    /// A path, the system itself, or a package family name, as the page tells them apart.
    private static func kind(ofApp id: String) -> String {
        if id.uppercased() == "SYSTEM" { return "SYSTEM" }
        return id.contains("\\") ? "FilePath" : "PackageFamilyName"
    }
}
