import Foundation
import Lab
import Logging
import SimulatedPhone
import Store
import Testing
import XML

/// Every secret there is, searched in all that all commands say at every log level.
@Suite("Secrets in output and logs", .timeLimit(.minutes(10)))
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
        var secrets: Set<String> = [password, pin, wrongPIN]
        var known: Set<String> = []
        var said: [(call: String, text: String)] = []
        func call(_ arguments: [String]) async throws {
            let ended = try await program.finish(arguments)
            said.append((arguments.prefix(2).joined(separator: " "), ended.output + ended.errors))
        }
        for json in [[], ["--json"]] as [[String]] {
            let folder = "\(program.folder)/phone\(json.count)"
            let state = ["--state", folder]
            let shown = try await program.finish(["status", "--show-pin", "--json"] + state)
            secrets.insert(try #require(try shown.document()["pin"] as? String))
            try await call(
                ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", password] + network + state + json)
            let id = try #require(await lab.management.devices.map(\.id).first { !known.contains($0) })
            known.insert(id)
            try await lab.management.queue(.enablePINRecovery(tenant: Phones.tenant), for: id)
            try await lab.management.queue(.recoverPIN, for: id)
            try await call(["sync"] + network + state + json)
            let passcode = try #require(try await lab.management.device(id).passcode)
            secrets.insert(passcode)
            try await call(["status"] + state + json)
            try await call(["unlock", "--pin", wrongPIN] + state + json)
            try await call(
                ["unlock", "--pin", try #require(try await lab.management.device(id).passcode)] + state + json)
            try await call(["set-pin", "--pin", pin] + state + json)
            try await call(["renew"] + network + state + json)
            try await call(["tree"] + state + json)
            secrets.formUnion(try await keptSecrets(in: folder))
            let (output, token) = try await running(program, folder, network + state + json)
            said.append(("run", output))
            secrets.insert(token)
            try await call(["wipe"] + state + json)
        }
        #expect(secrets.count >= 8)
        for (call, text) in said {
            #expect(!text.isEmpty, "\(call) says nothing")
            for secret in secrets {
                #expect(!Self.tells(text, secret), "\(call) at \(level) tells \(secret)")
            }
        }
    }

    /// Whether a text tells a secret. Four digits stand in longer numbers by chance, so short secrets count as words only.
    private static func tells(_ text: String, _ secret: String) -> Bool {
        guard secret.count < 8 else { return text.contains(secret) }
        return text.split { !$0.isLetter && !$0.isNumber }.contains { $0 == secret }
    }

    /// What the state of a phone holds that nobody may read: its key in both forms, what it shows its server, nonces.
    private static func keptSecrets(in folder: String) async throws -> [String] {
        let store = try PhoneStore(StateFolder(folder))
        guard let phone = try await store.load(try Blueprint(profile: .lumia950)), let enrolled = phone.enrolled else {
            return []
        }
        let key = phone.certificates.enrollmentIdentity?.privateKey ?? []
        let credentials = [enrolled.account.clientCredential, enrolled.account.serverCredential].compactMap { $0 }
        let texts = credentials.flatMap { [$0.secret, $0.nonce] } + [String(Base64.encode(key).prefix(64))]
        return texts.filter { $0.utf8.count >= 4 }
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
