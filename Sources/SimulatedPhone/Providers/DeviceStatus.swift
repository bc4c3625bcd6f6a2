import ManagementTree

/// DeviceStatus: SIMs, network adapters, protection and battery (Microsoft, *DeviceStatus CSP*). All of it is read only.
struct DeviceStatusProvider: Provider {
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        switch parent.key {
        case "CellularIdentities": phone.sims.map(\.imei)
        case "NetworkIdentifiers": phone.adapters.map(\.mac)
        default: []
        }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        // Vendor, MSFT, DeviceStatus, the group, then the leaf, or the SIM or adapter and its leaf.
        guard node.uri.depth >= 4, let group = node.ancestry[3].name?.text else { return nil }
        let text: String?
        switch group {
        case "CellularIdentities":
            let name = node.uri.name(at: 4)
            text = phone.sims.first { NodeName($0.imei) == name }.flatMap { self.text(node.key, of: $0) }
        case "NetworkIdentifiers":
            let name = node.uri.name(at: 4)
            text = phone.adapters.first { NodeName($0.mac) == name }.flatMap { self.text(node.key, of: $0) }
        default:
            text = self.text(group, node.key, of: phone.profile)
        }
        return text.map { node.value($0) }
    }

    private func text(_ key: String, of sim: PhoneProfile.SIM) -> String? {
        switch key {
        case "IMSI": sim.imsi
        case "ICCID": sim.iccid
        case "PhoneNumber": sim.phoneNumber
        case "CommercializationOperator": sim.operator
        case "RoamingStatus": String(sim.roaming)
        case "RoamingCompliance": String(sim.roamingCompliant)
        default: nil
        }
    }

    private func text(_ key: String, of adapter: PhoneProfile.Adapter) -> String? {
        switch key {
        case "IPAddressV4": adapter.ipv4
        case "IPAddressV6": adapter.ipv6
        case "IsConnected": String(adapter.connected)
        case "Type": String(adapter.type)
        default: nil
        }
    }

    private func text(_ group: String, _ key: String, of profile: PhoneProfile) -> String? {
        switch (group, key) {
        case ("SecureBootState", _): String(profile.secureBoot)
        case ("Compliance", "EncryptionCompliance"): String(profile.encrypted)
        case ("TPM", "SpecificationVersion"): profile.tpm
        case ("OS", "Edition"): profile.editionName
        case ("Antivirus", "SignatureStatus"): profile.antivirus.signatureStatus.map { String($0) }
        case ("Antivirus", "Status"): String(profile.antivirus.status)
        case ("Antispyware", "SignatureStatus"): profile.antispyware.signatureStatus.map { String($0) }
        case ("Antispyware", "Status"): String(profile.antispyware.status)
        case ("Firewall", "Status"): String(profile.firewall.status)
        case ("UAC", "Status"): String(profile.uac.status)
        case ("Battery", "Status"): String(profile.battery.status)
        case ("Battery", "EstimatedChargeRemaining"): String(profile.battery.charge)
        case ("Battery", "EstimatedRuntime"): String(profile.battery.runtime)
        default: nil
        }
    }
}
