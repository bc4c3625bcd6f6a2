/// What the answer of a service has to be by the documents; a phone takes it in other shapes too (MS-MDE2 3.1.4.1,
/// 3.3.4.1, 3.4.4.1; protocol.md 6.1).
struct AnswerShape: Equatable, Sendable {
    var phase: EnrollmentFailure.Phase
    /// For people: `discovery answer`.
    var name: String
    var action: String
    /// The id of the request, which RelatesTo repeats.
    var messageID: String
    /// That of the element in the body. Samples of Discover add a `/`.
    var namespace: String

    static func discovery(_ request: ServiceRequest) -> AnswerShape {
        AnswerShape(
            phase: .discovery, name: "discovery answer",
            action: SOAPNames.discovery + "/IDiscoveryService/DiscoverResponse", messageID: request.messageID,
            namespace: SOAPNames.discovery)
    }

    static func policy(_ request: ServiceRequest) -> AnswerShape {
        AnswerShape(
            phase: .policy, name: "policy answer", action: SOAPNames.policy + "/IPolicy/GetPoliciesResponse",
            messageID: request.messageID, namespace: SOAPNames.policy)
    }

    static let token = AnswerShape(
        phase: .enrollment, name: "enrolment answer",
        action: "http://schemas.microsoft.com/windows/pki/2009/01/enrollment/RSTRC/wstep",
        messageID: ServiceRequest.tokenMessageID, namespace: SOAPNames.trust)
}
