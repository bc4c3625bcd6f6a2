import Administration
import Notation

/// How a profile stands on devices, for users, and setting by setting. Rows are made for the part that is shown, and no more.
extension PortalPages {
    private struct Status {
        /// A device or a user.
        struct Row {
            let name: String
            var link: String?
            let system: String
            var userName: String?
            let mark: StateMark
            let reported: Moment?
        }

        let head: ProfileHead
        let title: String
        let part: ListPart<Row>
        let isEmpty: Bool
        let isOfUsers: Bool
    }

    static func profileStatus(
        _ status: ProfileStatus, _ id: ObjectID, _ context: PortalContext
    ) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        let devices = context.tenant.devices(of: profile)
        let route = PortalRoute.status(status, id)
        let part: ListPart<Status.Row>
        switch status {
        case .devices: part = context.part(devices, at: route).map { row(of: $0, profile, context) }
        case .users:
            part = context.part(owners(of: devices, context), at: route).map { user, devices in
                row(of: user, devices, profile, context)
            }
        case .settings: return settingStatus(of: profile, devices, context)
        }
        let page = Status(
            head: ProfileHead(profile, at: route, context.texts),
            title: context.texts["profile.tab.\(status.rawValue)"], part: part, isEmpty: devices.isEmpty,
            isOfUsers: status == .users)
        return context.page("status", profile.displayName, at: route, page)
    }

    /// Devices that the profile is not for are among them (S9).
    private static func row(
        of device: ManagedDevice, _ profile: DeviceConfiguration, _ context: PortalContext
    ) -> Status.Row {
        Status.Row(
            name: device.deviceName, link: PortalRoute.device(device.id).path,
            system: system(of: device, context.texts),
            userName: context.user(device.user)?.userPrincipalName,
            mark: StateMark(context.tenant.state(of: profile, on: device), context.texts),
            reported: Moment(context.tenant.lastReport(of: profile, on: device), context.texts))
    }

    /// The users of devices, by name, with their devices.
    private static func owners(
        of devices: [ManagedDevice], _ context: PortalContext
    ) -> [(DirectoryUser, [ManagedDevice])] {
        Dictionary(grouping: devices.filter { $0.user != nil }) { $0.user }
            .compactMap { user, devices in context.user(user).map { ($0, devices) } }
            .sorted { $0.0.userPrincipalName < $1.0.userPrincipalName }
    }

    /// A user with the worst of their devices.
    private static func row(
        of user: DirectoryUser, _ devices: [ManagedDevice], _ profile: DeviceConfiguration, _ context: PortalContext
    ) -> Status.Row {
        let (tenant, texts) = (context.tenant, context.texts)
        let states = tenant.assignedProfiles(of: devices).map { tenant.state(of: profile, among: $0) }
        return Status.Row(
            name: user.userPrincipalName, system: "\(devices.count)", mark: StateMark(.worst(of: states), texts),
            reported: Moment(devices.compactMap { tenant.lastReport(of: profile, on: $0) }.max(), texts))
    }

    // MARK: Settings

    private struct SettingStatuses {
        struct Setting {
            let name: String
            let address: String
            let counts: [StateCount]
        }

        /// A setting where it has not succeeded.
        struct Row {
            let setting: ProfileRow.Setting
            let deviceName: String
            let link: String
            let system: String
        }

        let head: ProfileHead
        let isEmpty: Bool
        let settings: [Setting]
        let part: ListPart<Row>
    }

    /// How many devices each setting stands how on; and those on which it has not succeeded, the worst first.
    private static func settingStatus(
        of profile: DeviceConfiguration, _ devices: [ManagedDevice], _ context: PortalContext
    ) -> PortalAnswer {
        let (tenant, texts) = (context.tenant, context.texts)
        let route = PortalRoute.status(.settings, profile.id)
        var states = profile.omaSettings.map { _ in [SettingState]() }
        var others: [SettingState: [(ManagedDevice, SettingStatus)]] = [:]
        for profiles in tenant.assignedProfiles(of: devices) {
            for (place, status) in tenant.settingStatuses(of: profile, among: profiles).enumerated() {
                states[place].append(status.state)
                if status.state != .succeeded { others[status.state, default: []].append((profiles.device, status)) }
            }
        }
        let worstFirst: [SettingState] = [.error, .conflict, .pending, .notApplicable]
        let part = context.part(worstFirst.flatMap { others[$0] ?? [] }, at: route).map { device, status in
            SettingStatuses.Row(
                setting: row(status, of: profile.id, context), deviceName: device.deviceName,
                link: PortalRoute.device(device.id).path, system: system(of: device, texts))
        }
        let page = SettingStatuses(
            head: ProfileHead(profile, at: route, texts), isEmpty: devices.isEmpty,
            settings: zip(profile.omaSettings, states).map { setting, states in
                SettingStatuses.Setting(
                    name: setting.displayName, address: setting.omaURI, counts: StateCount.all(of: states, texts))
            }, part: part)
        return context.page("setting-status", profile.displayName, at: route, page)
    }
}
