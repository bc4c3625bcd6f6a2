import Foundation
import Lab
import ServerScripts
import TestSupport
import Testing

/// The lab's services of enrolment make one mistake after the other; what the program says of each stands in a table.
@Suite("Mistakes of servers in enrolment", .serialized)
struct EnrollmentMistakeTests {
    /// Answers as the lab does, but for the mistake.
    private struct Server: Sendable {
        var mistake: EnrollmentMistake
        var lab: LabEnrollment

        init(_ mistake: EnrollmentMistake) throws {
            self.mistake = mistake
            let seconds = mistake.clockDays * 86_400
            lab = LabEnrollment(
                configuration: LabConfiguration(usesTLS: false), authority: try Conversation.authority.get(),
                sources: LabSources(
                    now: { LabSources.system.now() + seconds }, octets: LabSources.system.octets))
        }

        func answer(to request: String) async -> ScriptedServer.Answer? {
            let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
            guard parts.count == 2, let host = parts[0].firstMatch(of: #/\r\n[Hh]ost: *([^\r]*)/#)?.1 else {
                Issue.record("a request without Host or body: \(request)")
                return nil
            }
            let (exchange, answer) = await labAnswer(
                to: String(parts[0].prefix { $0 != "\r\n" }), Array(parts[1].utf8), base: "http://\(host)")
            var reply = EnrollmentMistake.Reply(
                status: answer.status, type: answer.mediaType ?? "text/plain",
                body: String(decoding: answer.body, as: UTF8.self))
            do {
                if exchange == mistake.exchange { try mistake.change(&reply) }
            } catch {
                Issue.record(error, "the lab's answer is not what is to be changed: \(reply.body)")
            }
            return ScriptedServer.Answer(
                "HTTP/1.1 \(reply.status) Answer\r\nContent-Type: \(reply.type)\r\n"
                    + "Content-Length: \(reply.body.utf8.count)\r\n\r\n\(reply.body)")
        }

        private func labAnswer(
            to line: String, _ body: [UInt8], base: String
        ) async -> (LabExchange, LabAnswer) {
            if line.contains(LabEnrollment.Path.discovery) { return (.discovery, lab.discover(body, base: base)) }
            if line.contains(LabEnrollment.Path.policy) { return (.policy, lab.policies(body)) }
            let outcome = await lab.enroll(
                body, base: base, devices: [], oddities: mistake.oddities, fault: mistake.fault)
            return (.enrollment, outcome.answer)
        }
    }

    /// Lets a new phone enrol with the server that makes this mistake.
    private static func run(
        _ mistake: EnrollmentMistake, _ options: [String] = []
    ) async throws -> (Program.End, MistakeTests.Document, errors: String) {
        let server = try Server(mistake)
        return try await ScriptedServer.with(making: { await server.answer(to: $0) }) { _, port in
            try await TemporaryFolder.with { folder in
                let program = try Program(folder: folder)
                let end = try await program.run(
                    [
                        "enroll", "http://127.0.0.1:\(port)\(LabEnrollment.Path.discovery)", "--user", Phones.user,
                        "--password", "secret", "--insecure-http", "--no-sync", "--json", "--retries", "0",
                        // The server answers when the other tests leave it the processor.
                        "--timeout", "300",
                        "--state", "phone",
                    ] + options)
                let document = try JSONDecoder().decode(MistakeTests.Document.self, from: Data(program.output.utf8))
                return (end, document, program.errors)
            }
        }
    }

    @Test(
        "Sentence, tolerances, exit code and JSON of each mistake are those of the table",
        arguments: EnrollmentMistake.inEnrollment)
    func table(_ mistake: EnrollmentMistake) async throws {
        let (end, document, errors) = try await Self.run(mistake)
        #expect(end == .code(mistake.exitCode), "\(errors)")
        #expect(document.outcome == mistake.outcome && document.hresult == mistake.hresult, "\(document)")
        #expect(document.breaches == mistake.tolerances, "\(document)")
        #expect(document.isEnrolled == mistake.isEnrolled)
        let told = document.error ?? document.events?.first { $0.isBreach == true }?.text ?? ""
        #expect(mistake.sentence.isEmpty ? told.isEmpty : told.contains(mistake.sentence), "\(told)")
        if let error = document.error { #expect(errors.contains(error)) }
    }

    @Test(
        "A strict phone ends at what others bear, with 76, and is not enrolled",
        arguments: EnrollmentMistake.inEnrollment.filter { !$0.tolerances.isEmpty })
    func strict(_ mistake: EnrollmentMistake) async throws {
        let (end, document, _) = try await Self.run(mistake, ["--strict"])
        #expect(end == .code(76) && document.outcome == "protocolBroken" && document.isEnrolled == false)
    }
}
