import Foundation
import Lab
import LabSupport
import Logging
import TestSupport
import Testing
import SyncML

/// Every secret there is, searched in all that all commands say at every log level.
@Suite("Secrets in output and logs", .serialized, .timeLimit(.minutes(30)))
struct SecretSearchTests {
    private static let password = "Tr0ub4dor-pass"
    private static let pin = "27182818"
    private static let wrongPIN = "31415926"

    @Test("No secret is told but where it was asked for", arguments: Logger.Level.allCases)
    func search(_ level: Logger.Level) async throws {
        var configuration = LabConfiguration(users: [Phones.user: Self.password])
        configuration.management.clientScheme = .md5
        configuration.management.authenticatesItself = true
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await LabServer.withServer(configuration, authority: try Conversation.authority.get(), logger: quiet) {
            lab in
            try await TemporaryFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try lab.authority.pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
                try await Self.story(lab, try Program(folder: folder), level)
            }
        }
    }

    private static func story(_ lab: RunningLab, _ program: Program, _ level: Logger.Level) async throws {
        let network = ["--ca-file", "\(program.folder)/ca.pem", "--log-level", level.rawValue]
        var search = SecretSearch(password, pin, wrongPIN)
        var known: Set<String> = []
        for json in [[], ["--json"]] as [[String]] {
            let folder = "\(program.folder)/phone\(json.count)"
            let state = ["--state", folder]
            // Four digits stand among others by chance, so the phones are always the same ones.
            let shown = try await program.finish(
                ["status", "--show-pin", "--json", "--seed", "\(4711 + json.count)"] + state)
            search.keep(try #require(try shown.document()["pin"] as? String))
            try await search.call(
                program,
                ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", password] + network + state + json)
            let id = try #require(await lab.management.devices.map(\.id).first { !known.contains($0) })
            known.insert(id)
            try await lab.management.queue(.enablePINRecovery(tenant: Phones.tenant), for: id)
            try await lab.management.queue(.recoverPIN, for: id)
            try await search.call(program, ["sync"] + network + state + json)
            let passcode = try #require(try await lab.management.device(id).passcode)
            search.keep(passcode)
            try await search.call(program, ["status"] + state + json)
            try await search.call(program, ["unlock", "--pin", wrongPIN] + state + json)
            try await search.call(program, ["unlock", "--pin", passcode] + state + json)
            try await search.call(program, ["set-pin", "--pin", pin] + state + json)
            try await search.call(program, ["renew"] + network + state + json)
            try await search.call(program, ["tree"] + state + json)
            search.keep(try await SecretSearch.kept(in: folder))
            let (output, token) = try await running(program, folder, network + state + json)
            search.hear(["run"], output)
            search.keep(token)
            try await search.call(program, ["wipe"] + state + json)
        }
        #expect(search.count >= 8)
        search.expectSilence(at: level.rawValue)
    }

    /// Runs the phone until its control API is there, uses it, and stops it.
    /// - Returns: all that it said, and the token of its control API.
    private static func running(
        _ program: Program, _ folder: String, _ options: [String]
    ) async throws -> (String, token: String) {
        let file = "\(folder)/control.token"
        let person = try Program(folder: "\(program.folder)/person")
        let token = Token()
        let end = try await program.run(
            ["run"] + options,
            stoppedAt: {
                while !FileManager.default.fileExists(atPath: file), !Task.isCancelled { await Task.yield() }
                await token.read(file)
                _ = try? await person.finish(["unlock", "--pin", wrongPIN, "--state", folder])
                _ = try? await person.finish(["sync", "--state", folder])
            })
        #expect(end == .code(0))
        return (program.output + program.errors, try #require(await token.text))
    }

    private actor Token {
        private(set) var text: String?

        func read(_ file: String) {
            text = (try? String(contentsOfFile: file, encoding: .utf8))?.filter { !$0.isNewline }
        }
    }
}
