import Foundation
import Synchronization
import TestSupport

/// The built program, started as people start it, and killed where they would not.
struct Program {
    /// How a run ended: by itself with an exit code, or killed.
    enum End: Equatable {
        case code(Int32)
        case killed
    }

    private let executable: URL
    /// Where it runs, and where what it says is kept.
    let folder: String

    init(folder: String) throws {
        self.folder = folder
        executable = try BuiltProgram.find()
    }

    /// Runs the program and waits for its end.
    /// - Parameters:
    ///   - delay: after this time it is killed, if it has not ended by then.
    ///   - moment: it is killed when this returns, if it has not ended by then.
    ///   - work: it is told to stop (SIGTERM) when this returns.
    ///   - environment: what is there beside the little that each run has.
    ///   - input: what it reads from standard input; there is none if nil.
    ///   - runner: a program that runs it, with its arguments.
    func run(
        _ arguments: [String], environment: [String: String] = [:], input: String? = nil, through runner: [String] = [],
        killedAfter delay: Duration? = nil,
        killedAt moment: (@Sendable () async -> Void)? = nil, stoppedAt work: (@Sendable () async -> Void)? = nil
    ) async throws -> End {
        let process = try process(arguments, killedAfter: delay)
        if let first = runner.first, let program = process.executableURL {
            process.arguments = runner.dropFirst() + [program.path()] + (process.arguments ?? [])
            process.executableURL = URL(filePath: first)
        }
        process.environment?.merge(environment) { _, given in given }
        if let input {
            try input.write(toFile: "\(folder)/input", atomically: true, encoding: .utf8)
            process.standardInput = FileHandle(forReadingAtPath: "\(folder)/input")
        }
        let life = Life()
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in
            life.hasEnded.withLock { $0 = true }
            end.finish()
        }
        try process.run()
        // The process has files of its own now; Foundation keeps ours, and stumbles where there are many.
        for file in [process.standardOutput, process.standardError] { try? (file as? FileHandle)?.close() }
        let number = process.processIdentifier
        await withTaskGroup(of: Void.self) { tasks in
            for (wait, signal) in [(moment, SIGKILL), (work, SIGTERM)] {
                guard let wait else { continue }
                tasks.addTask {
                    await wait()
                    // Under the lock it is still the same process that has the number.
                    life.hasEnded.withLock { if !$0 { kill(number, signal) } }
                }
            }
            for await _ in ends {}
            tasks.cancelAll()
        }
        // The code that `timeout` tells of a program that was killed is 128 and the number of the signal.
        let wasKilled = process.terminationReason == .uncaughtSignal || process.terminationStatus == 128 + SIGKILL
        return wasKilled ? .killed : .code(process.terminationStatus)
    }

    /// Runs the program, does some work as soon as it has said something, and then tells it to stop.
    /// - Parameter work: is told what the program has said as its result by then.
    func run<Value: Sendable>(
        _ arguments: [String], during work: @escaping @Sendable (_ said: String) async throws -> Value
    ) async throws -> (value: Value, end: End) {
        let done = Done<Value>()
        let end = try await run(
            arguments,
            stoppedAt: {
                while !output.contains("\n"), !Task.isCancelled { await Task.yield() }
                guard !Task.isCancelled else { return }
                do {
                    let value = try await work(output)
                    done.result.withLock { $0 = .success(value) }
                } catch {
                    done.result.withLock { $0 = .failure(error) }
                }
            })
        guard let result = done.result.withLock({ $0 }) else { throw EndedEarly(errors: errors) }
        return (try result.get(), end)
    }

    /// The program had ended before the work was begun.
    struct EndedEarly: Error {
        var errors: String
    }

    private final class Done<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    /// Whether a process has ended.
    private final class Life: Sendable {
        let hasEnded = Mutex(false)
    }

    private func process(_ arguments: [String], killedAfter delay: Duration?) throws -> Process {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let names = ["output", "errors"].map { "\(folder)/\($0)" }
        for name in names { try Data().write(to: URL(filePath: name)) }
        let process = Process()
        if let delay {
            // Another program kills it: tasks come late where other tests keep all threads busy.
            process.executableURL = URL(filePath: "/usr/bin/env")
            let seconds = delay / .seconds(1)
            process.arguments =
                ["timeout", "--foreground", "--preserve-status", "--signal=KILL", "\(seconds)", executable.path()]
                + arguments
        } else {
            process.executableURL = executable
            process.arguments = arguments
        }
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProgramEnvironment.make(home: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: names[0])
        process.standardError = FileHandle(forWritingAtPath: names[1])
        return process
    }

    /// What the last run printed as its result.
    var output: String { (try? String(contentsOfFile: "\(folder)/output", encoding: .utf8)) ?? "" }

    /// What the last run said on standard error.
    var errors: String { (try? String(contentsOfFile: "\(folder)/errors", encoding: .utf8)) ?? "" }
}
