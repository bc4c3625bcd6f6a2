import Agent
import ManagementTree
import SimulatedPhone
import Testing

/// What a person does at a phone that an agent owns.
@Suite("A person at the phone")
struct PersonTests {
    @Test("Sets a PIN, locks, mistypes, opens: each is an event without the PIN")
    func day() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        try await bench.agent.setPIN("271828")
        try await bench.agent.lock()
        #expect(try await bench.agent.unlock(pin: "1234") == .wrong(remaining: nil))
        #expect(try await bench.agent.unlock(pin: "271828") == .opened)
        #expect(bench.events.map(\.kind) == [.note, .screenLocked, .note, .screenUnlocked])
        #expect(!bench.events.contains { $0.text?.contains("271828") == true })
    }

    @Test("A PIN that the rules forbid is refused with the reason, and nothing changes")
    func refused() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        let before = await bench.agent.phone
        let error = await #expect(throws: AgentError.self) { try await bench.agent.setPIN("1") }
        #expect(error?.code == .refused && error?.message.isEmpty == false)
        #expect(await bench.agent.phone == before && bench.events.isEmpty)
    }

    @Test("A phone without a PIN cannot be locked")
    func noPIN() async throws {
        var profile = PhoneProfile.lumia950
        profile.hasPIN = false
        profile.joined = nil
        let phone = Phone(fresh: try Blueprint(profile: profile), seed: 1, now: Sample.now)
        let bench = Bench(phone, ScriptedExchange())
        let error = await #expect(throws: AgentError.self) { try await bench.agent.lock() }
        #expect(error?.code == .refused)
    }

    @Test("Looking at the tree uses nothing up")
    func tree() async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange([.message(ServerText.reset), .nothing]))
        let before = await bench.agent.phone
        let all = try await bench.agent.tree(from: try NodeURI(parsing: "."), all: true)
        #expect(await bench.agent.phone == before)
        #expect(all.contains { $0.uri == "./DevInfo/Man" && $0.value == "MicrosoftMDG" })
        #expect(all.contains { !$0.isPresent })
    }
}
