import Certificates
import Foundation
import Notation
import ServerScripts
import SimulatedPhone
import Store
import SyncML
import TestSupport
import Testing

/// A server of our own makes one mistake after the other; what the program says of each stands in a table.
@Suite("Mistakes of servers", .serialized, .timeLimit(.minutes(30)))
struct MistakeTests {
    private static let now = Instant(seconds: 1_700_000_000)

    /// The device id of the phone, which follows from its seed.
    static let deviceID = (try? phone().deviceID) ?? "none"

    private static func phone() throws -> Phone {
        Phone(fresh: try Phones.personal.blueprint, seed: 1, now: now)
    }

    private static let authority = Result { try Authority() }
    private static let namesake = Result { try Authority() }

    /// Puts a phone into a folder that is enrolled with the server at a port.
    private static func makePhone(for mistake: ServerMistake, in folder: String, port: Int) async throws {
        var phone = try phone()
        let server = mistake.trust == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
        var account = ManagementAccount(
            providerID: "Table", addresses: ["\(server)/dm"], user: Phones.user, enrollmentType: .full,
            discoveryURL: "\(server)/EnrollmentServer/Discovery.svc")
        account.backCompatRetryDisabled = true
        if mistake.hasCredentials {
            account.serverCredential = AccountCredential(
                scheme: .md5, name: "server", secret: "serversecret", nonce: "bm9uY2Ux")
            account.clientCredential = AccountCredential(
                scheme: .md5, name: "phone", secret: "phonesecret", nonce: "bm9uY2Uy")
        }
        phone.enroll(Enrolled(account: account, since: now))
        try await PhoneStore(StateFolder("\(folder)/phone")).save(phone)
    }

    /// What `--json` prints.
    struct Document: Decodable {
        struct Event: Decodable {
            var kind: String
            var label: String?
            var isBreach: Bool?
            var text: String?
        }

        var outcome: String
        var error: String?
        var hresult: String?
        var isEnrolled: Bool?
        var events: [Event]?

        /// Each kind of what the server did against its protocol, once.
        var breaches: [String] { kinds { $0.isBreach == true } }

        /// The kinds of what is only unusual.
        var oddities: [String] { kinds { $0.isBreach != true } }

        private func kinds(_ isMeant: (Event) -> Bool) -> [String] {
            var found: [String] = []
            for event in events ?? [] where event.kind == "tolerance" && isMeant(event) {
                if let label = event.label, !found.contains(label) { found.append(label) }
            }
            return found
        }

        /// What is told first: why it failed, what was borne, where the phone was sent, what was unusual.
        var told: String {
            let events = events ?? []
            let first =
                events.first { $0.isBreach == true } ?? events.first { $0.kind == "redirected" }
                ?? events.first { $0.kind == "tolerance" }
            return error ?? first?.text ?? ""
        }
    }

    /// All that a run left behind.
    private struct Ended {
        var end: Program.End
        var output: String
        var errors: String
        var recorded: String

        func document() throws -> Document { try JSONDecoder().decode(Document.self, from: Data(output.utf8)) }
    }

    /// Runs a command for a new phone whose server has this script.
    /// - Parameter word: the phone is told to stop when it has said that; it ends by itself if nil.
    private static func run(
        _ mistake: ServerMistake, _ command: [String], until word: String? = nil
    ) async throws -> Ended {
        let tls = mistake.trust == nil ? nil : try authority.get().localServer()
        return try await ScriptedServer.with(mistake.answers, tls: tls) { _, port -> Ended in
            try await TemporaryFolder.with { folder -> Ended in
                try await makePhone(for: mistake, in: folder, port: port)
                let program = try Program(folder: folder)
                let arguments =
                    command + ["--state", "phone", "--retries", "0", "--timeout", "1", "--record", "rec"]
                    + (try trust(of: mistake, in: folder))
                let end: Program.End
                if let word {
                    end = try await program.run(
                        arguments,
                        stoppedAt: { while !program.output.contains(word), !Task.isCancelled { await Task.yield() } })
                } else {
                    end = try await program.run(arguments)
                }
                return Ended(
                    end: end, output: program.output, errors: program.errors, recorded: try recorded("\(folder)/rec"))
            }
        }
    }

    /// Puts the authority that the phone is to trust into its folder.
    /// - Returns: the options that name it.
    private static func trust(of mistake: ServerMistake, in folder: String) throws -> [String] {
        guard let trust = mistake.trust else { return [] }
        let trusted = try (trust == .authority ? authority : namesake).get()
        let pem = try ParsedCertificate(der: trusted.certificate).pem
        try pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
        return ["--ca-file", "ca.pem"]
    }

    /// What the server said, as it was recorded.
    private static func recorded(_ folder: String) throws -> String {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix("-server.http") }.sorted()
            .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }.joined(separator: "\n")
    }

    @Test(
        "Sentence, tolerances, exit code, JSON and recording of each mistake are those of the table",
        arguments: ServerMistake.inSessions)
    func table(_ mistake: ServerMistake) async throws {
        let ended = try await Self.run(mistake, ["sync", "--json"])
        let document = try ended.document()
        #expect(ended.end == .code(mistake.exitCode), "\(ended.errors)")
        #expect(document.outcome == mistake.outcome && document.hresult == mistake.hresult, "\(document)")
        #expect(document.breaches == mistake.tolerances && document.oddities == mistake.oddities, "\(document)")
        #expect(document.isEnrolled == true)
        let told = document.told
        #expect(mistake.sentence.isEmpty ? told.isEmpty : told.contains(mistake.sentence), "\(told)")
        if let error = document.error { #expect(ended.errors.contains(error)) }
        for part in mistake.recorded { #expect(ended.recorded.contains(part), "\(ended.recorded)") }
    }

    @Test("Without --json each kind is told in a line, and how often each came", arguments: ServerMistake.inSessions)
    func lines(_ mistake: ServerMistake) async throws {
        let ended = try await Self.run(mistake, ["sync"])
        #expect(ended.end == .code(mistake.exitCode), "\(ended.errors)")
        expectOddLines(mistake.tolerances, mistake.summary, in: ended.errors)
        let isTold = (ended.errors + ended.output).contains(mistake.sentence)
        #expect(mistake.sentence.isEmpty || !mistake.oddities.isEmpty || isTold, "\(ended.errors)")
    }

    @Test(
        "A strict phone ends at what others bear, with 76",
        arguments: ServerMistake.inSessions.filter { !$0.tolerances.isEmpty })
    func strict(_ mistake: ServerMistake) async throws {
        let ended = try await Self.run(mistake, ["sync", "--json", "--strict"])
        #expect(try ended.end == .code(76) && ended.document().outcome == "protocolBroken")
    }

    private static let running = ["run", "--poll-every", "1"]

    @Test(
        "A phone that runs tells the same, and goes on",
        arguments: ServerMistake.inSessions.filter { !$0.tolerances.isEmpty })
    func running(_ mistake: ServerMistake) async throws {
        let ended = try await Self.run(mistake, Self.running, until: "; --strict ends there\n")
        #expect(ended.end == .code(0), "\(ended.errors)")
        // By the time it is stopped it may have begun the next session.
        let first = ended.output.firstRange(of: "; --strict ends there").map { ended.output[..<$0.upperBound] }
        expectOddLines(mistake.tolerances, mistake.summary, in: String(first ?? ""))
    }

    @Test(
        "A strict phone that runs ends too, with 76",
        arguments: ServerMistake.inSessions.filter { !$0.tolerances.isEmpty })
    func strictlyRunning(_ mistake: ServerMistake) async throws {
        let ended = try await Self.run(mistake, Self.running + ["--strict"])
        #expect(ended.end == .code(76), "\(ended.output)")
        #expect(ended.errors.contains("A strict phone ends here."), "\(ended.errors)")
    }
}

/// What is told of tolerances for people: a line for each kind, and one about all of them.
/// - Parameter summary: that line without its beginning; the kinds came once each if nil.
func expectOddLines(
    _ kinds: [String], _ summary: String?, in text: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  odd: ") }
    let said = text.suffix(2000)
    #expect(lines.count == kinds.count, "\(said)", sourceLocation: sourceLocation)
    let places = kinds.count == 1 ? "1 place" : "\(kinds.count) places"
    let last = summary ?? "odd in \(places): \(kinds.joined(separator: ", ")); --strict ends there"
    #expect(text.contains(last) == !kinds.isEmpty, "\(said)", sourceLocation: sourceLocation)
}
