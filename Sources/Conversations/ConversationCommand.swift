import SyncML

/// One thing that a message asks or says: a command on a node, an alert, a status, a result.
package struct ConversationCommand: Codable, Equatable, Sendable {
    /// The element's name.
    package var name: String
    /// CmdID.
    package var id: String?
    /// How many containers it stands in.
    package var depth: Int
    package var address: String?
    package var value: String?
    /// The format of the value.
    package var format: String?
    /// What a status or a result answers, or an alert's number and type.
    package var about: String?
    package var status: Int?
    /// What the status is called.
    package var statusName: String?
    /// Why the phone gave the status.
    package var reason: String?
    /// What such a status means of such a command at such a node, in sentences, where why the phone gave it is not known: a
    /// server sees the status alone.
    package var meaning: [String]?
    /// What there is to know of it beside the status.
    package var notes: [String]

    init(name: String, id: String? = nil, depth: Int = 0) {
        self.name = name
        self.id = id
        self.depth = depth
        notes = []
    }

    mutating func set(_ code: StatusCode?) {
        status = code.map { Int($0.rawValue) }
        statusName = code?.name
    }

    /// What the phone said to it.
    mutating func explain(_ verdict: MessageVerdicts.Verdict?) {
        guard let verdict else { return }
        set(verdict.code)
        reason = verdict.reason
        notes = verdict.notes
    }
}
