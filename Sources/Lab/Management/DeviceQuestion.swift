internal import Administration
internal import SyncML

/// What the server asks a device that has enrolled, once: what it is (Microsoft, *DevDetail CSP*). Intune was seen to ask SwV
/// in the first session, each node by a Get of its own. Who made the device, and which model it is, come in package 1 too, as
/// *Unknown* where the maker has set nothing.
enum DeviceQuestion: String, CaseIterable {
    case version = "./DevDetail/SwV"
    case name = "./DevDetail/Ext/Microsoft/DeviceName"
    case maker = "./DevDetail/OEM"
    case deviceType = "./DevDetail/DevTyp"
    case serialNumber = "./DevDetail/Ext/Microsoft/SMBIOSSerialNumber"

    /// A longer answer is none.
    private static let longest = 256

    var command: Command { .access(AccessCommand(.get, id: nil, items: [Item(target: rawValue)])) }

    /// Whether a device has the node. Phones never had a serial number there, and PCs have it since version 1809.
    func isFor(_ device: LabDevice) -> Bool {
        switch self {
        case .version, .name, .maker, .deviceType: true
        case .serialNumber:
            device.isPC && OSVersion(device.contextValue("OSVersion") ?? "").map { $0 >= .october2018Update } ?? false
        }
    }

    /// The text of an answer, where it is one.
    static func answer(_ result: LabResult) -> (question: DeviceQuestion, text: String)? {
        guard let question = DeviceQuestion(rawValue: result.address), result.data.utf8.count <= longest else {
            return nil
        }
        return (question, result.data)
    }
}

extension LabDevice {
    /// What it has told of itself, for administrators.
    var toldDescription: DeviceDescription {
        func known(_ name: String, or question: DeviceQuestion) -> String? {
            let told = properties[name]
            return told == nil || told == "Unknown" ? details?[question.rawValue] ?? told : told
        }
        return DeviceDescription(
            deviceName: details?[DeviceQuestion.name.rawValue], osVersion: details?[DeviceQuestion.version.rawValue],
            manufacturer: known("Man", or: .maker), model: known("Mod", or: .deviceType),
            serialNumber: details?[DeviceQuestion.serialNumber.rawValue])
    }
}
