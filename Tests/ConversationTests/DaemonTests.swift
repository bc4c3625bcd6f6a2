import Agent
import Lab
import Notation
import Session
import SimulatedPhone
import Testing

/// What a phone does by itself, against a real server. The clock waits for nobody.
@Suite("The daemon and a server")
struct DaemonTests {
    /// Runs the daemon until enough events of a kind have come.
    private static func run(
        _ conversation: Conversation, until kind: AgentEvent.Kind, count: Int
    ) async throws -> [AgentEvent] {
        let events = conversation.agent.events.events()
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await Daemon(conversation.agent).run() }
            var found: [AgentEvent] = []
            for await event in events where event.kind == kind {
                found.append(event)
                if found.count == count { break }
            }
            tasks.cancelAll()
            try await tasks.waitForAll()
            return found
        }
    }

    @Test("POL-01: sessions come at the steps of the first set, then of the second")
    func schedule() async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.poll = LabPoll(
            firstRetries: 2, firstInterval: 3, secondRetries: 2, secondInterval: 5, remainingInterval: 7)
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            let begun = conversation.clock.now()
            let starts = try await Self.run(conversation, until: .sessionStarted, count: 6)
            let minutes = starts.map { ($0.time.seconds - begun.seconds) / 60 }
            #expect(minutes == [3, 6, 11, 16, 23, 30])
        }
    }

    @Test("A command that waits on the server is answered within the next poll")
    func command() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let numbers = try await conversation.queue([.get("./DevDetail/SwV")])
            _ = try await Self.run(conversation, until: .sessionEnded, count: 1)
            #expect(try await conversation.entries(numbers).map(\.codes) == [[200]])
        }
    }

    @Test("The certificate is renewed when its end comes near, and sessions go on with the new one")
    func renewal() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let old = await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint
            conversation.clock.advance(days: 365 - 42 + 1)
            _ = try await Self.run(conversation, until: .renewed, count: 1)
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint != old)
            try await conversation.expectGoodSession()
        }
    }

    @Test("POL-02: a push begins a session at once, where the server has asked for a channel")
    func push() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let push = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/Push"
            try await conversation.ask(.replace("\(push)/PFN", "Contoso.Mdm_8wekyb3d8bbwe"))
            let entries = try await conversation.ask(.get("\(push)/Status"), .get("\(push)/ChannelURI"))
            #expect(entries.map(\.codes) == [[200], [200]])
            #expect(entries[0].results.map(\.data) == ["0"])
            #expect(entries[1].results.first?.data.hasPrefix("https://") == true)
            let numbers = try await conversation.queue([.get("./DevDetail/SwV")])
            let report = try await conversation.agent.receivePush()
            #expect(report.outcome == .completed)
            #expect(try await conversation.entries(numbers).map(\.codes) == [[200]])
        }
    }

    @Test("A server that cannot be reached for a while is found again by the next poll")
    func outage() async throws {
        try await Conversation.with(tune: { $0.retryLimit = 1 }) { conversation in
            try await conversation.enroll()
            await conversation.setOddities(try LabOddities(names: ["once", "status=management:503"]))
            let numbers = try await conversation.queue([.get("./DevDetail/SwV")])
            _ = try await Self.run(conversation, until: .sessionEnded, count: 1)
            #expect(try await conversation.entries(numbers).map(\.codes) == [[200]])
        }
    }
}
