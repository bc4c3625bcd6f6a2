package import SyncML

/// What the server says to one message of a phone.
package struct LabReply: Equatable, Sendable {
    package var message: Message
    /// Mark-up to stand before the end of the body, as it is.
    package var raw: [String] = []
    /// Whether an answer of no bytes ends the session instead.
    package var isEmpty: Bool = false

    /// The Statuses of the message.
    package var statuses: [Status] {
        message.commands.compactMap { if case .status(let status) = $0 { status } else { nil } }
    }

    /// All of the message that is not a Status.
    package var requests: [Command] {
        message.commands.filter { if case .status = $0 { false } else { true } }
    }
}
