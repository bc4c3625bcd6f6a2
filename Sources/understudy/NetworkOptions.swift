import Agent
public import ArgumentParser
import Captures
public import Logging
import Wire

/// The options of commands in which a phone talks to a server.
struct NetworkOptions: ParsableArguments {
    @OptionGroup var reach: ReachOptions

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Hash nonces as the text they come as, for servers that do so; kept with the account."))
    var undecodedNonce: Bool?

    @Option(
        help: ArgumentHelp(
            "How often a lost connection is tried again; what the account says if not given.", valueName: "number"))
    var retries: Int?

    @Flag(help: "End with exit code 76 where the server breaks the protocol in a way that phones bear.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "Keep every message in this folder, unchanged and with its headers; it then holds secrets.",
            discussion: "Beside them stands what `replay` needs to have the same answers again: the phone among it.",
            valueName: "folder"))
    var record: String?

    @Option(help: "What is logged on standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .warning

    func validate() throws {
        if let retries, retries < 0 { throw ValidationError("--retries \(retries): give 0 or more") }
    }

    /// Keeps with the phone what has to be said once only.
    func keep(with agent: DeviceAgent) async throws {
        try await agent.adopt(authorities: try reach.authorities(), usesNonceUndecoded: undecodedNonce)
    }

    /// Who writes a recording; nil where none is wanted.
    /// - Parameter run: what is to be known of it.
    func recorder(_ run: RecordingDescription.Run) throws -> Recorder? {
        guard let record else { return nil }
        do {
            let recorder = try Recorder(record, run)
            if let note = recorder.note { Console.error("understudy: \(note)") }
            return recorder
        } catch {
            throw Failure.usage("--record \(record): \(error.message)")
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
