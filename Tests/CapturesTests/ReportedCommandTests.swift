import Captures
import SyncML
import Testing

/// To which command a report gives a difference.
struct ReportedCommandTests {
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    /// The cases that failed in JUnit's XML of a replay.
    private static func failed(_ turns: [ReplayedTurn]) -> [String] {
        var reporter = JUnitReporter()
        let text = turns.map { String(decoding: reporter.add($0), as: UTF8.self) }.joined()
        return text.matches(of: #/name="([^"]*)"><failure/#).map { String($0.1) }
    }

    /// A Replace and two Gets of one node, where the recorded value of one Get is another.
    @Test(arguments: ["8", "9"]) func `a value is of the Get that found it`(_ id: String) throws {
        var talk = try OwnTalk()
        try talk.hold(
            Ask.replace(7, Self.camera, "0") + Ask.get(8, Self.camera) + Ask.get(9, Self.camera))
        let turns = try talk.recording(changing: 2) { message in
            for index in message.commands.indices {
                guard case .results(var results) = message.commands[index], results.commandRef == id else { continue }
                results.items[0].data = .text("1")
                message.commands[index] = .results(results)
            }
        }.replayed()
        #expect(turns.differences.map(\.kind) == [.value])
        #expect(Self.failed(turns) == ["Get \(Self.camera) (CmdID \(id))"])
    }

    @Test func `a status is of the command that it names, of two for one node`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(8, Self.camera) + Ask.get(9, Self.camera))
        let turns = try talk.recording(changing: 2) { $0.changeStatus(of: "9") { $0.code = .ok } }.replayed()
        #expect(turns.differences.map(\.kind) == [.status])
        #expect(Self.failed(turns) == ["Get \(Self.camera) (CmdID 9)"])
    }
}
