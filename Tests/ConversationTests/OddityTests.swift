import Agent
import Lab
import LabSupport
import Session
import SimulatedPhone
import Testing
import Wire
import SyncML

/// What servers were seen to do, each alone (observed.md; protocol.md 1.5, 2.9, 7).
@Suite("Odd servers")
struct OddityTests {
    /// Oddities with which everything works as if they were not there.
    static let harmless = [
        ["pretty"], ["child-order"], ["pretty", "child-order"], ["guid-ids"], ["empty-end"], ["response-uri"],
        ["other-encoding"], ["long-content-length"], ["chunked"], ["slow=5"],
    ]

    @Test("Everything works as with any server", arguments: harmless)
    func works(_ names: [String]) async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(try LabOddities(names: names))
            let old = try #require(await conversation.agent.phone.lockScreen.pin?.text)
            let entries = try await conversation.ask(
                .get("./DevDetail/SwV"), .enablePINRecovery(tenant: Phones.tenant), .recoverPIN)
            #expect(entries.map(\.codes) == [[200], [200], [200, 200, 200]])
            #expect(entries[0].results.map(\.data) == ["10.0.15063.297"])
            #expect(await conversation.violations.isEmpty)
            try await conversation.expectPINOfServer(insteadOf: old)
            try await conversation.expectGoodSession()
        }
    }

    @Test("Messages go where RespURI says; what they say of their target stays")
    func responseURI() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities([.responseURI]))
            try await conversation.ask(.get("./DevDetail/SwV"))
            let server = conversation.lab.managementURL
            let messages = conversation.tap.messages
            #expect(messages.map { $0.request.url.prefix { $0 != "?" } } == [server[...], "\(server)/1"])
            #expect(messages.allSatisfy { $0.text.contains("<Target><LocURI>\(server)</LocURI></Target>") })
        }
    }

    @Test("Commands that all have one CmdID are run and answered in order")
    func repeatedIDs() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities([.repeatedIDs]))
            let entries = try await conversation.ask(.get("./DevDetail/SwV"), .get("./DevDetail/Nowhere"))
            #expect(entries.map(\.codes) == [[200], [404]])
            try await conversation.expectGoodSession()
        }
    }

    @Test("Commands without a CmdID are answered with 400 and not run")
    func missingIDs() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities([.missingIDs]))
            let name = "./DevDetail/Ext/Microsoft/DeviceName"
            let entries = try await conversation.ask(.replace(name, "Another"), .get(name))
            #expect(entries.map(\.codes) == [[400], [400]])
            #expect(entries[1].results.isEmpty)
            await conversation.setOddities(LabOddities())
            let value = try await conversation.value(of: name)
            #expect(await conversation.agent.phone.deviceName == value)
            try await conversation.expectGoodSession()
        }
    }

    @Test("AUT-03: commands beside a challenge are not run, and run when the phone has shown who it is")
    func commandsWithChallenge() async throws {
        var configuration = LabConfiguration()
        configuration.management.clientScheme = .md5
        configuration.management.oddities = LabOddities([.commandsWithChallenge])
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            let old = try #require(await conversation.agent.phone.lockScreen.pin?.text)
            let entries = try await conversation.ask(.enablePINRecovery(tenant: Phones.tenant), .recoverPIN)
            #expect(entries.map(\.codes) == [[200], [200, 200, 200]])
            #expect(await conversation.details(.challenged).count == 1)
            #expect(await conversation.violations.isEmpty)
            try await conversation.expectPINOfServer(insteadOf: old)
        }
    }

    @Test("A server that hashes nonces undecoded gets in with the switch, and not without", arguments: [false, true])
    func undecodedNonce(usesSwitch: Bool) async throws {
        var configuration = LabConfiguration()
        configuration.management.clientScheme = .md5
        configuration.management.authenticatesItself = true
        configuration.management.oddities = LabOddities([.undecodedNonce])
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll { $0.usesNonceUndecoded = usesSwitch }
            try await conversation.queue([.enablePINRecovery(tenant: Phones.tenant)])
            guard usesSwitch else {
                let before = await conversation.agent.phone.tree
                await #expect(throws: AgentError(.session(.credentialRefused), "")) {
                    try await conversation.agent.sync()
                }
                #expect(await conversation.agent.phone.tree == before)
                return try await conversation.expectGoodSession()
            }
            let report = try await conversation.agent.sync()
            #expect(report.isSuccess)
            #expect(await conversation.details(.serverRefused).isEmpty)
        }
    }

    @Test("A session without end is given up, and the next one is as any other")
    func endless() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities([.endless]))
            await #expect(throws: AgentError(.session(.endless), "")) { try await conversation.agent.sync() }
            #expect(await conversation.details(.sessionAborted).count == 1)
            // Package 1, an answer to each message that may be, and the abort in answer to one too many.
            #expect(conversation.tap.messages.count == 1 + SessionMachine.mostMessages + 1)
            try await conversation.expectGoodSession()
        }
    }
}
