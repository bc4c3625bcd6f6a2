import ManagementTree

/// DevDetail: model, versions, radio and memory (OMA-TS-DM_StdObj-V1_2_1 section 5.3.3; Microsoft, *DevDetail CSP*).
struct DevDetailProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        if node.isStored { return nil }
        return text(of: node.key, in: phone, environment).map { node.value($0) }
    }

    /// What a phone lacks is an empty text, not 404: so a real phone without a SIM answered.
    private func text(of key: String, in phone: Phone, _ environment: PhoneEnvironment) -> String? {
        let profile = phone.profile
        let sim = profile.sim.first
        let wireless = phone.adapters.first { $0.type == 2 }
        return switch key {
        // No limit, as Microsoft documents.
        case "MaxDepth", "MaxTotLen", "MaxSegLen": "0"
        case "DevTyp": profile.deviceType
        case "OEM": profile.oem
        case "FwV": profile.firmwareVersion
        case "SwV": profile.build
        case "HwV": profile.hardwareVersion
        case "LrgObj": String(profile.largeObjects)
        case "MobileID": sim?.imsi ?? ""
        case "RadioSwV": profile.radioVersion
        case "Resolution": profile.resolution
        case "CommercializationOperator": sim?.operator ?? ""
        case "ProcessorArchitecture": String(profile.processorArchitecture)
        case "ProcessorType": String(profile.processorType)
        case "OSPlatform": profile.osPlatform
        case "LocalTime": environment.now.text
        case "DeviceName": phone.deviceName
        case "TotalStorage": String(profile.totalStorage)
        case "TotalRAM": String(profile.totalRAM)
        case "WLANMACAddress": wireless?.mac ?? ""
        case "VoLTEServiceSetting": String(profile.voLTE)
        case "WlanIPv4Address": wireless?.ipv4 ?? ""
        case "WlanIPv6Address": wireless?.ipv6 ?? ""
        case "WlanDnsSuffix": wireless?.dnsSuffix ?? ""
        case "WlanSubnetMask": wireless?.subnetMask ?? ""
        case "DeviceHardwareData": profile.deviceHardwareData
        default: nil
        }
    }
}
