/// What an administrator tells of a device that nobody comes by for: an iPhone, a Mac, a PC beside the phones, so that
/// groups hold what real ones hold (S3, S9).
package struct DeviceRecord: Sendable {
    package var deviceName: String
    package var platform: DevicePlatform
    /// One that was usual at the time of the phones if nil.
    package var osVersion: String?
    package var manufacturer: String?
    package var model: String?
    package var serialNumber: String?
    package var imei: String?
    package var user: ObjectID?

    package init(deviceName: String, platform: DevicePlatform, osVersion: String? = nil, user: ObjectID? = nil) {
        self.deviceName = deviceName
        self.platform = platform
        self.osVersion = osVersion
        self.user = user
    }
}

extension DevicePlatform {
    /// Those of which there can be a record. A phone enrols: a record of one would wait for ever for what is asked of it,
    /// and a passcode would never come.
    package static let recordable = allCases.filter { $0 != .windowsMobile }

    /// Inferred: what such a device ran in the spring of 2018, where nobody says otherwise.
    fileprivate var usualVersion: String {
        switch self {
        case .windowsMobile: "10.0.15254"
        case .windows: "10.0.16299.371"
        case .iOS: "11.3"
        case .macOS: "10.13.4"
        case .android: "8.0.0"
        }
    }
}

extension Tenant {
    /// Takes in a record of a device.
    /// - Returns: the device as it is kept.
    @discardableResult
    package mutating func add(
        _ record: DeviceRecord, _ occasion: Occasion
    ) throws(AdministrationError) -> ManagedDevice {
        guard DevicePlatform.recordable.contains(record.platform) else {
            throw AdministrationError(
                .badRequest,
                "A phone with \(record.platform.name) is no record: let it enrol. Records are for "
                    + DevicePlatform.recordable.map(\.operatingSystem).joined(separator: ", ") + ".")
        }
        return try enroll(
            ManagedDevice(
                id: occasion.newID(), directoryID: occasion.newID(), azureADDeviceID: occasion.newID(),
                deviceName: record.deviceName, platform: record.platform,
                osVersion: record.osVersion ?? record.platform.usualVersion, manufacturer: record.manufacturer,
                model: record.model, serialNumber: record.serialNumber, imei: record.imei, user: record.user,
                enrolledDateTime: occasion.now, isAzureADJoined: record.platform.isWindows),
            occasion)
    }
}
