import Administration
import Notation

/// The list of devices.
extension PortalPages {
    private struct List {
        struct Row {
            let link: String
            let name: String
            let userName: String?
            let system: String
            let seen: Moment?
            let profiles: StateMark?
            let isGone: Bool
        }

        let search: String
        let platforms: [Choice]
        let part: ListPart<Row>
    }

    static func devices(_ context: PortalContext) -> PortalAnswer {
        let (tenant, texts) = (context.tenant, context.texts)
        let search = (context.query["search"] ?? "").trimmed
        let platform = context.query["platform"].flatMap { DevicePlatform(rawValue: $0) }
        let words = search.lowercased()
        let found = tenant.devices.rows { device in
            guard platform.map({ $0 == device.platform }) ?? true else { return false }
            let user = context.user(device.user)
            return words.isEmpty
                || [device.deviceName, device.osVersion, device.model, user?.displayName, user?.userPrincipalName]
                    .contains { $0?.lowercased().contains(words) ?? false }
        }
        let part = context.part(found, at: .devices).map { device in
            List.Row(
                link: PortalRoute.device(device.id).path, name: device.deviceName,
                userName: context.user(device.user)?.userPrincipalName,
                system: system(of: device, texts), seen: Moment(device.lastSyncDateTime, texts),
                profiles: worstState(of: device, tenant).map { StateMark($0, texts) }, isGone: !device.isEnrolled)
        }
        let choices = DevicePlatform.allCases.map { choice in
            Choice(
                value: choice.rawValue, name: texts["platform.\(choice.rawValue)"], isChosen: choice == platform)
        }
        return context.page(
            "devices", texts["devices.title"], at: .devices, List(search: search, platforms: choices, part: part))
    }

    /// What a device runs, with its version.
    static func system(of device: ManagedDevice, _ texts: PortalTexts) -> String {
        [texts["platform.\(device.platform.rawValue)"], device.osVersion].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// How the profiles of a device stand: the worst of them; nil where none is assigned.
    private static func worstState(of device: ManagedDevice, _ tenant: Tenant) -> SettingState? {
        let profiles = tenant.assignedProfiles(of: device)
        let states = profiles.configurations.map { tenant.state(of: $0, among: profiles) }
        return states.isEmpty ? nil : .worst(of: states)
    }
}
