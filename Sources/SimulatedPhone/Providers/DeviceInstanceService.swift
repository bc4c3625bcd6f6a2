import ManagementTree

/// DeviceInstanceService: the SIMs of the phone (Microsoft, *DeviceInstanceService CSP*; csp.md 9.4).
///
/// Inferred: what a phone without a SIM lacks is an empty text, as in DevDetail; the identities of SIMs that are not there
/// are missing.
struct DeviceInstanceServiceProvider: Provider {
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        parent.place == "Identity" ? phone.sims.prefix(2).indices.map { "Identity\($0 + 1)" } : []
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        // Without an identity it is that of the first SIM.
        let sims = phone.sims.dropFirst(node.place.hasPrefix("Identity/Identity2") ? 1 : 0)
        let text: String? =
            switch node.name {
            case "Roaming": "\(sims.first?.roaming ?? false)"
            case "PhoneNumber": sims.first?.phoneNumber ?? ""
            case "IMEI": sims.first?.imei ?? ""
            // Country and network, not who it is.
            case "IMSI": String((sims.first?.imsi ?? "").prefix(6))
            default: nil
            }
        return text.map { node.value($0) }
    }
}
