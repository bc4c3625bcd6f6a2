import Administration
import Notation

/// To whom a profile is assigned, and how it stands there.
extension PortalPages {
    private struct Assignments {
        struct Row {
            let number: Int
            let group: String
            let name: String
            let link: String
            let isExcluded: Bool
        }

        let head: ProfileHead
        let target: String
        let rows: [Row]
        let hasRows: Bool
        let isForAllDevices: Bool
        let isForAllUsers: Bool
        let groups: [String]
    }

    /// So many names a browser is told to choose from; others can be typed.
    static let suggestions = 500

    static func assignments(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        let groups = profile.assignments.compactMap { target in target.group.map { ($0, target) } }
        let rows = groups.enumerated().map { number, entry in
            let (group, target) = entry
            return Assignments.Row(
                number: number, group: group.rawValue,
                name: context.tenant.groups[group]?.displayName ?? group.rawValue,
                link: PortalRoute.group(group).path, isExcluded: target == .exclusionGroup(group))
        }
        let page = Assignments(
            head: ProfileHead(profile, at: .assignments(id), context.texts), target: PortalRoute.assignments(id).path,
            rows: rows, hasRows: !rows.isEmpty, isForAllDevices: profile.assignments.contains(.allDevices),
            isForAllUsers: profile.assignments.contains(.allLicensedUsers),
            groups: context.tenant.groups.rows.prefix(suggestions).map(\.displayName))
        return context.page("assignments", profile.displayName, at: .assignments(id), page)
    }

    private struct Status {
        /// A device or a user; of a device perhaps one setting.
        struct Row {
            let name: String
            var link: String?
            let system: String
            var userName: String?
            let mark: StateMark
            var reported: Moment?
            var code: String?
            var why: String?
        }

        struct Setting {
            let name: String
            let address: String
            let counts: [StateCount]
            let rows: [Row]
        }

        let head: ProfileHead
        let title: String
        let rows: [Row]
        let settings: [Setting]
        let isEmpty: Bool
        let isOfUsers: Bool
    }

    static func profileStatus(
        _ status: ProfileStatus, _ id: ObjectID, _ context: PortalContext
    ) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        let devices = context.tenant.devices(of: profile)
        let rows =
            switch status {
            case .devices: devices.map { row(of: $0, profile, context) }
            case .users: users(of: profile, devices, context)
            case .settings: [Status.Row]()
            }
        let page = Status(
            head: ProfileHead(profile, at: .status(status, id), context.texts),
            title: context.texts["profile.tab.\(status.rawValue)"], rows: rows,
            settings: status == .settings ? settings(of: profile, devices, context) : [], isEmpty: devices.isEmpty,
            isOfUsers: status == .users)
        return context.page("status", profile.displayName, at: .status(status, id), page)
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

    /// Each user of a device with the worst of their devices.
    private static func users(
        of profile: DeviceConfiguration, _ devices: [ManagedDevice], _ context: PortalContext
    ) -> [Status.Row] {
        let owned = Dictionary(grouping: devices.filter { $0.user != nil }) { $0.user }
        return owned.compactMap { user, devices in
            context.user(user).map { user in
                Status.Row(
                    name: user.userPrincipalName, system: "\(devices.count)",
                    mark: StateMark(
                        .worst(of: devices.map { context.tenant.state(of: profile, on: $0) }), context.texts),
                    reported: Moment(
                        devices.compactMap { context.tenant.lastReport(of: profile, on: $0) }.max(), context.texts))
            }
        }.sorted { $0.name < $1.name }
    }

    private static func settings(
        of profile: DeviceConfiguration, _ devices: [ManagedDevice], _ context: PortalContext
    ) -> [Status.Setting] {
        let statuses = devices.map { ($0, context.tenant.settingStatuses(of: profile, on: $0)) }
        return profile.omaSettings.enumerated().map { place, setting in
            let found = statuses.filter { $0.1.indices.contains(place) }.map { ($0.0, $0.1[place]) }
            return Status.Setting(
                name: setting.displayName, address: setting.omaURI,
                counts: StateCount.all(of: found.map { $0.1.state }, context.texts),
                rows: found.map { device, status in
                    let shown = row(status, of: profile.id, context)
                    return Status.Row(
                        name: device.deviceName, link: PortalRoute.device(device.id).path,
                        system: system(of: device, context.texts), mark: shown.mark, code: shown.code,
                        why: shown.why)
                })
        }
    }
}
