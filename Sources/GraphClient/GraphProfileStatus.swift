/// How a profile stands on a device (Graph: *deviceConfigurationDeviceStatus*).
package struct GraphDeviceStatus: Codable, Sendable {
    /// The ids of profile and device, with `_` between.
    package var id: String
    package var deviceDisplayName: String
    package var deviceModel: String?
    package var userPrincipalName: String?
    /// compliant, error, conflict, notApplicable, or unknown while the device has not answered.
    package var status: String
    package var lastReportedDateTime: String?

    /// The device's own.
    package var deviceID: String { id.split(separator: "_").last.map { String($0) } ?? id }
}

/// How the settings of a profile stand on a device (Graph: *deviceConfigurationState*).
package struct GraphProfileState: Codable, Sendable {
    package var id: String
    package var displayName: String
    package var version: Int
    package var state: String
    package var settingStates: [GraphSettingState]
}

/// How one setting stands on a device (Graph: *deviceConfigurationSettingState*).
package struct GraphSettingState: Codable, Sendable {
    package struct Source: Codable, Sendable {
        package var id: String
        package var displayName: String?
    }

    /// The OMA-URI.
    package var setting: String
    package var settingName: String
    package var state: String
    /// 0, or 0x87D10000 and the status, signed.
    package var errorCode: Int
    package var errorDescription: String?
    /// Of a conflict: the profiles that disagree.
    package var sources: [Source]
}

extension GraphConnection {
    /// How a profile stands on each device that it is assigned to, those that it is not for among them.
    package func statuses(of profile: GraphProfile) async throws(GraphFailure) -> [GraphDeviceStatus] {
        try await list("\(profile.path)/deviceStatuses", ["$orderby": "deviceDisplayName"])
    }

    /// How each profile of a device stands, with every setting.
    package func profileStates(of device: String) async throws(GraphFailure) -> [GraphProfileState] {
        try await list("\(GraphDevice.path)/\(device)/deviceConfigurationStates")
    }
}
