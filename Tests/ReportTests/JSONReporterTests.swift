import Captures
import Foundation
import Testing

struct JSONReporterTests {
    @Test func `the document is JSON with a line for each turn and each warning, and the summary`() throws {
        let text = Turns.report(by: JSONReporter())
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let entries = try #require(document["entries"] as? [[String: Any]])
        #expect(entries.map { $0["entry"] as? String } == ["turn", "warning", "turn", "turn", "turn", "turn", "turn"])
        #expect(text.split(separator: "\n").count == entries.count + 4)
        #expect((document["counterpart"] as? [String: Any])?["profile"] as? String == "lumia-950-1703")
        let summary = try #require(document["summary"] as? [String: Any])
        #expect(summary["differences"] as? Int == 4 && summary["compared"] as? Int == 5)
        let groups = try #require(summary["groups"] as? [[String: Any]])
        #expect(Set(groups.compactMap { $0["kind"] as? String }) == ["status", "value", "missingAnswer", "order"])
    }

    @Test func `each command has the answers of then and now, each difference what is behind it`() throws {
        let text = Turns.report(by: JSONReporter())
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let turn = try #require((document["entries"] as? [[String: Any]])?[2])
        let commands = try #require(turn["commands"] as? [[String: Any]])
        #expect(commands.map { ($0["recorded"] as? [String: Any])?["status"] as? Int } == [200, 200])
        #expect(commands.map { ($0["replayed"] as? [String: Any])?["status"] as? Int } == [200, 500])
        #expect((commands[0]["replayed"] as? [String: Any])?["value"] as? String == "10.0.15063.297")
        let difference = try #require((turn["differences"] as? [[String: Any]])?.first)
        #expect(difference["address"] as? String == Turns.camera && difference["rule"] as? String == Turns.status.rule)
        let evil = try #require(
            ((document["entries"] as? [[String: Any]])?[4]["differences"] as? [[String: Any]])?.first)
        #expect(evil["replayed"] as? String == Turns.hostile)
        // Nothing in it steers a terminal.
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    }

    @Test func `a replay that could not go on is an entry, and the document is whole`() throws {
        let text = Turns.report(by: JSONReporter(), [Turns.turn(1)], failure: "it ends \"early\"")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let last = try #require((document["entries"] as? [[String: Any]])?.last)
        #expect(last["entry"] as? String == "error" && last["message"] as? String == "it ends \"early\"")
        #expect(document["summary"] != nil)
    }
}
