import Agent
import ArgumentParser
import Foundation
import SimulatedPhone

/// A call that cannot be understood: told for people with what to do, and with `--json` as a document like any other end.
enum WrongCall {
    /// Ends the program as the error says.
    /// - Parameter arguments: those that the program was called with, without its name.
    static func end(_ error: any Error, arguments: [String]) -> Never {
        guard !(error is ExitCode), Understudy.exitCode(for: error) == .validationFailure else {
            Understudy.exit(withError: error)
        }
        if let sentence = unknownCommand(arguments) {
            Console.error("understudy: \(Console.visible(sentence))")
            finish(sentence, arguments)
        }
        let message = Understudy.message(for: error)
        let hint = hint(message).map { "\n\(Console.visible($0))" } ?? ""
        // What was given stands in the message; the lines behind it are the parser's.
        Console.error(
            Understudy.fullMessage(for: error).replacing(message, with: visible(message)) + hint)
        finish(message + (hint.isEmpty ? "" : "; \(hint.dropFirst())"), arguments)
    }

    /// The message with nothing in it that could steer a terminal; the values that may be given keep their lines.
    private static func visible(_ message: String) -> String {
        let item = "\n  - "
        return message.split(separator: item, omittingEmptySubsequences: false).map { Console.visible(String($0)) }
            .joined(separator: item)
    }

    /// Prints the document where one is wanted, and ends the program.
    private static func finish(_ message: String, _ arguments: [String]) -> Never {
        if wantsJSON(arguments) {
            var result = CommandResult(.wrongCall)
            result.error = message
            // Texts and numbers always are JSON.
            try? Console.json(result)
        }
        Understudy.exit(withError: Outcome.wrongCall.exitCode)
    }

    /// What to say of a word that stands where a command should; nil where there is none.
    private static func unknownCommand(_ arguments: [String]) -> String? {
        var known = commands(of: Understudy.configuration)
        // What stands for a command that is left out has arguments of its own.
        var hasDefault = false
        var group = ""
        for word in arguments.prefix(while: { $0 != "--" }) where !word.hasPrefix("-") {
            if known.isEmpty || word == "help" { return nil }
            guard let command = known.first(where: { $0.commandName == word }) else {
                if hasDefault { return nil }
                let names = known.compactMap { $0.commandName }
                let nearest = NearestName.of(word, among: names).map { "did you mean \(group)\($0)? " } ?? ""
                return "there is no command \(group)\(word); \(nearest)understudy \(group)--help lists them"
            }
            known = commands(of: command)
            hasDefault = command.defaultSubcommand != nil
            group += "\(word) "
        }
        return nil
    }

    private static func commands(of command: CommandConfiguration) -> [CommandConfiguration] {
        let types = command.subcommands + command.groupedSubcommands.flatMap { $0.subcommands }
        return types.map { $0.configuration }
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
