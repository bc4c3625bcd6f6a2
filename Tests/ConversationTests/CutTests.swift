import Agent
import Lab
import LabSupport
import Session
import SimulatedPhone
import Testing
import Wire

/// Connections that end in the middle of an answer.
@Suite("Cut connections")
struct CutTests {
    /// Past the end of the longest answer of these sessions.
    private static let offsets = Array(stride(from: 0, through: 1000, by: 37))

    @Test(
        "A message whose answer was cut anywhere is sent again, and everything happens once", arguments: [true, false])
    func once(overTLS: Bool) async throws {
        try await Conversation.with(LabConfiguration(usesTLS: overTLS)) { conversation in
            try await conversation.enroll()
            try await conversation.ask(.enablePINRecovery(tenant: Phones.tenant))
            for offset in Self.offsets {
                for message in [1, 2] {
                    let names = ["once", "cut=management:\(offset)", "message=\(message)"]
                    await conversation.setOddities(try LabOddities(names: names))
                    let entries = try await conversation.ask(.recoverPIN)
                    #expect(
                        entries.map(\.codes) == [[200, 200, 200]], "cut after \(offset) bytes of message \(message)")
                    let pin = await conversation.agent.phone.lockScreen.pin?.text
                    #expect(try await conversation.device.passcode == pin)
                }
            }
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test("A session of which every answer is cut is lost, and the phone is as before")
    func always() async throws {
        try await Conversation.with(tune: { $0.retryLimit = 2 }) { conversation in
            try await conversation.enroll()
            let before = await conversation.agent.phone
            await conversation.setOddities(LabOddities(cuts: [.management: 50]))
            await #expect(throws: AgentError(.noAnswer(.interrupted), "")) { try await conversation.agent.sync() }
            #expect(conversation.tap.messages.count == 3)
            let after = await conversation.agent.phone
            #expect(after.tree == before.tree && after.lockScreen == before.lockScreen)
            try await conversation.expectGoodSession()
        }
    }

    @Test("HTP-04: an HTTP status of failure loses the session when trying again does not help", arguments: [500, 503])
    func badStatus(_ status: Int) async throws {
        try await Conversation.with(tune: { $0.retryLimit = 1 }) { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities(statuses: [.management: status]))
            await #expect(throws: AgentError(.badStatus(status), "")) { try await conversation.agent.sync() }
            try await conversation.expectGoodSession()
        }
    }
}
