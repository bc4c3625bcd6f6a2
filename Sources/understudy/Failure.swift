import Agent

/// What ends a command before it is done: what it comes to, and a sentence that says what to do.
struct Failure: Error, CustomStringConvertible {
    var outcome: Outcome
    var message: String

    /// The call is wrong in a way that only its content shows.
    static func usage(_ message: String) -> Failure { Failure(outcome: .wrongCall, message: message) }
    /// The input cannot be read.
    static func data(_ message: String) -> Failure { Failure(outcome: .unreadableInput, message: message) }
    /// The state folder cannot be used.
    static func state(_ message: String) -> Failure { Failure(outcome: .unusableState, message: message) }

    var description: String { message }

    /// The same as the end of a command.
    var result: CommandResult {
        var result = CommandResult(outcome)
        result.error = message
        return result
    }
}
