import Enrollment
import Foundation
import Lab
import Logging
import TestSupport
import Testing
import SyncML

/// The same search where a phone enrols by a token, in commands on nodes, and in those of the lab.
@Suite("Secrets of tokens, nodes and the lab", .serialized, .timeLimit(.minutes(30)))
struct OtherSecretTests {
    private static let password = "Tr0ub4dor-pass"
    private static let pin = "27182818"

    /// How a token is handed over; without any the lab's page signs in by itself.
    private static let ways: [(options: [String], environment: [String: String])] = [
        (["--token", Credentials.token], [:]), (["--token-file", "token.jwt"], [:]),
        ([], ["UNDERSTUDY_TOKEN": Credentials.token]), ([], [:]),
    ]

    @Test("A user's token is not told, however it came", arguments: Logger.Level.allCases)
    func tokens(_ level: Logger.Level) async throws {
        let configuration = LabConfiguration(authentication: .federated)
        try await Program.withLab(configuration) { lab, program in
            try Credentials.token.write(toFile: "\(program.folder)/token.jwt", atomically: true, encoding: .utf8)
            var search = SecretSearch(Credentials.token)
            let network = ["--ca-file", "ca.pem", "--log-level", level.rawValue]
            for (number, way) in Self.ways.enumerated() {
                let state = ["--state", "\(program.folder)/phone\(number)", "--seed", "\(number)"]
                // A phone of a person's own may sign in on a page.
                let device = way.options.isEmpty && way.environment.isEmpty ? ["--device", "lumia-950-not-joined"] : []
                let json = number.isMultiple(of: 2) ? ["--json"] : []
                let record = "\(program.folder)/messages\(number)"
                let enrolled = try await search.call(
                    program,
                    ["enroll", lab.discoveryURL, "--user", Phones.user, "--record", record] + way.options + network
                        + state + device + json, environment: way.environment)
                #expect(enrolled.code == 0, "\(enrolled.errors)")
                search.keep(try Self.tokens(in: record))
                for command in [["sync"], ["renew"]] {
                    try await search.call(program, command + network + state + json)
                }
                try await search.call(program, ["status"] + state + json)
            }
            #expect(search.count >= 2)
            search.expectSilence(at: level.rawValue)
        }
    }

    /// The tokens that the lab's page has handed out, as the recorded answers have them.
    private static func tokens(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            let text = try String(decoding: Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
            return text.firstMatch(of: #/name="wresult" value="([^"]+)"/#).map { String($0.1) }
        }
    }

    private static let sample = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Samples/syncml/recover-pin.xml").standardizedFileURL.path()

    /// Commands on a phone and its nodes that show whatever may be seen.
    private static let commands: [[String]] = [
        ["get", "./Vendor/MSFT/DMClient?list=StructData"], ["get", "./Vendor/MSFT/RemoteLock?list=StructData"],
        ["get", "./Vendor/MSFT/RemoteLock/NewPINValue"], ["get", "./Vendor/MSFT/Policy?list=StructData"],
        ["tree", "--all"], ["status"], ["explain", "./Vendor/MSFT/RemoteLock/NewPINValue"],
        ["add", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "0", "--format", "int"],
        ["replace", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "1", "--format", "int"],
        ["delete", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"],
        ["exec", "./Vendor/MSFT/RemoteLock/LockAndResetPIN"], ["exec", "./Vendor/MSFT/RemoteLock/Lock"],
    ]

    @Test("Commands on nodes tell a PIN only to who asks for NewPINValue with the command that makes it")
    func nodes() async throws {
        var configuration = LabConfiguration(users: [Phones.user: Self.password])
        configuration.management.clientScheme = .md5
        configuration.management.authenticatesItself = true
        try await Program.withLab(configuration) { lab, program in
            for json in [[], ["--json"]] as [[String]] {
                var search = SecretSearch(Self.password, Self.pin)
                let folder = "\(program.folder)/phone\(json.count)"
                let state = ["--state", folder]
                // Four digits stand among others by chance, so the phones are always the same ones.
                try await search.call(program, ["status", "--seed", "\(4711 + json.count)"] + state + json)
                let enrolled = try await search.call(
                    program,
                    [
                        "enroll", lab.discoveryURL, "--user", Phones.user, "--password", Self.password, "--ca-file",
                        "ca.pem",
                    ]
                        + state + json)
                #expect(enrolled.code == 0, "\(enrolled.errors)")
                try await search.call(program, ["set-pin", "--pin", Self.pin] + state + json)
                search.keep(try await SecretSearch.kept(in: folder))
                for options in [["--explain"], ["--table"], ["--pretty"]] {
                    let arguments = ["apply", Self.sample] + options + state + json
                    let applied = try await program.finish(arguments)
                    #expect(applied.code == 0, "\(applied.errors)")
                    let pin = try await Self.pin(of: program, state)
                    // The message reads the node, so its answer tells it, and nothing beside the answer.
                    #expect(options == ["--table"] || SecretSearch.tells(applied.output, pin))
                    search.keep(pin)
                    search.hear(arguments, applied.output, asked: [pin])
                    search.hear(arguments, applied.errors + ".")
                }
                for command in Self.commands {
                    let ended = try await program.finish(command + state + json)
                    let pin = try await Self.pin(of: program, state)
                    search.keep(pin)
                    // exec reads the new PIN in the message that makes it, as a server would, and prints it.
                    let isAsked = command == ["exec", "./Vendor/MSFT/RemoteLock/LockAndResetPIN"]
                    #expect(!isAsked || SecretSearch.tells(ended.output, pin))
                    search.hear(command, ended.output + ended.errors, asked: isAsked ? [pin] : [])
                }
                #expect(search.count >= 5)
                search.expectSilence(at: "the default level")
            }
        }
    }

    private static func pin(of program: Program, _ state: [String]) async throws -> String {
        try #require(try await program.finish(["status", "--show-pin", "--json"] + state).document()["pin"] as? String)
    }

    @Test(
        "The lab tells neither its token nor its key, and the PIN only in its list of phones",
        arguments: Logger.Level.allCases)
    func lab(_ level: Logger.Level) async throws {
        try await TemporaryFolder.with { folder in
            let server = try Program(folder: folder)
            let phone = try Program(folder: "\(folder)/person")
            for json in [[], ["--json"]] as [[String]] {
                let lab = "\(folder)/lab\(json.count)"
                let serve =
                    [
                        "lab", "serve", "--port", "0", "--folder", lab, "--md5", "--user",
                        "\(Phones.user):\(Self.password)", "--log-level", level.rawValue,
                    ] + json
                var (search, end) = try await server.run(serve) { said in
                    let port = try #require(said.firstMatch(of: #/https://127\.0\.0\.1:(\d+)/#)?.1)
                    return try await Self.reset(
                        phone, "https://127.0.0.1:\(port)", lab, "\(folder)/phone\(json.count)", level, json)
                }
                #expect(end == .code(0))
                search.hear(serve, server.output + server.errors)
                search.expectSilence(at: level.rawValue)
            }
        }
    }

    /// An administrator resets the passcode of a new phone.
    private static func reset(
        _ program: Program, _ url: String, _ lab: String, _ folder: String, _ level: Logger.Level, _ json: [String]
    ) async throws -> SecretSearch {
        let token = try String(contentsOfFile: "\(lab)/lab-token", encoding: .utf8).filter { !$0.isNewline }
        let key = try String(contentsOfFile: "\(lab)/lab-ca.key.pem", encoding: .utf8)
        var search = SecretSearch(password, token)
        search.keep(key.split(separator: "\n").map(String.init).filter { $0.count > 32 && !$0.hasPrefix("-----") })
        let network = ["--ca-file", "\(lab)/lab-ca.pem", "--log-level", level.rawValue]
        let api = ["--url", url, "--folder", lab] + json
        let state = ["--state", folder] + json
        try await search.call(program, ["status", "--seed", "\(4711 + json.count)"] + state)
        let enrolled = try await search.call(
            program,
            ["enroll", url + LabEnrollment.Path.discovery, "--user", Phones.user, "--password", password] + network
                + state)
        #expect(enrolled.code == 0, "\(enrolled.errors)")
        try await search.call(program, ["lab", "reset-passcode", "--tenant", Phones.tenant] + api)
        try await search.call(program, ["sync"] + network + state)
        let pin = try await Self.pin(of: program, ["--state", folder])
        search.keep(pin)
        search.keep(try await SecretSearch.kept(in: folder))
        let devices = try await program.finish(["lab", "devices", "--phones"] + api)
        #expect(SecretSearch.tells(devices.output, pin))
        search.hear(["lab", "devices"], devices.output, asked: [pin])
        search.hear(["lab", "devices"], devices.errors + ".")
        let queue = URL(filePath: sample).deletingLastPathComponent().appending(path: "missing-path.xml").path()
        for file in [queue, "nowhere.xml"] { try await search.call(program, ["lab", "queue", file] + api) }
        try await search.call(program, ["lab", "reset-passcode", "--device", "nobody"] + api)
        try await search.call(program, ["sync"] + network + state)
        return search
    }
}
