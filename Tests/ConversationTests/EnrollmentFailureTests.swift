import Agent
import Enrollment
import Lab
import SimulatedPhone
import SyncML
import Testing
import Wire

/// Enrolments that fail, at every step: the person is told why, and the phone is as it was (protocol.md 6.7 and 6.8).
@Suite("Enrolment that fails")
struct EnrollmentFailureTests {
    /// Lets a phone try to enrol, one try after the other, and compares each failure.
    private static func expectFailures(
        _ cases: [(LabOddities, AgentError.Code)], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await Conversation.with { conversation in
            let before = await conversation.agent.phone
            for (oddities, code) in cases {
                await conversation.setOddities(oddities)
                let error = await #expect(
                    throws: AgentError(code, ""), "with \(oddities.names)", sourceLocation: sourceLocation
                ) { try await conversation.enroll() }
                #expect((error?.message.count ?? 0) > 20, sourceLocation: sourceLocation)
                try await conversation.expectUnchanged(since: before, sourceLocation: sourceLocation)
            }
            // And nothing of it all stands in the way of one that goes well.
            await conversation.setOddities(LabOddities())
            try await conversation.enroll()
            try await conversation.expectGoodSession(sourceLocation: sourceLocation)
        }
    }

    static let faults: [(LabFault, EnrollmentFailure.Code)] = [
        (LabFault("MessageFormat"), .messageFormat),
        (LabFault("Authentication"), .authentication),
        (LabFault("Authorization"), .authorization),
        (LabFault("CertificateRequest"), .certificateRequest),
        (LabFault("EnrollmentServer"), .enrollmentServer),
        (LabFault("InternalServiceFault"), .internalServiceFault),
        (LabFault("InvalidSecurity"), .invalidSecurity),
        (LabFault("Authorization", errorType: "DeviceCapReached"), .deviceCapReached),
        (LabFault("Authorization", errorType: "DeviceNotSupported"), .deviceNotSupported),
        (LabFault("Authorization", errorType: "NotSupported"), .notSupported),
        (LabFault("Authorization", errorType: "NotEligibleToRenew"), .notEligibleToRenew),
        (LabFault("EnrollmentServer", errorType: "InMaintenance"), .inMaintenance),
        (LabFault("Authorization", errorType: "UserLicense"), .userLicense),
        (LabFault("EnrollmentServer", errorType: "InvalidEnrollmentData"), .invalidEnrollmentData),
    ]

    @Test(
        "ENR-15: every fault has its meaning, whichever service answers with it",
        arguments: [LabExchange.discovery, .policy, .enrollment])
    func meanings(_ exchange: LabExchange) async throws {
        try await Self.expectFailures(
            Self.faults.map { (LabOddities(faults: [exchange: $0.0]), .enrollment($0.1)) })
    }

    @Test(
        "A connection that is cut is no enrolment, wherever it is cut",
        arguments: [LabExchange.discovery, .policy, .enrollment])
    func cuts(_ exchange: LabExchange) async throws {
        try await Self.expectFailures(
            [0, 1, 90, 200, 500, 700].map { (LabOddities(cuts: [exchange: $0]), .enrollment(.noConnection)) })
    }

    @Test(
        "A server that answers with another HTTP status is no enrolment server",
        arguments: [LabExchange.discovery, .policy, .enrollment])
    func statuses(_ exchange: LabExchange) async throws {
        try await Self.expectFailures(
            [403, 404, 500, 503].map { (LabOddities(statuses: [exchange: $0]), .badStatus($0)) })
    }

    @Test("A wrong certificate is no enrolment")
    func certificates() async throws {
        try await Self.expectFailures([
            (LabOddities(certificate: .otherKey), .enrollment(.keyMismatch)),
            (LabOddities(certificate: .garbage), .enrollment(.badCertificate)),
            (LabOddities(certificate: .missing), .enrollment(.badCertificate)),
        ])
    }

    @Test("ENR-11, 12, 17: a document that breaks a rule is no enrolment")
    func documents() async throws {
        try await Self.expectFailures([
            (LabOddities(document: .notWellFormed), .enrollment(.unreadableDocument)),
            (LabOddities(document: .noApplication), .enrollment(.badAccount)),
            (LabOddities(document: .otherProvider), .enrollment(.providerMismatch)),
            (LabOddities(document: .zeroPoll), .enrollment(.badPollSchedule)),
            (LabOddities(document: .operatorRole), .enrollment(.badAccount)),
            (LabOddities(document: .lowerCaseNames), .enrollment(.badAccount)),
        ])
    }

    @Test("A server that is not trusted is told nothing, and the message says how to trust it")
    func untrusted() async throws {
        try await Conversation.with(trustsLab: false) { conversation in
            let before = await conversation.agent.phone
            let error = await #expect(throws: AgentError(.enrollment(.badTLSCertificate), "")) {
                try await conversation.enroll()
            }
            #expect(error?.message.contains("--ca-file") == true)
            #expect(await conversation.lab.management.events().isEmpty)
            try await conversation.expectUnchanged(since: before)
        }
    }

    @Test("Where nobody listens there is no connection")
    func nobody() async throws {
        try await Conversation.with { conversation in
            let before = await conversation.agent.phone
            await #expect(throws: AgentError(.enrollment(.noConnection), "")) {
                try await conversation.enroll { $0.discoveryURL = "https://127.0.0.1:1/EnrollmentServer/Discovery.svc" }
            }
            try await conversation.expectUnchanged(since: before)
        }
    }

    @Test("Wrong credentials are refused by the server, and missing ones are asked for by the phone")
    func credentials() async throws {
        let configuration = LabConfiguration(users: [Phones.user: "right"])
        try await Conversation.with(configuration) { conversation in
            let before = await conversation.agent.phone
            await #expect(throws: AgentError(.enrollment(.authentication), "")) { try await conversation.enroll() }
            await #expect(throws: AgentError(.enrollment(.passwordNeeded), "")) {
                try await conversation.enroll { $0.credential = nil }
            }
            // A token is shown whatever discovery says; this server has no use for it.
            await #expect(throws: AgentError(.enrollment(.invalidSecurity), "")) {
                try await conversation.enroll { $0.credential = .token(Credentials.token) }
            }
            try await conversation.expectUnchanged(since: before)
        }
    }

    @Test("A certificate of an authority that the server does not know fails in the first session")
    func otherIssuer() async throws {
        try await Conversation.with { conversation in
            await conversation.setOddities(LabOddities(certificate: .otherIssuer))
            try await conversation.enroll()
            await #expect(throws: AgentError(.noAnswer(.certificateRefused), "")) {
                try await conversation.agent.sync()
            }
        }
    }
}
