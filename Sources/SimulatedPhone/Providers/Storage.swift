import ManagementTree

/// Storage: whether the storage card can be used (Microsoft, *Storage CSP*; csp.md 15.5).
///
/// Disable is there only where the phone has a card; else a Get is answered with 404.
struct StorageProvider: Provider {
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        parent.place.isEmpty && phone.profile.hasStorageCard == true ? ["Disable"] : []
    }

    func absence(of node: NodeLocation, in phone: Phone) -> String? {
        node.place == "Disable" ? "the phone has no storage card" : nil
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place == "Disable", phone.policy("System", "AllowStorageCard") != nil else { return [] }
        return [Note(.effect, "the policy System/AllowStorageCard, which took the place of this node, is set as well")]
    }

    func sights(in phone: Phone) -> [String] {
        guard phone.profile.hasStorageCard == true else { return [] }
        let node = phone.tree.node(at: ["Vendor", "MSFT", "Storage", "Disable"], in: .device)
        return node?.value?.flag == true ? ["the storage card is off"] : []
    }
}
