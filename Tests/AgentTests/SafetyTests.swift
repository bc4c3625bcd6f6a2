import Agent
import SimulatedPhone
import Store
import SyncML
import Synchronization
import TestSupport
import Testing
import Wire

/// The phone is kept before anybody hears of it (design, *The way of one message*, step 8).
@Suite("What a server was told survives")
struct SafetyTests {
    private static let reset = ScriptedExchange.Answer.message(ServerText.reset)

    @Test("Whenever a PIN goes out, the phone that is on disk opens with it")
    func storedFirst() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let blueprint = phone.blueprint
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            let opened = Mutex<[UnlockOutcome]>([])
            // Looks into the folder at the moment at which the message is sent.
            func checking(_ answer: ScriptedExchange.Answer) -> ScriptedExchange.Answer {
                ScriptedExchange.Answer { request in
                    if let pin = try request.message().values[ServerText.newPIN] {
                        var kept = try #require(try await KeptPhone.load(from: folder, blueprint))
                        opened.withLock { $0.append(kept.unlock(with: PIN(pin), now: Sample.now)) }
                    }
                    return try await answer.make(request)
                }
            }
            let answers = [Self.reset, Self.reset, .failure(.interrupted), Self.reset, .nothing].map(checking)
            let bench = Bench(phone, ScriptedExchange(answers), store: store)
            let report = try await bench.agent.sync()
            #expect(report.isSuccess)
            // Three PINs, of which one was sent twice.
            #expect(opened.withLock { $0 } == Array(repeating: .opened, count: 4))
        }
    }

    @Test(
        "The number of a session is kept whatever comes of it",
        arguments: [
            ScriptedExchange.Answer.nothing, .failure(.interrupted), .failure(.unreachable),
        ])
    func numberIsKept(_ answer: ScriptedExchange.Answer) async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            let before = try #require(phone.enrolled).sessionNumber
            let bench = Bench(phone, ScriptedExchange(then: answer), store: store)
            _ = try? await bench.agent.sync()
            let kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint)?.enrolled)
            #expect(kept.sessionNumber == before + 1)
        }
    }

    @Test("A session that cannot be kept fails, and the phone is as before but for the session's number")
    func notKeptAtAll() async throws {
        try await TemporaryFolder.with { folder in
            var phone = try Sample.enrolledPhone()
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            let bench = Bench(phone, ScriptedExchange(then: .nothing), store: store)
            let blocker = try KeptPhone.block(folder)
            let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
            #expect(error?.code == .notKept)
            phone.enrolled?.sessionNumber += 1
            #expect(await bench.agent.phone == phone)
            try blocker.release()
            #expect(try await bench.agent.sync().isSuccess)
        }
    }

    @Test("A phone that cannot be kept after a message does not answer it, and is as before it")
    func notKeptLater() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.enrolledPhone()
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            let blocker = Mutex<KeptPhone.Blocker?>(nil)
            let answer = ScriptedExchange.Answer { request in
                let block = try KeptPhone.block(folder)
                blocker.withLock { $0 = block }
                return try await Self.reset.make(request)
            }
            let bench = Bench(phone, ScriptedExchange([answer], then: .nothing), store: store)
            let error = await #expect(throws: AgentError.self) { try await bench.agent.sync() }
            #expect(error?.code == .notKept && bench.requests.count == 1)
            #expect(await bench.agent.phone.lockScreen == phone.lockScreen)
            #expect(bench.events.contains { $0.kind == .pinReplaced } == false)
            try blocker.withLock { try $0?.release() }
            let kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint))
            #expect(kept.lockScreen == phone.lockScreen)
        }
    }

    @Test("A person's changes are kept at once")
    func person() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.phone()
            let store = try PhoneStore(StateFolder(folder))
            let bench = Bench(phone, ScriptedExchange(), store: store)
            try await bench.agent.setPIN("271828")
            try await bench.agent.lock()
            var kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint))
            #expect(kept.lockScreen.isLocked)
            #expect(kept.unlock(with: PIN("271828"), now: Sample.now) == .opened)
        }
    }
}
