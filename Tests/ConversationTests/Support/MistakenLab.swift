import Lab
import ServerScripts
import Testing

/// The lab's services of enrolment, which answer as the lab does but for one mistake.
struct MistakenLab: Sendable {
    var mistake: EnrollmentMistake
    var lab: LabEnrollment

    init(
        _ mistake: EnrollmentMistake, _ configuration: LabConfiguration = LabConfiguration(usesTLS: false)
    ) throws {
        self.mistake = mistake
        let seconds = mistake.clockDays * 86_400
        lab = LabEnrollment(
            configuration: configuration, authority: try Conversation.authority.get(),
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
            if mistake.exchange == nil || exchange == mistake.exchange { try mistake.change(&reply) }
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
            body, base: base, oddities: mistake.oddities, fault: mistake.fault)
        return (.enrollment, outcome.answer)
    }
}
