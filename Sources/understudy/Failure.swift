import ArgumentParser
import Foundation

/// What ends a command before it is done: an exit code for scripts and a sentence that says what to do.
struct Failure: Error, CustomStringConvertible {
    var code: ExitCode
    var message: String

    /// The call is wrong in a way that only its content shows (EX_USAGE).
    static func usage(_ message: String) -> Failure { Failure(code: ExitCode(64), message: message) }
    /// The input cannot be read (EX_DATAERR).
    static func data(_ message: String) -> Failure { Failure(code: ExitCode(65), message: message) }
    /// The state folder cannot be used (EX_CANTCREAT).
    static func state(_ message: String) -> Failure { Failure(code: ExitCode(73), message: message) }

    var description: String { message }

    /// Runs a command's work; a failure is told on standard error and becomes the exit code.
    static func reported(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let failure as Failure {
            Console.error("understudy: \(Console.visible(failure.message))")
            throw failure.code
        }
    }

    /// The same for work that waits.
    static func reported(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let failure as Failure {
            Console.error("understudy: \(Console.visible(failure.message))")
            throw failure.code
        }
    }
}
