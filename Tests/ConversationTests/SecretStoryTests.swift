import Certificates
import Foundation
import Lab
import Logging
import Notation
import ServerScripts
import SimulatedPhone
import Store
import TestSupport
import Testing

/// Every command, at every level that it logs at, with a server that writes secrets, behind a proxy with a password.
@Suite("Secrets in every command", .serialized, .timeLimit(.minutes(30)))
struct SecretStoryTests {
    /// A command of the program and the names of its options, as it tells of itself.
    private struct Described: Decodable {
        struct Option: Decodable {
            var valueName: String?
        }

        var commandName: String
        var arguments: [Option]?
        var subcommands: [Described]?

        /// The commands that do something, by their names, with whether they log.
        func leaves(below parent: String = "") -> [String: Bool] {
            let name = parent.isEmpty ? commandName : "\(parent) \(commandName)"
            guard let subcommands, !subcommands.isEmpty else {
                return [name: (arguments ?? []).contains { $0.valueName == "log-level" }]
            }
            return subcommands.reduce(into: [:]) { $0.merge($1.leaves(below: name)) { $1 } }
        }
    }

    private struct Description: Decodable {
        var command: Described
    }

    /// All commands, and whether each logs.
    private static func commands(_ program: Program) async throws -> [String: Bool] {
        let dump = try await program.finish(["--experimental-dump-help"]).output
        let all = try JSONDecoder().decode(Description.self, from: Data(dump.utf8)).command.subcommands ?? []
        return all.filter { $0.commandName != "help" }.reduce(into: [:]) { $0.merge($1.leaves()) { $1 } }
    }

    @Test("The story has every command")
    func complete() async throws {
        try await TemporaryFolder.with { folder in
            let commands = try await Self.commands(try Program(folder: folder))
            let told = Set((SecretCall.whole + [SecretCall.failure, SecretCall.end]).map(\.command))
            // What the demo shows is the passcode of a phone of its own.
            #expect(told.union(["run", "lab serve", "demo"]) == Set(commands.keys))
            #expect(commands["sync"] == true && commands["lab serve"] == true && commands["get"] == false)
        }
    }

    @Test("No command tells a secret but where it was asked for", arguments: Logger.Level.allCases)
    func search(_ level: Logger.Level) async throws {
        let json = [.trace, .info, .warning, .critical].contains(level) ? [] : ["--json"]
        try await Tunnel.with { tunnel, port in
            try await TemporaryFolder.with { folder in
                let server = try Program(folder: "\(folder)/server")
                let serve =
                    [
                        "lab", "serve", "--port", "0", "--folder", "\(folder)/lab", "--md5", "--user",
                        "\(Phones.user):\(SecretCall.password)", "--scep-challenge", SecretCall.scepChallenge,
                        "--log-level", level.rawValue,
                    ] + json
                var (story, end) = try await server.run(serve) { said in
                    let lab = try #require(said.firstMatch(of: #/https://127\.0\.0\.1:\d+/#)).output
                    var story = try await Story(folder, lab: String(lab), proxy: port, level, json)
                    try await story.tell()
                    return story
                }
                #expect(end == .code(0))
                story.search.hear(serve, server.output + server.errors)
                #expect(story.search.count > 20)
                story.search.expectSilence(at: level.rawValue)
                #expect(!tunnel.targets.isEmpty)
            }
        }
    }

    /// The calls, one after the other.
    private struct Story: Sendable {
        let program: Program
        let folder: String
        let lab: String
        let network: [String]
        let level: Logger.Level
        let json: [String]
        let commands: [String: Bool]
        var search = SecretSearch(
            SecretCall.password, SecretCall.pin, SecretCall.wrongPIN, SecretCall.proxyPassword,
            SecretCall.scepChallenge, SecretCall.writtenChallenge, SecretCall.pfxPassword, SecretCall.wrongPFXPassword,
            SecretCall.documentSecret)

        init(_ folder: String, lab: String, proxy: Int, _ level: Logger.Level, _ json: [String]) async throws {
            program = try Program(folder: "\(folder)/person")
            self.folder = folder
            self.lab = lab
            self.level = level
            self.json = json
            network = [
                "--ca-file", "\(folder)/lab/lab-ca.pem", "--proxy",
                "http://adele:\(SecretCall.proxyPassword)@127.0.0.1:\(proxy)", "--log-level", level.rawValue,
                "--retries", "0",
            ]
            commands = try await SecretStoryTests.commands(program)
            search.keep(Base64.encode(Array("adele:\(SecretCall.proxyPassword)".utf8)))
            search.keep(String(Self.pfx.prefix(64)))
            // A certificate has a part of its key, and tells it.
            let certificates =
                try ["lab-ca.pem"].map { try String(contentsOfFile: "\(folder)/lab/\($0)", encoding: .utf8) }
                + [DocumentIdentity.authority]
            let keys =
                try String(contentsOfFile: "\(folder)/lab/lab-ca.key.pem", encoding: .utf8)
                + DocumentIdentity.authorityKey
            search.keep(
                keys.split(separator: "\n").map(String.init).filter { line in
                    line.count > 32 && !line.hasPrefix("-----")
                        && !certificates.contains { $0.filter { !$0.isNewline }.contains(line) }
                })
            search.keep(try String(contentsOfFile: "\(folder)/lab/lab-token", encoding: .utf8).filter { !$0.isNewline })
            try write()
        }

        private static let pfx = DocumentIdentity.pfx.filter { !$0.isWhitespace }

        /// The files that the calls name.
        private func write() throws {
            let pfx = try #require(Base64.decode(DocumentIdentity.pfx))
            try Data(pfx).write(to: URL(filePath: "\(program.folder)/phone.pfx"))
            let texts = [
                "pfx.txt": SecretCall.pfxPassword, "wrong.txt": SecretCall.wrongPFXPassword,
                "password.txt": SecretCall.password, "write.xml": SecretPayload.text(reading: false, lab, Self.pfx),
                "queue.xml": SecretPayload.text(reading: true, lab, Self.pfx),
                "document.xml": SecretPayload.document(lab),
            ]
            for (name, text) in texts {
                try text.write(toFile: "\(program.folder)/\(name)", atomically: true, encoding: .utf8)
            }
        }

        mutating func tell() async throws {
            for call in SecretCall.whole { try await make(call) }
            try await run()
            try await spoilCredential()
            try await make(SecretCall.failure)
            try await make(SecretCall.end)
        }

        private mutating func make(_ call: SecretCall) async throws {
            // What does not log says the same at every level.
            guard let logs = commands[call.command] else { throw Unknown(command: call.command) }
            guard logs || level == .trace || level == .debug || call.isNeeded else { return }
            let arguments = call.arguments.map {
                $0.replacing("{discovery}", with: lab + LabEnrollment.Path.discovery)
            }
            var options = call.phone.map { ["--state", "\(folder)/\($0)"] } ?? []
            if call.command.hasPrefix("lab ") { options += ["--url", lab, "--folder", "\(folder)/lab"] }
            if logs {
                let own = arguments.contains("--proxy")
                options += own ? network.filter { $0 != "--proxy" && !$0.hasPrefix("http://adele:") } : network
            }
            if call.takesJSON { options += json }
            let command = call.command.split(separator: " ").map(String.init)
            let ended = try await program.finish(command + options + arguments)
            #expect(call.code.map { $0 == ended.code } ?? (ended.code != 64), "\(call): \(ended.code) \(ended.errors)")
            try await learn(call.phone)
            let said = ended.output + ended.errors + "."
            try await hear(call, said)
        }

        private mutating func hear(_ call: SecretCall, _ said: String) async throws {
            let name = [call.command, call.arguments.joined(separator: " ")]
            switch call.asked {
            case .nothing: search.hear(name, said)
            case .secrets(let secrets): search.hear(name, said, asked: Set(secrets))
            case .messages: search.hear(name, "It has said what was asked for.")
            case .pin: search.hear(name, said, asked: [try await pin("phone")])
            case .nonce:
                let nonce = try #require(said.firstMatch(of: #/nonce \\?"([^"\\]+)/#)).output.1
                search.keep(String(nonce))
                search.hear(name, said, asked: [String(nonce)])
            }
        }

        /// Learns the secrets that a phone has by now.
        private mutating func learn(_ phone: String?) async throws {
            guard let phone, FileManager.default.fileExists(atPath: "\(folder)/\(phone)") else { return }
            search.keep(try await SecretSearch.kept(in: "\(folder)/\(phone)"))
            let pin = try await pin(phone)
            if pin.count == SecretCall.pin.count { search.keep(pin) }
        }

        private func pin(_ phone: String) async throws -> String {
            let status = try await program.finish(["status", "--show-pin", "--json", "--state", "\(folder)/\(phone)"])
            return try status.document()["pin"] as? String ?? SecretCall.pin
        }

        /// Runs the phone for as long as a session lasts that a person asks for.
        private mutating func run() async throws {
            let arguments = ["run", "--state", "\(folder)/phone"] + network + json
            let file = "\(folder)/phone/control.token"
            let other = try Program(folder: "\(folder)/other")
            let (folder, token) = (folder, Learned())
            let end = try await program.run(
                arguments,
                stoppedAt: {
                    while !FileManager.default.fileExists(atPath: file), !Task.isCancelled { await Task.yield() }
                    await token.read(file)
                    _ = try? await other.finish(["sync", "--state", "\(folder)/phone"])
                })
            #expect(end == .code(0))
            search.hear(["run"], program.output + program.errors)
            search.keep(try #require(await token.text))
            try await learn("phone")
        }

        /// The phone's secret is another one from now on.
        private func spoilCredential() async throws {
            let store = try PhoneStore(StateFolder("\(folder)/phone"))
            var phone = try #require(try await store.load(try Blueprint(profile: .lumia950)))
            phone.enrolled?.account.clientCredential?.secret = "somebody-elses"
            try await store.save(phone)
        }

        private struct Unknown: Error {
            var command: String
        }
    }

    /// A token that was read while the phone ran.
    private actor Learned {
        private(set) var text: String?

        func read(_ file: String) {
            text = (try? String(contentsOfFile: file, encoding: .utf8))?.filter { !$0.isNewline }
        }
    }
}
