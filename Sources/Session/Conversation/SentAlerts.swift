import SimulatedPhone
import SyncML

/// Which alerts of the phone's outbox package 1 has carried, so that a Status of the server can acknowledge them.
struct SentAlerts: Sendable {
    private var messageID = ""
    /// The entries of the outbox by the alerts' CmdIDs.
    private var entries: [String: Int] = [:]

    init() {}

    /// - Parameter commands: those of package 1, numbered; the alerts of the outbox come before any other generic alert.
    init(_ commands: [Command], in messageID: String, of outbox: Outbox) {
        self.messageID = messageID
        let alerts = commands.compactMap { command -> String? in
            guard case .alert(let alert) = command, alert.code == .genericAlert else { return nil }
            return alert.id
        }
        for (id, entry) in zip(alerts, outbox.entries) { entries[id] = entry.id }
    }

    /// The entry that a status acknowledges.
    ///
    /// Inferred: any code does but 401 and 407, which ask for a credential and make the phone send package 1 again
    /// (OMA-TS-DM_RepPro-V1_2_1, generic alert: a client need not look at it).
    func acknowledged(by status: Status) -> Int? {
        guard status.command == "Alert", status.messageRef == messageID, status.code != .invalidCredentials,
            status.code != .missingCredentials
        else { return nil }
        return entries[status.commandRef]
    }
}
