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

        struct Choice {
            let value: String
            let name: String
            let isChosen: Bool
        }

        let search: String
        let platforms: [Choice]
        let part: ListPart<Row>
        let isEmpty: Bool
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
        let part = context.part(found, at: .devices)
        let rows = part.rows.map { device in
            List.Row(
                link: PortalRoute.device(device.id).path, name: device.deviceName,
                userName: context.user(device.user)?.userPrincipalName,
                system: system(of: device, texts), seen: Moment(device.lastSyncDateTime, texts),
                profiles: worstState(of: device, tenant).map { StateMark($0, texts) }, isGone: !device.isEnrolled)
        }
        let choices = DevicePlatform.allCases.map { choice in
            List.Choice(
                value: choice.rawValue, name: texts["platform.\(choice.rawValue)"], isChosen: choice == platform)
        }
        let list = List(
            search: search, platforms: choices,
            part: ListPart(rows: rows, previous: part.previous, next: part.next, told: part.told),
            isEmpty: found.isEmpty)
        return context.page("devices", texts["devices.title"], at: .devices, list)
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

/// A point in time, for people and for programs.
struct Moment {
    let text: String
    /// As HTML's `datetime` has it.
    let machine: String

    init(_ instant: Instant, _ texts: PortalTexts) {
        text = texts.time(instant)
        machine = instant.text
    }

    init?(_ instant: Instant?, _ texts: PortalTexts) {
        guard let instant else { return nil }
        self.init(instant, texts)
    }
}

/// A state with its colour. The word says all: colours are for who sees them.
struct StateMark {
    let word: String
    let kind: String

    init(_ state: SettingState, _ texts: PortalTexts) {
        word = texts["state.\(state.rawValue)"]
        kind =
            switch state {
            case .succeeded: "good"
            case .error: "bad"
            case .conflict: "poor"
            case .notApplicable: "none"
            case .pending: "wait"
            }
    }

    init(_ state: DeviceAction.State, _ texts: PortalTexts) {
        word = texts["actionState.\(state.rawValue)"]
        kind =
            switch state {
            case .done: "good"
            case .failed, .notSupported: "bad"
            case .canceled: "none"
            case .pending, .active: "wait"
            }
    }
}
