package import Notation
internal import SyncML

/// How a setting, or a whole profile, stands on a device.
package enum SettingState: String, Sendable, CaseIterable {
    case succeeded, error, conflict, notApplicable, pending

    /// The same in Graph's *complianceStatus*.
    ///
    /// Inferred: Graph has no word for what has not been answered; `unknown` is the one that says least.
    package var graphName: String {
        switch self {
        case .succeeded: "compliant"
        case .error: "error"
        case .conflict: "conflict"
        case .notApplicable: "notApplicable"
        case .pending: "unknown"
        }
    }

    /// What is said of a profile whose settings stand so: the worst of them.
    package static func worst(of states: some Sequence<SettingState>) -> SettingState {
        let found = Set(states)
        return [.error, .conflict, .pending, .succeeded, .notApplicable].first(where: found.contains) ?? .succeeded
    }
}

/// How one setting of a profile stands on one device (Graph: *deviceConfigurationSettingState*).
package struct SettingStatus: Equatable, Sendable {
    package var setting: OmaSetting
    package var state: SettingState
    /// 0, or Intune's signed number.
    package var errorCode: Int32 = 0
    package var errorDescription: String?
    /// Of a conflict: the profiles that disagree, this one among them.
    package var sources: [ObjectID] = []
}

extension Tenant {
    /// How each setting of a profile stands on a device that it is assigned to.
    package func settingStatuses(
        of configuration: DeviceConfiguration, on device: ManagedDevice
    ) -> [SettingStatus] {
        settingStatuses(of: configuration, among: assignedProfiles(of: device))
    }

    /// The same for who asks about several profiles of a device.
    package func settingStatuses(
        of configuration: DeviceConfiguration, among profiles: AssignedProfiles
    ) -> [SettingStatus] {
        let report = reports[ObjectID(configuration.id, profiles.device.id)]
        return configuration.omaSettings.enumerated().map { place, setting in
            guard profiles.device.platform.isWindows else {
                return SettingStatus(setting: setting, state: .notApplicable)
            }
            guard let report, report.phase == .answered, report.version == configuration.version,
                report.settings.indices.contains(place)
            else { return SettingStatus(setting: setting, state: .pending) }
            let code = report.settings[place].code.map { StatusCode(rawValue: $0) }
            if code?.isSuccess == true, profiles.isOverwritten(setting, of: configuration.id) {
                return SettingStatus(setting: setting, state: .pending)
            }
            return status(of: setting, code, profiles.conflicts[setting.comparedURI] ?? [])
        }
    }

    private func status(
        of setting: OmaSetting, _ code: StatusCode?, _ rivals: [ObjectID]
    ) -> SettingStatus {
        guard let code else {
            return SettingStatus(
                setting: setting, state: .error, errorCode: ReportedError.remediationFailed,
                errorDescription: "Remediation failed: the device has not answered for this setting")
        }
        guard code.isSuccess else {
            return SettingStatus(
                setting: setting, state: .error, errorCode: ReportedError.number(code),
                errorDescription: ReportedError.text(code))
        }
        guard rivals.isEmpty else { return SettingStatus(setting: setting, state: .conflict, sources: rivals) }
        return SettingStatus(setting: setting, state: .succeeded)
    }

    /// How a profile stands on a device that it is assigned to.
    package func state(of configuration: DeviceConfiguration, on device: ManagedDevice) -> SettingState {
        guard device.platform.isWindows else { return .notApplicable }
        return state(of: configuration, among: assignedProfiles(of: device))
    }

    /// The same for who asks about several profiles of a device.
    package func state(of configuration: DeviceConfiguration, among profiles: AssignedProfiles) -> SettingState {
        guard profiles.device.platform.isWindows else { return .notApplicable }
        return .worst(of: settingStatuses(of: configuration, among: profiles).map(\.state))
    }

    /// When a device last said something to a profile.
    package func lastReport(of configuration: DeviceConfiguration, on device: ManagedDevice) -> Instant? {
        reports[ObjectID(configuration.id, device.id)]?.lastReportedDateTime
    }
}
