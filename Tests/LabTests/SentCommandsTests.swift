import Foundation
@testable import Lab
import Testing

@Suite("Commands that a session has sent")
struct SentCommandsTests {
    private static func command(_ message: String, _ id: String?, _ name: String, number: Int) -> SentCommand {
        SentCommand(
            messageID: message, id: id, name: name, address: nil, number: number, isPiece: false,
            isBesideChallenge: false)
    }

    /// A Get and an Exec of one id, as a server that errs sends them, among others.
    private static func sent(keeping limit: Int = 100) -> LabSentCommands {
        var sent = LabSentCommands()
        sent.add(
            [
                command("1", "2", "Get", number: 1), command("1", "3", "Get", number: 2),
                command("1", "3", "Exec", number: 3), command("1", "3", "Get", number: 4),
            ], keeping: limit)
        sent.add([command("2", "3", "Get", number: 5), command("2", nil, "Add", number: 6)], keeping: limit)
        return sent
    }

    /// What a phone refers to, one after the other, and the numbers of the commands that are meant.
    static let references: [(message: String, command: String, name: String?, number: Int?)] = [
        ("1", "2", "Get", 1), ("1", "3", "Get", 2), ("1", "3", "Exec", 3), ("1", "3", "Get", 4), ("1", "3", "Get", 4),
        ("1", "3", nil, 4), ("2", "3", "Get", 5), ("2", "", "Add", 6), ("2", "3", "Add", nil), ("3", "3", "Get", nil),
        ("1", "2", "Get", 1),
    ]

    @Test("Of several with one id each is answered in its turn, and what is left over belongs to the last")
    func places() {
        var sent = Self.sent()
        for reference in Self.references {
            let place = sent.place(
                messageRef: reference.message, commandRef: reference.command, name: reference.name)
            #expect(place.flatMap { sent[$0].number } == reference.number, "\(reference)")
            if let place { sent[place].isAnswered = true }
        }
    }

    @Test("Of too many the oldest are forgotten, and the others are found where they are", arguments: 0...6)
    func forgotten(limit: Int) {
        var sent = Self.sent(keeping: limit)
        let numbers = [("1", "2", 1), ("1", "3", 2), ("2", "3", 5), ("2", "", 6)].compactMap { message, id, _ in
            sent.place(messageRef: message, commandRef: id, name: nil).flatMap { sent[$0].number }
        }
        let first = [1, 2, 3, 4, 5, 6].suffix(limit)
        let known = [first.contains(1) ? 1 : nil, first.first { (2...4).contains($0) }, first.first { $0 == 5 }]
        #expect(numbers == known.compactMap { $0 } + first.filter { $0 == 6 })
        sent.add([Self.command("3", "1", "Get", number: 7)], keeping: 1)
        #expect(sent.place(messageRef: "3", commandRef: "1", name: nil).flatMap { sent[$0].number } == 7)
        #expect(sent.place(messageRef: "2", commandRef: "", name: nil) == nil)
    }

    @Test("Those of a message are taken out together")
    func taken() {
        var sent = Self.sent(keeping: 5)
        let taken = sent.take(message: "1").map(\.number)
        #expect(taken == [2, 3, 4])
        #expect(sent.place(messageRef: "1", commandRef: "3", name: nil) == nil)
        #expect(sent.place(messageRef: "2", commandRef: "3", name: "Get").flatMap { sent[$0].number } == 5)
    }

    @Test("What is kept is a list, and from it the same is found")
    func kept() throws {
        let sent = Self.sent(keeping: 4)
        let octets = try JSONEncoder().encode(sent)
        #expect(try JSONDecoder().decode([SentCommand].self, from: octets).map(\.number) == [3, 4, 5, 6])
        let read = try JSONDecoder().decode(LabSentCommands.self, from: octets)
        #expect(read == sent)
        #expect(read.place(messageRef: "1", commandRef: "3", name: "Exec").flatMap { read[$0].number } == 3)
    }
}
