import Foundation
import Lab
import ServerScripts
import TestSupport
import Testing

/// The lab's services of enrolment make one mistake after the other; what the program says of each stands in a table.
@Suite("Mistakes of servers in enrolment", .serialized)
struct EnrollmentMistakeTests {
    /// Lets a new phone enrol with the server that makes this mistake.
    private static func run(_ mistake: EnrollmentMistake, _ options: [String]) async throws -> Program.Finished {
        let server = try MistakenLab(mistake)
        return try await ScriptedServer.with(making: { await server.answer(to: $0) }) { _, port in
            try await TemporaryFolder.with { folder in
                try await Program(folder: folder).finish(
                    [
                        "enroll", "http://127.0.0.1:\(port)\(LabEnrollment.Path.discovery)", "--user", Phones.user,
                        "--password", "secret", "--insecure-http", "--no-sync", "--retries", "0",
                        // The server answers when the other tests leave it the processor.
                        "--timeout", "300",
                        "--state", "phone",
                    ] + options)
            }
        }
    }

    private static func document(_ ended: Program.Finished) throws -> MistakeTests.Document {
        try JSONDecoder().decode(MistakeTests.Document.self, from: Data(ended.output.utf8))
    }

    @Test(
        "Sentence, tolerances, exit code and JSON of each mistake are those of the table",
        arguments: EnrollmentMistake.inEnrollment)
    func table(_ mistake: EnrollmentMistake) async throws {
        let ended = try await Self.run(mistake, ["--json"])
        let document = try Self.document(ended)
        #expect(ended.code == mistake.exitCode, "\(ended.errors)")
        #expect(document.outcome == mistake.outcome && document.hresult == mistake.hresult, "\(document)")
        #expect(document.breaches == mistake.tolerances, "\(document)")
        #expect(document.isEnrolled == mistake.isEnrolled)
        let told = document.told
        #expect(mistake.sentence.isEmpty ? told.isEmpty : told.contains(mistake.sentence), "\(told)")
        if let error = document.error { #expect(ended.errors.contains(error)) }
    }

    @Test(
        "Without --json each kind is told in a line, and how often each came",
        arguments: EnrollmentMistake.inEnrollment)
    func lines(_ mistake: EnrollmentMistake) async throws {
        let ended = try await Self.run(mistake, [])
        #expect(ended.code == mistake.exitCode, "\(ended.errors)")
        expectOddLines(mistake.tolerances, mistake.summary, in: ended.errors)
        #expect(mistake.sentence.isEmpty || ended.errors.contains(mistake.sentence), "\(ended.errors)")
    }

    @Test(
        "A strict phone ends at what others bear, with 76, and is not enrolled",
        arguments: EnrollmentMistake.inEnrollment.filter { !$0.tolerances.isEmpty })
    func strict(_ mistake: EnrollmentMistake) async throws {
        let ended = try await Self.run(mistake, ["--json", "--strict"])
        let document = try Self.document(ended)
        #expect(ended.code == 76 && document.outcome == "protocolBroken" && document.isEnrolled == false)
    }
}
