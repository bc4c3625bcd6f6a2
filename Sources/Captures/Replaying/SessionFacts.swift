internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML

/// What a recorded session says of itself before anything is run: what a replay must take from it, because it follows from
/// secrets, chance and events that nobody else knows.
struct SessionFacts {
    /// What the device said first, where that is package 1; nil where the capture does not hold it.
    private(set) var opening: Message?
    var start = SessionStart()
    private(set) var loginStatus: Phone.LoginStatus?
    /// The alerts that the device had to tell by itself.
    private(set) var alerts: [GenericAlert] = []
    private(set) var isUnenrolling = false
    /// By the last name of the address below DevInfo, as package 1 says it.
    private(set) var deviceInformation: [String: String] = [:]
    private(set) var version = MarkupVersion.v1_2
    private(set) var form = MessageForm.xml
    private(set) var serverURL: String?
    private(set) var showsCredentialFirst = false

    init(_ session: RecordedSession, opening: Message?) {
        let messages = session.messages
        start.sessionID =
            messages.lazy.filter { $0.sender == .server }.compactMap(\.header?.sessionID).first ?? session.id
        start.serverAuthentication = .whenOffered
        form = (messages.first { $0.sender == .device } ?? messages.first)?.outline?.form ?? .xml
        if let header = messages.lazy.compactMap(\.header).first {
            version =
                MarkupVersion.allCases.first { $0.verProto == header.verProto || $0.verDTD == header.verDTD } ?? .v1_2
        }
        for message in messages where serverURL == nil {
            serverURL = message.sender == .device ? message.header?.target.trimmed : message.header?.source.trimmed
        }
        showsCredentialFirst = opening?.header?.credential != nil
        guard let opening, opening.commands.contains(where: Self.isBeginning) else { return }
        self.opening = opening
        for command in opening.commands { learn(from: command) }
    }

    /// Alert 1200 or 1201, which every package 1 has (OMA-TS-DM_Protocol-V1_2_1 section 8.3).
    private static func isBeginning(_ command: Command) -> Bool {
        guard case .alert(let alert) = command else { return false }
        return alert.code == .clientInitiatedManagement || alert.code == .serverInitiatedManagement
    }

    private mutating func learn(from command: Command) {
        switch command {
        case .alert(let alert): learn(from: alert)
        case .access(let access) where access.verb == .replace:
            for item in access.items {
                let parts = (item.source ?? "").trimmed.split(separator: "/")
                guard parts.count >= 2, parts[parts.count - 2] == "DevInfo", let name = parts.last else { continue }
                deviceInformation[String(name)] = item.data?.text
            }
        case .access, .container, .status, .results, .unknown: break
        }
    }

    private mutating func learn(from alert: Alert) {
        switch alert.code {
        case .serverInitiatedManagement?:
            // The number itself is given by SessionID.
            start.initiator = .server(0)
        case .clientEvent?:
            for item in alert.items {
                switch item.meta?.type {
                case "com.microsoft/MDM/LoginStatus":
                    loginStatus = item.data.flatMap { Phone.LoginStatus(rawValue: $0.text) }
                case "com.microsoft/MDM/AADUserToken": start.userToken = item.data?.text
                default: break
                }
            }
        case .genericAlert?: for item in alert.items { learn(from: item) }
        default: break
        }
    }

    private mutating func learn(from item: Item) {
        guard let type = item.meta?.type else { return }
        if type == GenericAlert.unenrollment.type { return isUnenrolling = true }
        alerts.append(
            GenericAlert(
                type: type, format: item.meta?.format?.rawValue ?? "chr", data: item.data?.text ?? "",
                source: item.source,
                mark: item.meta?[.mark].flatMap { GenericAlert.Mark(rawValue: $0) }))
    }
}

extension Phone {
    /// Brings about what the recorded session found: who was signed in, and what the device had to tell by itself, where
    /// this phone has not to tell the same, with whatever value, because a job of its own has ended.
    mutating func meet(_ facts: SessionFacts) {
        if let status = facts.loginStatus, status != loginStatus { setLoginStatus(status) }
        let own = outbox.entries.map(\.alert)
        for alert in facts.alerts where !own.contains(where: { $0.isAbout(alert) }) { report(alert) }
        if facts.isUnenrolling { enrolled?.isUnenrolling = true }
    }
}

extension GenericAlert {
    /// Whether both tell of the same thing.
    fileprivate func isAbout(_ other: GenericAlert) -> Bool { type == other.type && source == other.source }
}
