import SimulatedPhone
import SyncML

/// The first package of a session: why it begins, who is signed in, what the device is (OMA-TS-DM_Protocol-V1_2_1
/// section 8.3), in the order and with the ids of captured devices.
struct PackageOne {
    let start: SessionStart
    let phone: Phone

    /// The commands, numbered from 2 on: real devices leave 1 to the header's status, which stands before them where the
    /// package is sent a second time.
    /// - Parameter statuses: how many statuses stand before them.
    func commands(after statuses: Int = 0) -> [Command] {
        var commands = [Command.alert(Alert(id: nil, code: begin))]
        // Windows Phone 8.1 knew no login status; version 1703 sends it first.
        commands.append(.alert(Self.clientEvent("com.microsoft/MDM/LoginStatus", phone.loginStatus.rawValue)))
        // Only of the user who is signed in now (Microsoft, *OMA DM protocol support*).
        if let token = start.userToken, phone.loginStatus == .user {
            commands.append(.alert(Self.clientEvent("com.microsoft/MDM/AADUserToken", token)))
        }
        for alert in alerts { commands.append(.alert(Self.alert(alert))) }
        commands.append(.access(AccessCommand(.replace, id: nil, items: items)))
        let first = max(statuses, 1) + 1
        for index in commands.indices { commands[index].id = CommandID.text(index + first) }
        return commands
    }

    private var begin: AlertCode {
        switch start.initiator {
        case .client: .clientInitiatedManagement
        case .server: .serverInitiatedManagement
        }
    }

    /// Those of the outbox come first, which `SentAlerts` counts on.
    private var alerts: [GenericAlert] {
        phone.outbox.entries.map(\.alert) + (phone.enrolled?.isUnenrolling == true ? [.unenrollment] : [])
    }

    /// Alert 1224: an event of the client, its type without format, as captured.
    static func clientEvent(_ type: String, _ data: String) -> Alert {
        Alert(id: nil, code: .clientEvent, items: [Item(meta: Meta(type: type), data: .text(data))])
    }

    private static func alert(_ alert: GenericAlert) -> Alert {
        let mark = alert.mark.map { [MetaField(.mark, $0.rawValue)] } ?? []
        let meta = Meta(format: ValueFormat(rawValue: alert.format), type: alert.type, others: mark)
        return Alert(
            id: nil, code: .genericAlert, items: [Item(source: alert.source, meta: meta, data: .text(alert.data))])
    }

    /// DevInfo; none of the items has Meta.
    private var items: [Item] {
        phone.deviceInformation.map { Item(source: $0.uri, data: .text($0.value)) }
    }
}
