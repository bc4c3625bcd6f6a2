import ManagementTree

/// DeviceStatus: SIMs, network adapters, protection and battery (Microsoft, *DeviceStatus CSP*). All of it is read only.
struct DeviceStatusProvider: Provider {
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        switch parent.place {
        case Self.sims: phone.sims.map(\.imei)
        case Self.adapters: phone.adapters.map(\.mac)
        default: []
        }
    }

    private static let sims = "CellularIdentities"
    private static let adapters = "NetworkIdentifiers"

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        text(of: node, in: phone).map { node.value($0) }
    }

    private func text(of node: NodeLocation, in phone: Phone) -> String? {
        if node.place == "Compliance/EncryptionCompliance" { return String(phone.isEncrypted) }
        // A SIM or an adapter has an open name, with its leaves below.
        guard let name = node.openNames.first else { return text(node.place, of: phone.profile) }
        if let sim = phone.sims.first(where: { NodeName($0.imei) == name }) { return text(node.place, of: sim) }
        return phone.adapters.first { NodeName($0.mac) == name }.flatMap { text(node.place, of: $0) }
    }

    private func text(_ place: String, of sim: PhoneProfile.SIM) -> String? {
        switch place {
        case "CellularIdentities/*/IMSI": sim.imsi
        case "CellularIdentities/*/ICCID": sim.iccid
        case "CellularIdentities/*/PhoneNumber": sim.phoneNumber
        case "CellularIdentities/*/CommercializationOperator": sim.operator
        case "CellularIdentities/*/RoamingStatus": String(sim.roaming)
        case "CellularIdentities/*/RoamingCompliance": String(sim.roamingCompliant)
        default: nil
        }
    }

    private func text(_ place: String, of adapter: PhoneProfile.Adapter) -> String? {
        switch place {
        case "NetworkIdentifiers/*/IPAddressV4": adapter.ipv4
        case "NetworkIdentifiers/*/IPAddressV6": adapter.ipv6
        case "NetworkIdentifiers/*/IsConnected": String(adapter.connected)
        case "NetworkIdentifiers/*/Type": String(adapter.type)
        default: nil
        }
    }

    private func text(_ place: String, of profile: PhoneProfile) -> String? {
        switch place {
        case "SecureBootState": String(profile.secureBoot)
        case "TPM/SpecificationVersion": profile.tpm
        case "DomainName": profile.domainName ?? ""
        case "DeviceGuard/VirtualizationBasedSecurityHwReq": String((profile.deviceGuard ?? .none).hardware)
        case "DeviceGuard/VirtualizationBasedSecurityStatus":
            String((profile.deviceGuard ?? .none).virtualizationBasedSecurity)
        case "DeviceGuard/LsaCfgCredGuardStatus": String((profile.deviceGuard ?? .none).credentialGuard)
        case "OS/Edition": profile.editionName
        case "Antivirus/SignatureStatus": profile.antivirus.signatureStatus.map { String($0) }
        case "Antivirus/Status": String(profile.antivirus.status)
        case "Antispyware/SignatureStatus": profile.antispyware.signatureStatus.map { String($0) }
        case "Antispyware/Status": String(profile.antispyware.status)
        case "Firewall/Status": String(profile.firewall.status)
        case "UAC/Status": String(profile.uac.status)
        case "Battery/Status": String(profile.battery.status)
        case "Battery/EstimatedChargeRemaining": String(profile.battery.charge)
        case "Battery/EstimatedRuntime": String(profile.battery.runtime)
        default: nil
        }
    }
}

extension PhoneProfile.DeviceGuard {
    /// Inferred: a device that cannot have it, as no phone can, lacks Hyper-V (8), does not meet the requirements (5), and
    /// so its credential guard has nothing to run in (4).
    fileprivate static let none = PhoneProfile.DeviceGuard(
        hardware: 8, virtualizationBasedSecurity: 5, credentialGuard: 4)
}
