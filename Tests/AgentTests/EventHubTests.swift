import Agent
import SimulatedPhone
import Synchronization
import Testing

/// Events for everyone who listens.
@Suite("The event hub")
struct EventHubTests {
    private static func send(_ texts: [String], to hub: EventHub) {
        for text in texts { hub.send(AgentEvent(.note, at: Sample.now, text: text)) }
    }

    private static func texts(_ events: AsyncStream<AgentEvent>) async -> [String] {
        await events.reduce(into: []) { $0.append($1.text ?? "") }
    }

    @Test("Everyone who listens gets all events, numbered from 1")
    func listeners() async {
        let hub = EventHub()
        let (one, other) = (hub.events(), hub.events())
        Self.send(["a", "b"], to: hub)
        hub.finish()
        #expect(await Self.texts(one) == ["a", "b"])
        #expect(await other.reduce(into: []) { $0.append($1.number) } == [1, 2])
    }

    @Test(
        "Who comes late gets what came after a number, or nothing",
        arguments: [
            (0 as Int?, ["a", "b", "c", "d"]), (2, ["c", "d"]), (3, ["d"]), (99, ["d"]), (nil, ["d"]),
        ])
    func late(_ number: Int?, _ expected: [String]) async {
        let hub = EventHub()
        Self.send(["a", "b", "c"], to: hub)
        let events = hub.events(after: number)
        Self.send(["d"], to: hub)
        hub.finish()
        #expect(await Self.texts(events) == expected)
    }

    @Test("Who comes after the end gets what is kept, and is not kept waiting for more")
    func afterTheEnd() async {
        let hub = EventHub()
        Self.send(["a", "b"], to: hub)
        hub.finish()
        #expect(await Self.texts(hub.events(after: 1)) == ["b"])
        #expect(await Self.texts(hub.events()) == [])
    }

    @Test("Events that nobody looks at are never made, and are numbered as those that are")
    func notMade() {
        let hub = EventHub()
        let made = Mutex(0)
        hub.send(3) {
            made.withLock { $0 += 1 }
            return ["a", "b", "c"].map { AgentEvent(.note, at: Sample.now, text: $0) }
        }
        Self.send(["d"], to: hub)
        #expect(hub.last == 4 && made.withLock { $0 } == 0)
        #expect(hub.recent(after: 3).map(\.text) == ["d"] && made.withLock { $0 } == 0)
        #expect(hub.recent(after: 1).map(\.text) == ["b", "c", "d"])
        #expect(hub.recent(after: 1).map(\.number) == [2, 3, 4])
    }

    @Test("A listener who is slow loses the oldest events, and keeps nobody waiting")
    func slow() async {
        let hub = EventHub()
        let events = hub.events()
        Self.send((0..<10_500).map { "\($0)" }, to: hub)
        hub.finish()
        let texts = await Self.texts(events)
        #expect(texts.first == "500" && texts.last == "10499" && texts.count == 10_000)
    }

    @Test("Of old events the last thousand at least are kept, and not all of them")
    func recent() {
        let hub = EventHub()
        Self.send((1...5000).map { "\($0)" }, to: hub)
        let kept = hub.recent(after: 0)
        #expect((1000...2000).contains(kept.count) && kept.last?.number == 5000 && hub.last == 5000)
        #expect(hub.recent(after: 4999).map(\.text) == ["5000"])
        #expect(hub.recent(after: 5000).isEmpty)
    }
}
