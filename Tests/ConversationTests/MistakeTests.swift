import Foundation
import Notation
import ServerScripts
import SimulatedPhone
import Store
import TestSupport
import Testing

/// A server of our own makes one mistake after the other; what the program says of each stands in a table.
@Suite("Mistakes of servers", .serialized)
struct MistakeTests {
    private static let now = Instant(seconds: 1_700_000_000)

    /// The device id of the phone, which follows from its seed.
    static let deviceID = (try? phone().deviceID) ?? "none"

    private static func phone() throws -> Phone {
        Phone(fresh: try Phones.personal.blueprint, seed: 1, now: now)
    }

    /// Puts a phone into a folder that is enrolled with a server at a port.
    private static func makePhone(in folder: String, port: Int) async throws {
        var phone = try phone()
        var account = ManagementAccount(
            providerID: "Table", addresses: ["http://127.0.0.1:\(port)/dm"], user: Phones.user, enrollmentType: .full,
            discoveryURL: "http://127.0.0.1:\(port)/EnrollmentServer/Discovery.svc")
        account.backCompatRetryDisabled = true
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
        var breaches: [String] {
            var found: [String] = []
            for event in events ?? [] where event.kind == "tolerance" && event.isBreach == true {
                if let label = event.label, !found.contains(label) { found.append(label) }
            }
            return found
        }
    }

    /// Runs a session of a new phone against a server with this script.
    private static func run(
        _ mistake: ServerMistake, _ options: [String] = []
    ) async throws -> (Program.End, Document, errors: String) {
        try await ScriptedServer.with(mistake.answers) { _, port in
            try await TemporaryFolder.with { folder in
                try await makePhone(in: folder, port: port)
                let program = try Program(folder: folder)
                let arguments = ["sync", "--state", "phone", "--json", "--retries", "0", "--timeout", "1"]
                let end = try await program.run(arguments + options)
                let document = try JSONDecoder().decode(Document.self, from: Data(program.output.utf8))
                return (end, document, program.errors)
            }
        }
    }

    @Test(
        "Sentence, tolerances, exit code and JSON of each mistake are those of the table",
        arguments: ServerMistake.inSessions)
    func table(_ mistake: ServerMistake) async throws {
        let (end, document, errors) = try await Self.run(mistake)
        #expect(end == .code(mistake.exitCode), "\(errors)")
        #expect(document.outcome == mistake.outcome && document.hresult == mistake.hresult, "\(document)")
        #expect(document.breaches == mistake.tolerances, "\(document)")
        #expect(document.isEnrolled == true)
        let told = document.error ?? document.events?.first { $0.isBreach == true }?.text ?? ""
        #expect(mistake.sentence.isEmpty ? told.isEmpty : told.contains(mistake.sentence), "\(told)")
        if let error = document.error { #expect(errors.contains(error)) }
    }

    @Test(
        "A strict phone ends at what others bear, with 76",
        arguments: ServerMistake.inSessions.filter { !$0.tolerances.isEmpty })
    func strict(_ mistake: ServerMistake) async throws {
        let (end, document, _) = try await Self.run(mistake, ["--strict"])
        #expect(end == .code(76) && document.outcome == "protocolBroken")
    }
}
