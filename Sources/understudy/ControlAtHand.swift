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
            // The file may be what a phone left behind that was killed; who holds the folder now may be somebody else.
            guard error.code == .inUse, file.holder == StateFolder.holder(of: folder) else { return nil }
            return ControlAtHand(file: file)
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
            throw error
        }
    }
}

extension PersonReply {
    /// What it comes to. People read it here.
    func result(_ output: OutputOptions) -> CommandResult {
        var result = CommandResult(isDone ? .done : .failed, isEnrolled: isEnrolled, body: self)
        if !isDone { result.error = message } else if !output.json { Console.print(message) }
        return result
    }
}
