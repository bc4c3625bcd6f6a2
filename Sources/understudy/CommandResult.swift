import Agent
import ArgumentParser
import Enrollment
import Foundation

/// How a command ended: its exit code, its last word on standard error and, with `--json`, its one document.
struct CommandResult: Sendable {
    var outcome = Outcome.done
    /// What went wrong and what to do.
    var error: String?
    /// Whether people have read what went wrong already, line by line.
    var isTold = false
    /// What Windows shows of the failure.
    var hresult: String?
    /// Whether the phone has an account with a server now; nil where the command has no phone.
    var isEnrolled: Bool?
    /// The command's own part of the document: an object, whose members stand beside those that every document has.
    var body: (any Encodable & Sendable)?

    init(_ outcome: Outcome = .done, isEnrolled: Bool? = nil, body: (any Encodable & Sendable)? = nil) {
        self.outcome = outcome
        self.isEnrolled = isEnrolled
        self.body = body
    }

    /// What an error comes to: the one place that says so.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure.result
        case let error as AgentError:
            self.init(error.outcome)
            hresult = error.hresult.map(WindowsNumber.text)
            self.error = error.message
        case let error as ControlError:
            self.init(error.outcome)
            hresult = error.hresult
            self.error = error.message
        default:
            self.init(.failed)
            self.error = "\(error)"
        }
    }
}

extension Outcome {
    /// The exit code that says the same: those of sysexits.h, and 1.
    var exitCode: ExitCode {
        switch self {
        case .done: ExitCode(0)
        case .failed: ExitCode(1)
        case .wrongCall: ExitCode(64)
        case .unreadableInput: ExitCode(65)
        case .noAnswer: ExitCode(69)
        case .unusableState: ExitCode(73)
        case .unwritableOutput: ExitCode(74)
        case .protocolBroken: ExitCode(76)
        case .refused: ExitCode(77)
        }
    }
}

extension CommandResult: Encodable {
    private enum CodingKeys: String, CodingKey {
        case outcome, exitCode, error, hresult, isEnrolled
    }

    /// The four words are there in every document, null where there is nothing to say.
    func encode(to encoder: any Encoder) throws {
        try body?.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(outcome.exitCode.rawValue, forKey: .exitCode)
        try container.encode(error, forKey: .error)
        try container.encode(hresult, forKey: .hresult)
        try container.encode(isEnrolled, forKey: .isEnrolled)
    }
}

extension OutputOptions {
    /// Runs a command's work. Whatever comes of it is told once, and becomes the exit code.
    /// - Parameter asLine: whether the document is the last line of a stream of JSON.
    func reporting(asLine: Bool = false, _ work: () async throws -> CommandResult) async throws {
        let result: CommandResult
        do {
            result = try await work()
        } catch {
            result = CommandResult(error)
        }
        if let error = result.error, !result.isTold { Console.error("understudy: \(Console.visible(error))") }
        if json { if asLine { Console.jsonLine(result) } else { try Console.json(result) } }
        guard result.outcome == .done else { throw result.outcome.exitCode }
    }
}
