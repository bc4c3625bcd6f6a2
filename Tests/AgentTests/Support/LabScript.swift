import Agent
import Enrollment
import Lab
import Notation
import SimulatedPhone
import Wire

/// The lab's enrolment services as a script: what a real server does, without sockets.
enum LabScript {
    static let base = "https://mdm.example.test"
    static let discovery = base + "/EnrollmentServer/Discovery.svc"

    /// - Parameter broken: which request, counted from 0, gets another answer.
    static func exchange(
        _ configuration: LabConfiguration = LabConfiguration(), broken: (Int, ScriptedExchange.Answer)? = nil
    ) throws -> ScriptedExchange {
        let lab = LabEnrollment(
            configuration: configuration, authority: try Identity.authority.get(),
            sources: LabSources(now: { Sample.now.seconds }, octets: LabSources.system.octets))
        let good = ScriptedExchange.Answer { request in
            let answer =
                switch request.url.dropFirst(base.count) {
                case LabEnrollment.Path.discovery: lab.discover(request.body, base: base)
                case LabEnrollment.Path.policy: lab.policies(request.body)
                default: await lab.enroll(request.body, base: base).answer
                }
            var headers = WireHeaders()
            if let type = answer.mediaType { headers.add("Content-Type", type) }
            return WireResponse(status: answer.status, headers: headers, body: answer.body)
        }
        guard let (number, answer) = broken else { return ScriptedExchange(then: good) }
        return ScriptedExchange(Array(repeating: good, count: number) + [answer], then: good)
    }

    static var order: EnrollmentOrder {
        EnrollmentOrder(
            discoveryURL: discovery, user: "ann@example.test",
            credential: .password(user: "ann@example.test", password: "secret"))
    }
}
