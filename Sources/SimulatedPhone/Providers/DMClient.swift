import ManagementTree

/// DMClient: the device's account with its management server (Microsoft, *DMClient CSP*).
///
/// Its nodes are stored as the server writes them; what they do to sessions and enrolment is not simulated yet.
struct DMClientProvider: Provider {
    /// What the device says of itself below DMClient and below each server's account; no server can add it.
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        if parent.key == "DMClient" { return ["HWDevID"] }
        guard parent.description.name == nil else { return [] }
        return ["MaxSyncApplicationVersion", "HWDevID"] + (phone.join == nil ? [] : ["AADDeviceID"])
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard !node.isStored else { return nil }
        return switch node.key {
        case "HWDevID": node.value(hardwareID(of: phone))
        case "AADDeviceID": node.value(phone.join == nil ? "" : String(phone.deviceID.dropFirst("urn:uuid:".count)))
        case "MaxSyncApplicationVersion": node.value("2.0")
        default: nil
        }
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        guard phone.join == nil else {
            // csp.md C22: a server cannot unenrol a phone that is joined to Azure AD; no source names the status.
            throw Refusal(.failed, "\(node.uri): a phone that is joined to Azure AD cannot be unenrolled by its server")
        }
        throw Refusal(.failed, "\(node.uri): this phone is not enrolled")
    }

    /// Inferred: 64 hexadecimal digits that stay the same for a phone, as the real hash of the hardware does.
    private func hardwareID(of phone: Phone) -> String {
        var seed: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in phone.deviceID.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var generator = SeededGenerator(seed: seed)
        return (0..<4).map { _ in
            let digits = String(generator.next(), radix: 16, uppercase: true)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
