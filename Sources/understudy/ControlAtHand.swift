import Agent
import ArgumentParser
import Store
import Transport

/// The phone of a state folder that `run` holds, through its control API.
struct ControlAtHand {
    private let file: ControlFile

    /// The control API of the phone that the options name; nil where nobody holds that phone.
    static func find(_ options: PhoneOptions) -> ControlAtHand? {
        let folder = options.state ?? PhoneAtHand.personalFolder
        guard let file = ControlFile.read(from: folder) else { return nil }
        do {
            // A file that a process left behind when it was killed says nothing; the lock of the folder does.
            _ = try StateFolder(folder)
            return nil
        } catch {
            return error.code == .inUse ? ControlAtHand(file: file) : nil
        }
    }

    /// Asks the control API; what it cannot do is a failure with its sentence.
    func ask<Reply: Sendable>(
        _ question: (ControlClient) async throws -> Reply
    ) async throws -> Reply {
        // A session may take as long as its server does.
        let exchange = try HTTPExchange(
            TransportConfiguration(allowsInsecureHTTP: true, responseTimeout: .seconds(600)))
        do {
            let reply = try await question(ControlClient(file, over: exchange))
            await exchange.shutdown()
            return reply
        } catch {
            await exchange.shutdown()
            guard let error = error as? ControlError else { throw error }
            throw Failure(code: ExitCode(error.code == .notKept ? 73 : 1), message: error.message)
        }
    }

    func sync(_ output: OutputOptions) async throws {
        let reply = try await ask { try await $0.sync() }
        if output.json {
            try Console.json(reply)
        } else {
            for line in reply.events.compactMap(EventText.line) { Console.print(line) }
        }
        guard reply.isSuccess else { throw ExitCode(1) }
    }
}

extension PersonReply {
    /// Tells what came of it.
    /// - Throws: the exit code 1 where it was not done.
    func tell(_ output: OutputOptions) throws {
        if output.json {
            try Console.json(self)
        } else if isDone {
            Console.print(message)
        } else {
            Console.error("understudy: \(message)")
        }
        guard isDone else { throw ExitCode(1) }
    }
}
