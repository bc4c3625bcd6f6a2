package import Notation

/// A device of the tenant (Graph: *managedDevice*): one that has enrolled, or a record of one, so that groups hold what
/// real ones hold. Nobody ever comes by for a record.
package struct ManagedDevice: TableRow {
    /// How the device stands to management (Graph: *managementState*).
    package enum ManagementState: String, Codable, Sendable, CaseIterable {
        case managed, retirePending, retireIssued, retireFailed, wipePending, wipeIssued, wipeFailed
    }

    package var id: ObjectID
    /// The id of the device's object in the directory, by which groups hold it.
    package var directoryID: ObjectID
    package var azureADDeviceID: ObjectID
    package var deviceName: String
    package var platform: DevicePlatform
    package var osVersion: String
    package var manufacturer: String?
    package var model: String?
    package var serialNumber: String?
    package var imei: String?
    package var user: ObjectID?
    package var enrolledDateTime: Instant
    /// When its last session ended.
    package var lastSyncDateTime: Instant?
    package var isAzureADJoined: Bool
    /// Whether it is still enrolled.
    package var isEnrolled = true
    /// How the device names itself to the management server (`Source` of its messages); nil for a record.
    package var managementName: String?

    package var keys: [String] { [directoryID.rawValue] + (managementName.map { [$0] } ?? []) }

    package init(
        id: ObjectID, directoryID: ObjectID, azureADDeviceID: ObjectID, deviceName: String, platform: DevicePlatform,
        osVersion: String, manufacturer: String? = nil, model: String? = nil, serialNumber: String? = nil,
        imei: String? = nil, user: ObjectID? = nil, enrolledDateTime: Instant, isAzureADJoined: Bool = true,
        managementName: String? = nil
    ) {
        self.id = id
        self.directoryID = directoryID
        self.azureADDeviceID = azureADDeviceID
        self.deviceName = deviceName
        self.platform = platform
        self.osVersion = osVersion
        self.manufacturer = manufacturer
        self.model = model
        self.serialNumber = serialNumber
        self.imei = imei
        self.user = user
        self.enrolledDateTime = enrolledDateTime
        self.isAzureADJoined = isAzureADJoined
        self.managementName = managementName
    }

    /// What a device tells about itself beside its name.
    var told: [(text: String?, what: String)] {
        [
            (osVersion, "osVersion"), (manufacturer, "manufacturer"), (model, "model"), (serialNumber, "serialNumber"),
            (imei, "imei"), (managementName, "the name of the device in its messages"),
        ]
    }

    /// Whether it only stands in lists.
    package var isRecord: Bool { managementName == nil }
}
