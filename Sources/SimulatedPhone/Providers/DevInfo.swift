import ManagementTree

/// DevInfo: what the phone says of itself in package 1 of every session (OMA-TS-DM_StdObj-V1_2_1 section 5.3.2;
/// Microsoft, *DevInfo CSP*).
struct DevInfoProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.key {
        case "DevId": .chr(phone.reportedDeviceID)
        case "Man": .chr(phone.profile.manufacturer)
        case "Mod": .chr(phone.profile.model)
        case "DmV": .chr(Phone.clientVersion)
        case "Lang": .chr(phone.profile.language)
        default: nil
        }
    }
}

extension Phone {
    /// DevInfo/DmV: the version of the management client, as seen from phones of 8.1 and desktops of Windows 10 alike.
    package static let clientVersion = "1.3"
}
