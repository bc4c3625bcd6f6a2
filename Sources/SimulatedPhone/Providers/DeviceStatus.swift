import ManagementTree

/// DeviceStatus: SIMs, network adapters, protection and battery (Microsoft, *DeviceStatus CSP*). All of it is read only.
struct DeviceStatusProvider: Provider {
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        switch parent.key {
        case "CellularIdentities": phone.profile.sim.map(\.imei)
        case "NetworkIdentifiers": phone.profile.adapters.map(\.mac)
        default: []
        }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        let names = node.uri.names
        // Vendor, MSFT, DeviceStatus, the group, then the leaf or the SIM or adapter and its leaf.
        guard names.count >= 4 else { return nil }
        let group = names[3]
        let text: String?
        if group == "CellularIdentities", names.count == 6 {
            text = phone.profile.sim.first { NodeName($0.imei) == names[4] }.flatMap { self.text(node.key, of: $0) }
        } else if group == "NetworkIdentifiers", names.count == 6 {
            text = phone.profile.adapters.first { NodeName($0.mac) == names[4] }.flatMap { self.text(node.key, of: $0) }
        } else {
            text = self.text(names[3...].map(\.text).joined(separator: "/"), of: phone.profile)
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

    private func text(_ path: String, of profile: PhoneProfile) -> String? {
        switch path.lowercased() {
        case "securebootstate": String(profile.secureBoot)
        case "compliance/encryptioncompliance": String(profile.encrypted)
        case "tpm/specificationversion": profile.tpm
        case "os/edition": profile.editionName
        case "antivirus/signaturestatus": profile.antivirus.signatureStatus.map { String($0) }
        case "antivirus/status": String(profile.antivirus.status)
        case "antispyware/signaturestatus": profile.antispyware.signatureStatus.map { String($0) }
        case "antispyware/status": String(profile.antispyware.status)
        case "firewall/status": String(profile.firewall.status)
        case "uac/status": String(profile.uac.status)
        case "battery/status": String(profile.battery.status)
        case "battery/estimatedchargeremaining": String(profile.battery.charge)
        case "battery/estimatedruntime": String(profile.battery.runtime)
        default: nil
        }
    }
}
