import Lab
import SyncML
import Testing

/// Values that need more than one message (OMA-TS-DM_Protocol-V1_2_1 section 7; protocol.md 2.4).
@Suite("Large values")
struct ObjectTests {
    private static func chunk(_ reply: LabReply) throws -> (item: Item, isFinal: Bool) {
        guard case .access(let access) = try #require(reply.requests.first) else {
            throw LabError(.badCommand, "the reply does not begin with a command")
        }
        return (try #require(access.items.first), reply.message.isFinal)
    }

    @Test("A long value goes to the phone in pieces, with Size on the first and Final on the last")
    func down() async throws {
        var talk = try await Conversation(LabManagementSettings(chunkSize: 4))
        try await talk.queue(.get("./A"), .replace("./B", "äbcdefgh", format: .chr), .get("./C"))
        let before = try await talk.send(talk.phone.packageOne())
        #expect(before.requestLines == ["Get 4 ./A"])
        var reply = try await talk.send(talk.phone.answer(before.message))
        var pieces: [String] = []
        for isLast in [false, false, true] {
            let (item, isFinal) = try Self.chunk(reply)
            #expect(item.meta?[.size] == (pieces.isEmpty ? "9" : nil))
            #expect(item.hasMoreData == !isLast && isFinal == isLast)
            #expect(item.target == "./B" && item.meta?.format == .chr)
            pieces.append(item.data?.text ?? "")
            guard !isLast else { break }
            let next = Command.alert(Alert(id: "9", code: .nextMessage))
            var answer = talk.phone.answer(reply.message, isFinal: false) { _ in 213 }
            answer.commands.append(next)
            reply = try await talk.send(answer)
        }
        #expect(pieces == ["äbc", "defg", "h"])
        let after = try await talk.send(talk.phone.answer(reply.message))
        #expect(after.requestLines == ["Get 2 ./C"])
        let entry = try await talk.entry(2)
        #expect(entry.codes == [200] && entry.state == .done)
    }

    @Test("A phone that does not take the first piece is sent no other")
    func refusedPiece() async throws {
        var talk = try await Conversation(LabManagementSettings(chunkSize: 4))
        try await talk.queue(.replace("./B", "abcdefgh"))
        let first = try await talk.send(talk.phone.packageOne())
        let end = try await talk.send(talk.phone.answer(first.message) { _ in 413 })
        #expect(end.requests.isEmpty)
        let entry = try await talk.entry(1)
        #expect(entry.codes == [413] && entry.state == .done)
    }

    @Test("Alert 1225 begins the value again, once")
    func again() async throws {
        var talk = try await Conversation(LabManagementSettings(chunkSize: 4))
        try await talk.queue(.replace("./B", "abcdefgh"))
        var reply = try await talk.send(talk.phone.packageOne())
        for _ in 0..<2 {
            let lost = Command.alert(Alert(id: "9", code: .noEndOfData))
            reply = try await talk.send(talk.phone.message([lost], isFinal: false))
            guard !reply.requests.isEmpty else { break }
            #expect(try Self.chunk(reply).item.meta?[.size] == "8")
        }
        #expect(reply.requests.isEmpty)
    }

    private static func results(_ text: String, size: String?, more: Bool) -> Results {
        let meta = Meta(format: .chr, others: size.map { [MetaField(.size, $0)] } ?? [])
        let item = Item(source: "./A", meta: meta, data: .text(text), hasMoreData: more)
        return Results(id: "8", messageRef: "1", commandRef: "4", items: [item])
    }

    @Test("Pieces from the phone are asked for one by one and put together")
    func upward() async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let ask = try await talk.send(talk.phone.packageOne())
        let first = talk.phone.answer(
            ask.message, results: [Self.results("abc", size: "5", more: true)], isFinal: false)
        let more = try await talk.send(first)
        #expect(more.statusLines == ["SyncHdr 0=200", "Results 8=213"])
        #expect(more.requestLines == ["Alert 3 1222"] && !more.message.isFinal)
        let last = talk.phone.answer(more.message, results: [Self.results("de", size: nil, more: false)])
        let end = try await talk.send(last)
        #expect(end.statusLines == ["SyncHdr 0=200"] && end.requests.isEmpty)
        #expect(try await talk.entry(1).results == [LabResult(address: "./A", format: "chr", data: "abcde")])
    }

    @Test(
        "A wrong size is 424, and a missing one 411; nothing is kept",
        arguments: [("9", 424), (nil, 411)] as [(String?, UInt16)])
    func wrongSize(_ size: String?, _ code: UInt16) async throws {
        var talk = try await Conversation()
        try await talk.queue(.get("./A"))
        let ask = try await talk.send(talk.phone.packageOne())
        let more = try await talk.send(
            talk.phone.answer(ask.message, results: [Self.results("abc", size: size, more: true)], isFinal: false))
        let end = try await talk.send(
            talk.phone.answer(more.message, results: [Self.results("de", size: nil, more: false)]))
        #expect(end.statusLines == ["SyncHdr 0=200", "Results 8=\(code)"])
        #expect(try await talk.entry(1).results.isEmpty)
    }
}
