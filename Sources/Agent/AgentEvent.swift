package import SimulatedPhone

/// Something that happened, for logs, people who watch, and tests. Nothing in it is secret: neither PINs nor credentials.
package struct AgentEvent: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case sessionStarted, messageSent, messageReceived, redirected, tolerance, command, result, retrying,
            sessionEnded
        case enrollmentCall, enrolled, renewed, unenrolled
        case screenLocked, screenUnlocked, pinReplaced, wiped, executed
        case pollPlanned, pushReceived, note
    }

    /// Counted from 1 in one run of the agent.
    package var number = 0
    package var time: Instant
    package var kind: Kind
    package var session: String?
    package var message: String?
    /// The command's name, and its CmdID.
    package var command: String?
    package var commandID: String?
    /// The nodes that a command was for.
    package var uris: [String]?
    package var status: Int?
    /// A sentence or a value.
    package var text: String?
    /// Of a tolerance: its kind, one of a fixed set of names.
    package var label: String?
    /// Of a tolerance: where, as message, line and column.
    package var place: String?
    /// Of a tolerance: true where the server broke its protocol, so that a strict phone ends; nil for what is only
    /// unusual.
    package var isBreach: Bool?
    /// What is to be known of a command beside its status: that it has no effect, and why, or what was probably meant.
    package var notes: [String]?

    package init(_ kind: Kind, at time: Instant, text: String? = nil) {
        self.kind = kind
        self.time = time
        self.text = text
    }
}
