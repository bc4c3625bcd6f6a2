import Agent
import Notation
import Testing

@testable import understudy

/// What a person is told of a server that does wrong what it does in every session.
@Suite("What is told of a server's mistakes")
struct ToleranceShowTests {
    private static func mistake(_ label: String) -> AgentEvent {
        var event = AgentEvent(.tolerance, at: Instant(seconds: 0), text: "odd")
        event.label = label
        event.isBreach = true
        return event
    }

    @Test("Each kind has a line once; the summary comes where there is more to sum up")
    func sessions() {
        let rows: [(session: [String], lines: Int, summary: String?)] = [
            ([], 0, nil),
            (["wrongCount"], 1, "odd in 1 place: wrongCount; --strict ends there"),
            ([], 0, nil),
            (["wrongCount"], 0, "odd in 2 places: wrongCount 2 times; --strict ends there"),
            (["wrongName"], 1, "odd in 3 places: wrongCount 2 times, wrongName; --strict ends there"),
            ([], 0, nil),
        ]
        var show = ToleranceShow()
        for (session, lines, summary) in rows {
            let told = session.map { show.isNew(Self.mistake($0)) }
            #expect(told.count { $0 } == lines)
            #expect(show.newSummary() == summary)
        }
    }
}
