import Agent
import ArgumentParser
import Foundation

/// A call that cannot be understood: told for people with what to do, and with `--json` as a document like any other end.
enum WrongCall {
    /// Ends the program as the error says.
    /// - Parameter arguments: those that the program was called with, without its name.
    static func end(_ error: any Error, arguments: [String]) -> Never {
        guard !(error is ExitCode), Understudy.exitCode(for: error) == .validationFailure else {
            Understudy.exit(withError: error)
        }
        let message = Understudy.message(for: error)
        let hint = hint(message).map { "\n\(Console.visible($0))" } ?? ""
        // What was given stands in the message; the lines behind it are the parser's.
        Console.error(
            Understudy.fullMessage(for: error).replacing(message, with: Console.visible(message)) + hint)
        if wantsJSON(arguments) {
            var result = CommandResult(.wrongCall)
            result.error = message + (hint.isEmpty ? "" : "; \(hint.dropFirst())")
            // Texts and numbers always are JSON.
            try? Console.json(result)
        }
        Understudy.exit(withError: Outcome.wrongCall.exitCode)
    }

    /// Whether a result is wanted as JSON, as far as that can be told where the call is wrong.
    private static func wantsJSON(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains("--json")
    }

    /// What to do about a value that was taken for an option.
    private static func hint(_ message: String) -> String? {
        if let match = message.firstMatch(of: #/Unknown option '(-[^-'][^']*)'/#) {
            return "A value that begins with - comes after --, behind all options: … -- \(match.1)"
        }
        if let match = message.firstMatch(of: #/Missing value for '(--[^ ']+)/#) {
            return "A value that begins with - is joined to its option: \(match.1)=-…"
        }
        return nil
    }
}
