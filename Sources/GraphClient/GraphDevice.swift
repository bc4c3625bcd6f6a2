internal import JSON

/// A device that the lab manages (Graph: *managedDevice*). Points in time are ISO 8601, as everywhere in the API.
package struct GraphDevice: GraphEntity {
    package static let path = "/deviceManagement/managedDevices"
    package static let noun = "device"
    package static let nameProperties = ["deviceName", "model", "serialNumber", "imei"]

    package var id: String
    package var deviceName: String
    package var userPrincipalName: String?
    package var operatingSystem: String
    package var osVersion: String
    package var manufacturer: String?
    package var model: String?
    package var serialNumber: String?
    package var imei: String?
    package var enrolledDateTime: String?
    /// When its last session ended; nil before the first.
    package var lastSyncDateTime: String?
    package var managementState: String
    /// `registered`, or `notRegistered` for one that has left.
    package var deviceRegistrationState: String
    package var azureADRegistered: Bool
    package var azureADDeviceId: String?
    /// The last action of each kind; empty in lists.
    package var deviceActionResults: [GraphActionResult]
    /// Why a reset would fail, as far as the server knows; empty in lists.
    package var resetPasscodeObstacles: [String]

    package var name: String { deviceName }
}

/// What was asked of a device, and what came of it (Graph: *deviceActionResult*).
package struct GraphActionResult: Codable, Sendable {
    package var id: String
    package var actionName: String
    /// none, pending, active, done, failed, notSupported or canceled.
    package var actionState: String
    package var startDateTime: String
    package var lastUpdatedDateTime: String
    /// Of a reset: 0, or the signed number of what went wrong.
    package var errorCode: Int?
    /// Why it failed, as a sentence.
    package var errorDescription: String?
    /// Of a reset that is done, for seven days, where one device is asked for.
    package var passcode: String?
    package var passcodeShownUntil: String?
    package var detailsUrl: String?
    package var initiatedByUserPrincipalName: String?
    /// In the list of all devices' actions: whose it is.
    package var managedDeviceId: String?
    package var deviceDisplayName: String?

    /// Whether nothing more will come of it.
    package var isFinal: Bool { actionState != "pending" && actionState != "active" }
}

/// What can be asked of a device. The raw values are Graph's names.
package enum GraphDeviceAction: String, Sendable, CaseIterable {
    case syncDevice, remoteLock, resetPasscode, wipe, retire, rebootNow
}

extension GraphConnection {
    /// All devices, or those that a filter lets through, by name.
    package func devices(filter: String? = nil) async throws(GraphFailure) -> [GraphDevice] {
        guard let filter else { return try await list(GraphDevice.path, ["$orderby": "deviceName"]) }
        return try await list(GraphDevice.path, ["$filter": filter, "$orderby": "deviceName"])
    }

    /// One device with the last action of each kind. Where a passcode is among them, the server notes that it was read.
    package func device(_ id: String) async throws(GraphFailure) -> GraphDevice {
        try await get("\(GraphDevice.path)/\(id)")
    }

    /// Why a reset of a device's passcode would fail, as far as the server knows; no passcode is read by that.
    package func resetObstacles(of device: GraphDevice) async throws(GraphFailure) -> [String] {
        struct Obstacles: Decodable { var resetPasscodeObstacles: [String] }
        let found: Obstacles = try await get(device.path, ["$select": "resetPasscodeObstacles"])
        return found.resetPasscodeObstacles
    }

    /// Has a record of a device taken in that nobody comes by for: the lab's own, which Graph does not have.
    /// - Parameters:
    ///   - system: iOS, macOS, Android or Windows.
    ///   - details: further properties by Graph's names; what is nil is left out.
    package func makeDevice(
        _ name: String, operatingSystem system: String, _ details: KeyValuePairs<String, String?> = [:]
    ) async throws(GraphFailure) -> GraphDevice {
        var body: [String: JSONValue] = ["deviceName": .string(name), "operatingSystem": .string(system)]
        for (property, value) in details { body[property] = value.map { .string($0) } }
        return try await post(GraphDevice.path, .object(body))
    }

    /// Asks a device for something.
    package func request(
        _ action: GraphDeviceAction, of device: GraphDevice, keepUserData: Bool = false
    ) async throws(GraphFailure) {
        try await tell(
            "\(device.path)/\(action.rawValue)", action == .wipe ? ["keepUserData": .bool(keepUserData)] : nil)
    }

    /// What was asked of devices, the newest first, without passcodes.
    /// - Parameter device: of this one only.
    package func actions(
        of device: GraphDevice? = nil, _ action: GraphDeviceAction? = nil
    ) async throws(GraphFailure) -> [GraphActionResult] {
        let conditions = [
            device.map { "managedDeviceId eq '\($0.id)'" }, action.map { "actionName eq '\($0.rawValue)'" },
        ].compactMap { $0 }
        let path = "/deviceManagement/deviceActions"
        guard !conditions.isEmpty else { return try await list(path) }
        return try await list(path, ["$filter": conditions.joined(separator: " and ")])
    }

    /// Takes back an action that is pending.
    package func cancel(_ action: GraphActionResult, of device: GraphDevice) async throws(GraphFailure) {
        try await tell("\(device.path)/cancelAction", ["actionId": .string(action.id)])
    }
}
