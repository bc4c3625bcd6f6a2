package import Notation
import SyncML

/// Something that happened, for logs, people who watch, and tests. Nothing in it is secret: neither PINs nor credentials.
package struct AgentEvent: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case sessionStarted, messageSent, messageReceived, redirected, tolerance, command, result, answerRule, retrying,
            sessionEnded
        case enrollmentCall, enrolled, renewed, unenrolled
        case screenLocked, screenUnlocked, pinReplaced, wiped, executed
        case noticed, jobPlanned, jobBegun, jobErrand, jobEnded
        case pollPlanned, pushReceived, note
    }

    /// Counted from 1 in one run of the agent.
    package var number = 0
    /// ISO 8601 in JSON.
    @TimeText package var time: Instant
    package var kind: Kind
    package var session: String?
    package var message: String?
    /// The command's name, and its CmdID.
    package var command: String?
    package var commandID: String?
    /// The nodes that a command was for.
    package var uris: [String]?
    package var status: Int? {
        didSet { statusName = status.flatMap { UInt16(exactly: $0) }.map { StatusCode(rawValue: $0).name } }
    }
    /// What the status is called.
    package private(set) var statusName: String?
    /// A sentence or a value.
    package var text: String?
    /// Of a tolerance: its kind, one of a fixed set of names. Of a job and of what is noticed: the CSP.
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

/// A time that JSON has as ISO 8601 text with its zone.
@propertyWrapper
package struct TimeText: Codable, Equatable, Sendable {
    package var wrappedValue: Instant

    package init(wrappedValue: Instant) {
        self.wrappedValue = wrappedValue
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Instant(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time as 2017-04-25T00:00:00Z")
        }
        wrappedValue = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.text)
    }
}
