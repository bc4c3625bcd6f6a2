import Foundation
import Lab
import Logging
import TestSupport
import Testing

/// How the built program ends against a server that does this or that: the exit code and the document say the same.
@Suite("How a session of the program ends", .serialized)
struct ProgramEndTests {
    /// What the server does, and what comes of `enroll` and of the `sync` after it.
    struct Row: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// On from enrolment; empty for none.
        var enrolling: [String] = []
        /// On from the session.
        var syncing: [String] = []
        var password = "secret"
        var enrolled: (code: Int32, outcome: String) = (0, "done")
        var synced: (code: Int32, outcome: String) = (0, "done")
    }

    static let rows: [Row] = [
        Row(testDescription: "a server without fault"),
        Row(testDescription: "a wrong password", password: "wrong", enrolled: (77, "refused")),
        Row(
            testDescription: "a fault", enrolling: ["fault=enrollment:Authorization/DeviceCapReached"],
            enrolled: (77, "refused")),
        Row(testDescription: "no answer", enrolling: ["cut=policy:10"], enrolled: (69, "noAnswer")),
        Row(
            testDescription: "HTTP 403 in enrolment", enrolling: ["status=enrollment:403"], enrolled: (77, "refused")),
        Row(
            testDescription: "HTTP 503 in enrolment", enrolling: ["status=policy:503"], enrolled: (69, "noAnswer")),
        Row(testDescription: "HTTP 403", syncing: ["status=management:403"], synced: (77, "refused")),
        Row(testDescription: "HTTP 503", syncing: ["status=management:503"], synced: (69, "noAnswer")),
        Row(testDescription: "a broken connection", syncing: ["cut=management:10"], synced: (69, "noAnswer")),
        Row(
            testDescription: "a document that is none", enrolling: ["document=not-well-formed"],
            enrolled: (76, "protocolBroken")),
        Row(testDescription: "a session without end", syncing: ["endless"], synced: (76, "protocolBroken")),
    ]

    @Test("Exit code and document of enroll and sync", arguments: rows)
    func ends(_ row: Row) async throws {
        try await Self.withLab { lab, program, folder in
            await lab.management.setOddities(try LabOddities(names: row.enrolling))
            let enrolled = try await program.enroll(lab, password: row.password)
            #expect(enrolled.code == row.enrolled.code, "\(enrolled.errors)")
            let document = try enrolled.document()
            #expect(document["outcome"] as? String == row.enrolled.outcome)
            #expect(document["isEnrolled"] as? Bool == (row.enrolled.code == 0))
            guard row.enrolled.code == 0 else {
                #expect((document["error"] as? String)?.isEmpty == false)
                return
            }
            await lab.management.setOddities(try LabOddities(names: row.syncing))
            let synced = try await program.finish(["sync", "--json", "--retries", "0"] + program.phone(of: lab))
            #expect(synced.code == row.synced.code, "\(synced.errors)")
            let report = try synced.document()
            #expect(report["outcome"] as? String == row.synced.outcome)
            #expect(report["isEnrolled"] as? Bool == true)
            #expect((report["error"] is String) == (row.synced.code != 0))
            #expect((report["events"] as? [Any])?.isEmpty == false)
        }
    }

    @Test("A 404 in a session is the server's affair, and counts only where that is wanted")
    func statuses() async throws {
        try await Self.withLab { lab, program, folder in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let id = try #require(await lab.management.devices.first?.id)
            for (options, code) in [([], 0), (["--fail-on-status"], 1)] as [([String], Int32)] {
                try await lab.management.queue(.get("./Nowhere"), for: id)
                let ended = try await program.finish(["sync", "--json"] + options + program.phone(of: lab))
                #expect(ended.code == code)
                let document = try ended.document()
                #expect(document["isSuccess"] as? Bool == false)
                #expect(document["sessionOutcome"] as? String == "completed")
                #expect((document["error"] is String) == (code != 0))
            }
        }
    }

    /// What a phone does, one after the other.
    static let seeded: [(device: String, commands: [[String]])] = [
        ("lumia-950-1703", [["sync"], ["renew", "--force"], ["run"]]),
        ("lumia-950-not-joined", [["sync"], ["unenroll"]]),
    ]

    @Test("With a seed time stands still, whatever the phone does with its server", arguments: seeded.indices)
    func seed(_ index: Int) async throws {
        let (device, commands) = Self.seeded[index]
        let enroll = [
            "enroll", "--user", Phones.user, "--password", "secret", "--no-sync", "--device", device,
        ]
        try await Self.withLab { lab, program, folder in
            for command in [enroll + [lab.discoveryURL]] + commands {
                let arguments = command + ["--seed", "5", "--json"] + program.phone(of: lab)
                let events: [[String: Any]]
                if command == ["run"] {
                    let (said, end) = try await program.run(arguments) { $0 }
                    #expect(end == .code(0), "\(program.errors)")
                    events = try said.split(separator: "\n").compactMap {
                        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                    }
                    #expect(events.first?["kind"] as? String == "pollPlanned")
                    #expect((events.first?["text"] as? String)?.contains("2017-04-25T") == true, "\(said)")
                } else {
                    let ended = try await program.finish(arguments)
                    #expect(ended.code == 0, "\(command): \(ended.errors)")
                    events = try #require(try ended.document()["events"] as? [[String: Any]])
                }
                #expect(!events.isEmpty && events.allSatisfy { $0["time"] as? String == "2017-04-25T00:00:00Z" })
            }
        }
    }

    private static func withLab(
        _ work: @Sendable (RunningLab, Program, String) async throws -> Void
    ) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let configuration = LabConfiguration(users: [Phones.user: "secret"])
        try await LabServer.withServer(configuration, authority: try Conversation.authority.get(), logger: quiet) {
            lab in
            try await TemporaryFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try lab.authority.pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
                try await work(lab, try Program(folder: folder), folder)
            }
        }
    }
}

extension Program {
    /// What a run left behind.
    struct Finished {
        var code: Int32
        var output: String
        var errors: String

        /// The document that `--json` prints; empty where there is none.
        func document() throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
        }
    }

    /// Runs the program to its end.
    func finish(
        _ arguments: [String], environment: [String: String] = [:], input: String? = nil
    ) async throws -> Finished {
        guard case .code(let code) = try await run(arguments, environment: environment, input: input) else {
            return Finished(code: -1, output: output, errors: errors)
        }
        return Finished(code: code, output: output, errors: errors)
    }

    /// The options by which a command finds this phone and trusts the lab.
    func phone(of lab: RunningLab) -> [String] { ["--state", "\(folder)/phone", "--ca-file", "\(folder)/ca.pem"] }

    func enroll(_ lab: RunningLab, password: String) async throws -> Finished {
        try await finish(
            ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", password, "--json", "--retries", "0"]
                + phone(of: lab))
    }
}
