import ManagementTree

/// DevInfo: what the phone says of itself in package 1 of every session (OMA-TS-DM_StdObj-V1_2_1 section 5.3.2;
/// Microsoft, *DevInfo CSP*).
struct DevInfoProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        phone.deviceInformation.first { $0.name == node.place }.map { .chr($0.value) }
    }
}

extension Phone {
    /// All of DevInfo, in the order of package 1.
    package var deviceInformation: [(name: String, uri: String, value: String)] {
        [
            ("DevId", "./DevInfo/DevId", reportedDeviceID), ("Man", "./DevInfo/Man", blueprint.profile.manufacturer),
            ("Mod", "./DevInfo/Mod", blueprint.profile.model), ("DmV", "./DevInfo/DmV", Phone.clientVersion),
            ("Lang", "./DevInfo/Lang", blueprint.profile.language),
        ]
    }

    /// DevInfo/DmV: the version of the management client, as seen from phones of 8.1 and desktops of Windows 10 alike.
    package static let clientVersion = "1.3"
}
