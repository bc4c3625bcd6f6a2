import Agent
import Foundation
import ManagementTree
import Notation
import PINReset
import SimulatedPhone
import Store
import TestSupport
import Testing
import Wire

/// One at a time talks to a server.
@Suite("Turns", .timeLimit(.minutes(30)))
struct TurnsTests {
    /// Waits until so many stand in the line.
    private static func wait(for count: Int, in turns: Turns) async {
        while turns.waiting < count, !Task.isCancelled { await Task.yield() }
    }

    @Test("First come, first served: who comes when a turn ends stands behind those who wait")
    func order() async throws {
        let turns = Turns()
        let (order, entry) = AsyncStream.makeStream(of: Int.self)
        try await turns.take()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<5 {
                tasks.addTask {
                    try await turns.take()
                    entry.yield(number)
                    turns.give()
                }
                await Self.wait(for: number + 1, in: turns)
            }
            turns.give()
            try await turns.take()
            entry.yield(99)
            turns.give()
            try await tasks.waitForAll()
        }
        entry.finish()
        #expect(await order.reduce(into: []) { $0.append($1) } == [0, 1, 2, 3, 4, 99])
    }

    @Test("Who is cancelled waits no longer, and those behind it move up")
    func cancelled() async throws {
        let turns = Turns()
        try await turns.take()
        let first = Task { try await turns.take() }
        await Self.wait(for: 1, in: turns)
        let second = Task { try await turns.take() }
        await Self.wait(for: 2, in: turns)
        first.cancel()
        await #expect(throws: AgentError(.cancelled, "")) { try await first.value }
        #expect(turns.waiting == 1)
        turns.give()
        try await second.value
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await turns.take()
        }
        await #expect(throws: AgentError(.cancelled, "")) { try await late.value }
        turns.give()
        try await turns.take()
    }
}

/// What the daemon does where something goes wrong, and what it tells.
@Suite("A daemon that is disturbed", .timeLimit(.minutes(30)))
struct DisturbedDaemonTests {
    @Test("An unenrolment that is told to stop goes on at the next start")
    func stoppedUnenrollment() async throws {
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange(
                [
                    ScriptedExchange.Answer { request in
                        withUnsafeCurrentTask { $0?.cancel() }
                        throw WireError(.interrupted, url: request.url, message: "the task was cancelled")
                    }
                ], then: .nothing))
        let leaving = Task { try await bench.agent.unenroll() }
        await #expect(throws: AgentError.self) { try await leaving.value }
        let phone = await bench.agent.phone
        #expect(phone.enrolled?.isUnenrolling == true)
        let duty = AgentSchedule.next(of: phone, now: Sample.now)
        #expect(duty?.duty == .leave && duty?.due == Sample.now)
        let next = Bench(phone, ScriptedExchange(then: .nothing), clock: ManualClock(until: Sample.now))
        try await Daemon(next.agent).run()
        #expect(await next.agent.phone.enrolled == nil)
        #expect(next.events.contains { $0.kind == .unenrolled })
    }

    @Test("A store that cannot be written ends the daemon with its own error, which is told")
    func storeError() async throws {
        try await TemporaryFolder.with { folder in
            var phone = try Sample.enrolledPhone()
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            phone.lock()
            let other = try KeptPhone.block(folder)
            let bench = Bench(
                phone, ScriptedExchange(then: .nothing), store: store,
                clock: ManualClock(until: Sample.now.adding(days: 2)))
            let events = bench.agent.events.events(after: 0)
            let error = await #expect(throws: AgentError.self) { try await Daemon(bench.agent).run() }
            #expect(error?.code == .notKept)
            var told: [AgentEvent] = []
            for await event in events { told.append(event) }
            #expect(told.contains { $0.kind == .note && $0.text?.contains("phone.sqlite") == true })
            try other.release()
        }
    }

    @Test("A screen that locked itself is told, whatever found it")
    func idleLock() async throws {
        var phone = try Sample.phone()
        for (name, value) in [("DevicePasswordEnabled", "0"), ("MaxInactivityTimeDeviceLock", "3")] {
            let uri = "./Vendor/MSFT/Policy/Config/DeviceLock/\(name)"
            _ = try phone.add(
                try phone.blueprint.address(uri), IncomingValue(text: value),
                PhoneEnvironment(now: Sample.now))
        }
        let clock = ManualClock()
        let bench = Bench(phone, ScriptedExchange(), clock: clock)
        try await clock.sleep(for: .seconds(181))
        try await bench.agent.signIn(.user)
        #expect(bench.events.map(\.kind) == [.screenLocked])
        #expect(bench.texts(.screenLocked) == ["because nobody used the phone"])
    }

    @Test("An event has its time as ISO 8601 with the zone, and its status with what it is called")
    func json() throws {
        var event = AgentEvent(.command, at: Instant(seconds: 1_493_078_400))
        event.status = 404
        let text = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
        #expect(text.contains(#""time":"2017-04-25T00:00:00Z""#) && text.contains(#""statusName":"Not found""#))
        #expect(try JSONDecoder().decode(AgentEvent.self, from: Data(text.utf8)) == event)
    }

    @Test("A clock that stands still says the same time until somebody waits by it")
    func standingClock() async throws {
        let clock = StandingClock(Sample.now)
        #expect(clock.now() == Sample.now && clock.now() == Sample.now)
    }
}
