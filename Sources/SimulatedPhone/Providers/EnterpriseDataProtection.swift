import ManagementTree

/// EnterpriseDataProtection: Windows Information Protection (Microsoft, *EnterpriseDataProtection CSP*).
struct EnterpriseDataProtectionProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        // The published file: 1 is read, whatever was written.
        case "Settings/AllowUserDecryption": .int(1)
        case "Status": .int(status(of: phone))
        default: nil
        }
    }

    /// What has to be set before anything is protected (the page, *Status*), below Vendor/MSFT.
    private static let mandatory: [[NodeName]] = [
        ["EnterpriseDataProtection", "Settings", "EDPEnforcementLevel"],
        ["EnterpriseDataProtection", "Settings", "DataRecoveryCertificate"],
        ["EnterpriseDataProtection", "Settings", "EnterpriseProtectedDomainNames"],
        ["Policy", "Config", "NetworkIsolation", "EnterpriseIPRange"],
        ["Policy", "Config", "NetworkIsolation", "EnterpriseNetworkDomainNames"],
    ]

    /// Bit 0 says that it is on, bit 1 that AppLocker has its rules, bit 3 that all that is mandatory is set. Without the
    /// rules of AppLocker, a CSP that is not built in, the first two stay 0.
    private func status(of phone: Phone) -> Int {
        let isSet = Self.mandatory.allSatisfy { names in
            phone.tree.node(at: ["Vendor", "MSFT"] + names, in: .device)?.value != nil
        }
        return isSet ? 8 : 0
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place == "Settings/EDPEnforcementLevel", status(of: phone) == 0,
            phone.tree.node(node.id)?.value?.number != 0
        else { return [] }
        let missing = Self.mandatory.filter { names in
            phone.tree.node(at: ["Vendor", "MSFT"] + names, in: .device)?.value == nil
        }
        let names = missing.map { $0.map(\.text).joined(separator: "/") }.joined(separator: ", ")
        return [Note(.effect, "no effect: nothing is protected before these are set too: \(names)")]
    }
}
