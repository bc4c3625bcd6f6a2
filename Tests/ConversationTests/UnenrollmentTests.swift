import Agent
import Enrollment
import Lab
import LabSupport
import Session
import SimulatedPhone
import Testing

/// The end of an account (protocol.md 6.10).
@Suite("Unenrolment")
struct UnenrollmentTests {
    private static let alert = "1226 com.microsoft:mdm.unenrollment.userrequest 1"

    @Test("UNE-01: a person leaves; the server hears of it, and nothing stays")
    func byPerson() async throws {
        try await Conversation.with(phone: .personal) { conversation in
            let before = await conversation.agent.phone
            try await conversation.enroll()
            _ = try await conversation.agent.sync()
            try await conversation.agent.unenroll()
            #expect(await conversation.details(.alertReceived).contains(Self.alert))
            #expect(try await conversation.device.state == .unenrolled)
            try await conversation.expectUnchanged(since: before)
            await #expect(throws: AgentError(.notEnrolled, "")) { try await conversation.agent.sync() }
        }
    }

    @Test("UNE-01: a server that fails cannot keep a person", arguments: [500, 200])
    func serverFails(_ status: Int) async throws {
        try await Conversation.with(phone: .personal) { conversation in
            let before = await conversation.agent.phone
            try await conversation.enroll()
            let cuts: [LabExchange: Int] = status == 200 ? [.management: 20] : [:]
            await conversation.setOddities(LabOddities(cuts: cuts, statuses: [.management: status]))
            try await conversation.agent.unenroll()
            // It is told once, and not asked again.
            #expect(conversation.tap.messages.count == 1)
            try await conversation.expectUnchanged(since: before)
        }
    }

    @Test("UNE-02: a server ends the account; its Exec gets no status, and a last session tells of the end")
    func byServer() async throws {
        try await Conversation.with(phone: .personal) { conversation in
            let before = await conversation.agent.phone
            try await conversation.enroll()
            let id = await conversation.id
            let number = try await conversation.lab.management.queue(.unenroll(provider: "UnderstudyLab"), for: id)
            let report = try await conversation.agent.sync()
            #expect(report.outcome == .unenrollmentRequested)
            let device = try await conversation.lab.management.device(id)
            #expect(device.state == .unenrolled && device.entry(number)?.codes == [])
            #expect(await conversation.details(.sessionStarted) == ["1", "2"])
            #expect(await conversation.details(.alertReceived).contains(Self.alert))
            try await conversation.expectUnchanged(since: before)
        }
    }

    @Test("A phone that is joined to Azure AD stays, whoever wants it to leave")
    func joined() async throws {
        try await Conversation.with(phone: .joined) { conversation in
            try await conversation.enroll()
            await #expect(throws: AgentError(.joined, "")) { try await conversation.agent.unenroll() }
            let entries = try await conversation.ask(.unenroll(provider: "UnderstudyLab"))
            #expect(entries.map(\.codes) == [[500]])
            #expect(try await conversation.device.state == .enrolled)
            try await conversation.expectGoodSession()
        }
    }

    @Test("ENR-23: a phone has one server at a time, and another one after it has left")
    func again() async throws {
        try await Conversation.with(phone: .personal) { conversation in
            try await conversation.enroll()
            let enrolled = await conversation.agent.phone
            await #expect(throws: AgentError(.enrollment(.alreadyEnrolled), "")) { try await conversation.enroll() }
            try await conversation.expectUnchanged(since: enrolled)
            try await conversation.agent.unenroll()
            try await conversation.enroll()
            try await conversation.expectGoodSession()
        }
    }
}
