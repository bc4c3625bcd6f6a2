import ManagementTree
import Notation

/// DevDetail: model, versions, radio and memory (OMA-TS-DM_StdObj-V1_2_1 section 5.3.3; Microsoft, *DevDetail CSP*).
struct DevDetailProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        if node.isStored { return nil }
        return text(of: node.place, in: phone, environment).map { node.value($0) }
    }

    /// What a phone lacks is an empty text, not 404: so a real phone without a SIM answered.
    private func text(of place: String, in phone: Phone, _ environment: PhoneEnvironment) -> String? {
        let profile = phone.profile
        let sim = profile.sim.first
        // Found for the few nodes that need it: its address is worked out from the phone's id.
        func wireless() -> PhoneProfile.Adapter? { phone.adapters.first { $0.type == 2 } }
        return switch place {
        // No limit, as Microsoft documents.
        case "URI/MaxDepth", "URI/MaxTotLen", "URI/MaxSegLen": "0"
        case "DevTyp": profile.deviceType
        case "OEM": profile.oem
        case "FwV": profile.firmwareVersion
        case "SwV": profile.build
        case "HwV": profile.hardwareVersion
        case "LrgObj": String(profile.largeObjects)
        case "Ext/Microsoft/MobileID": sim?.imsi ?? ""
        case "Ext/Microsoft/RadioSwV": profile.radioVersion
        case "Ext/Microsoft/Resolution": profile.resolution
        case "Ext/Microsoft/CommercializationOperator": sim?.operator ?? ""
        case "Ext/Microsoft/ProcessorArchitecture": String(profile.processorArchitecture)
        case "Ext/Microsoft/ProcessorType": String(profile.processorType)
        case "Ext/Microsoft/OSPlatform": profile.osPlatform
        case "Ext/Microsoft/LocalTime": environment.now.text
        case "Ext/Microsoft/DeviceName": phone.deviceName
        case "Ext/Microsoft/TotalStorage": String(profile.totalStorage)
        case "Ext/Microsoft/TotalRAM": String(profile.totalRAM)
        case "Ext/WLANMACAddress": wireless()?.mac ?? ""
        case "Ext/VoLTEServiceSetting": String(profile.voLTE)
        case "Ext/WlanIPv4Address": wireless()?.ipv4 ?? ""
        case "Ext/WlanIPv6Address": wireless()?.ipv6 ?? ""
        case "Ext/WlanDnsSuffix": wireless()?.dnsSuffix ?? ""
        case "Ext/WlanSubnetMask": wireless()?.subnetMask ?? ""
        case "Ext/DeviceHardwareData": profile.deviceHardwareData
        default: nil
        }
    }
}
