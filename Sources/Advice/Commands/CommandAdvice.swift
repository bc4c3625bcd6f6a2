package import SimulatedPhone
import SyncML

/// What one command on a node would get on a phone as it is now, and why.
package struct CommandAdvice: Encodable, Equatable, Sendable {
    /// The element's name.
    package var command: String
    /// nil for the one command that gets none: what ends the account.
    package var status: Int?
    /// What the status is called.
    package var name: String
    /// By which rule: why it fails, or what it does.
    package var reason: String
    /// Where OMA describes the command.
    package var section: String
    /// The value that was tried; nil where the command has none.
    package var value: String?
    /// What there would be to know of the value.
    package var notes: [String]
    /// What the phone would do beside its answer.
    package var effects: [Effect]
    package var isSuccess: Bool
    /// What the command would get after an Add of the node; nil where that is the same, or not known.
    package var statusAfterAdd: Int?
    /// A whole message with the command, ready to be sent; nil where none is known that would work.
    package var example: String?
    /// What the command gets in the message, where it stands in company there and would fail alone.
    package var statusInExample: Int?
}

extension CommandAdvice {
    /// A message that would work, for who writes it otherwise.
    static func text(_ message: Message, _ style: MessageWriter.Style) -> String {
        String(decoding: MessageWriter(style: style).write(message), as: UTF8.self)
    }
}

extension AccessCommand.Verb {
    /// OMA-TS-DM_RepPro-V1_2_1, section 6.6.
    var section: String {
        let number =
            switch self {
            case .add: 1
            case .copy: 4
            case .delete: 5
            case .exec: 6
            case .get: 7
            case .replace: 11
            }
        return "RepPro 6.6.\(number)"
    }

    /// In the order in which people ask.
    static let told: [AccessCommand.Verb] = [.get, .add, .replace, .delete, .exec, .copy]
}
