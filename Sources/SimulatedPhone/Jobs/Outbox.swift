/// What the phone has to tell its server by itself: generic alerts, in the order in which they came up. The next session's
/// package 1 carries them, and each stays until the server has acknowledged it.
package struct Outbox: KeyedValue {
    package static let key = "Outbox"

    package struct Entry: Codable, Equatable, Sendable {
        /// Counted from 1 on each phone.
        package var id: Int
        package var alert: GenericAlert
    }

    package private(set) var entries: [Entry] = []
    /// Whether a session is to begin at once: for the alerts, because their CSP's page says that the device reports by
    /// itself, or because somebody has signed in.
    package var wantsSession = false
    private var lastID = 0

    package init() {}

    /// What every message of a session carries in the HTTP header MDM-GenericAlert, because it begins with fatal or critical
    /// alerts (MS-MDM 2.1, note 5); nil where there are none.
    package var alertHeader: String? {
        let types = entries.map(\.alert).filter { $0.mark == .fatal || $0.mark == .critical }.map { "<\($0.type)>" }
        return types.isEmpty ? nil : types.joined()
    }

    fileprivate mutating func add(_ alert: GenericAlert, startingSession: Bool) {
        lastID += 1
        entries.append(Entry(id: lastID, alert: alert))
        wantsSession = wantsSession || startingSession
    }

    package mutating func remove(_ id: Int) {
        entries.removeAll { $0.id == id }
    }
}

extension Phone {
    package var outbox: Outbox {
        get { self[Outbox.self] }
        set { self[Outbox.self] = newValue }
    }

    /// Puts an alert into the outbox.
    /// - Parameter startingSession: whether the device reports by itself; else the alert waits for the next session.
    package mutating func report(_ alert: GenericAlert, startingSession: Bool = false) {
        outbox.add(alert, startingSession: startingSession)
    }
}

/// Alert 1226 (OMA-TS-DM_RepPro-V1_2_1, generic alert).
package struct GenericAlert: Codable, Equatable, Sendable {
    /// How much it matters; informational where nothing is said.
    package enum Mark: String, Codable, Equatable, Sendable {
        case fatal, critical, minor, warning, informational, harmless, indeterminate
    }

    /// The type exactly as Microsoft's pages write it.
    package var type: String
    package var format: String
    package var data: String
    /// The node that the alert is about.
    package var source: String?
    package var mark: Mark?

    package init(type: String, format: String, data: String, source: String? = nil, mark: Mark? = nil) {
        self.type = type
        self.format = format
        self.data = data
        self.source = source
        self.mark = mark
    }

    /// The account is about to go, by the user's or the server's wish (Microsoft, *Disconnecting from MDM*).
    package static let unenrollment = GenericAlert(
        type: "com.microsoft:mdm.unenrollment.userrequest", format: "int", data: "1")
}
