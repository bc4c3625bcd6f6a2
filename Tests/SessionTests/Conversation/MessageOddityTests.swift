import Session
import SyncML
import Testing

/// What a server does wrong in its answer to package 1, and what phones bear.
struct MessageOddityTests {
    private typealias S = Stimulus

    /// The oddities of a message that answers package 1: alerts 2 and 3, Replace 4.
    private func oddities(
        _ body: String = S.status("SyncHdr", 200), header change: (String) -> String = { $0 }
    ) throws -> [MessageOddity] {
        var conversation = try Conversation()
        try conversation.begin()
        let header = change(S.header(session: "1", message: 1))
        let message = try Exchange.read(Array(S.document(header, body + "<Final/>").utf8))
        return conversation.machine.oddities(of: message)
    }

    @Test("A message as it should be has none")
    func none() throws {
        let statuses =
            S.status("SyncHdr", 200) + S.status("Alert", 200, to: "2", id: "2")
            + S.status("Alert", 200, to: "3", id: "3")
            + S.status("Replace", 200, to: "4", id: "4") + S.get("5", "./DevInfo/Man")
        #expect(try oddities(statuses) == [])
    }

    @Test(
        "Statuses that are missing or for something else are told with their place",
        arguments: [
            ("", MessageOddity.Kind.noHeaderStatus, "message 1, SyncBody"),
            (
                S.status("SyncHdr", 200).replacing("<MsgRef>1", with: "<MsgRef>7"), .wrongMessageReference,
                "message 1, Status 1"
            ),
            (S.status("SyncHdr", 200, to: "3"), .wrongCommandReference, "message 1, Status 1"),
            (
                S.status("SyncHdr", 200) + S.status("Alert", 200, to: "9", id: "2"), .wrongCommandReference,
                "message 1, Status 2"
            ),
            (
                S.status("SyncHdr", 200) + S.status("Alert", 200, to: "4", id: "2"), .wrongCommandReference,
                "message 1, Status 2"
            ),
            (
                S.status("SyncHdr", 200) + S.status("Get", 200, to: "", id: "2"), .wrongCommandReference,
                "message 1, Status 2"
            ),
        ])
    func statuses(_ body: String, _ kind: MessageOddity.Kind, _ place: String) throws {
        let found = try oddities(body)
        #expect(found.map(\.kind) == [kind] && found.map(\.place) == [place], "\(found)")
    }

    @Test(
        "Header fields that are not the server's to say so are told",
        arguments: [
            ("<MsgID>1<", "<MsgID>1000<", MessageOddity.Kind.wrongMessageID),
            ("<MsgID>1<", "<MsgID>0<", .wrongMessageID),
            ("<MsgID>1<", "<MsgID>x<", .wrongMessageID), ("DM/1.2", "DM/1.1", .otherProtocol),
            ("urn:uuid:understudy", Conversation.address, .exchangedAddresses),
        ])
    func headers(_ old: String, _ new: String, _ kind: MessageOddity.Kind) throws {
        #expect(try oddities { $0.replacing(old, with: new) }.map(\.kind) == [kind])
    }

    @Test("Results may be answered by their numbers, and a number may not come twice")
    func results() throws {
        var conversation = try Conversation()
        try conversation.begin()
        _ = try conversation.server(S.status("SyncHdr", 200) + S.get("5", "./DevInfo/Man"))
        func found(_ message: Int, _ reference: String) throws -> [MessageOddity.Kind] {
            let body = (S.status("SyncHdr", 200) + S.status("Results", 200, to: reference, id: "2"))
                .replacing("<MsgRef>1", with: "<MsgRef>2")
            let text = S.document(S.header(session: "1", message: message), body + "<Final/>")
            return conversation.machine.oddities(of: try Exchange.read(Array(text.utf8))).map(\.kind)
        }
        #expect(try found(2, "3") == [])
        #expect(try found(3, "3") == [], "an answer was lost on its way")
        #expect(try found(2, "2") == [.wrongCommandReference], "that is a Status")
        #expect(try found(1, "3") == [.wrongMessageID])
    }

    @Test("The same mistake in many statuses is told once")
    func once() throws {
        let many = (2...900).map { S.status("Get", 200, to: "77", id: String($0)) }.joined()
        #expect(try oddities(S.status("SyncHdr", 200) + many).map(\.kind) == [.wrongCommandReference])
    }

    @Test("An endless session names Final where it was never sent", arguments: [true, false])
    func noFinal(_ isFinal: Bool) throws {
        var conversation = try Conversation()
        try conversation.begin()
        var ending: String?
        for number in 1...SessionMachine.mostMessages + 1 {
            let body = S.status("SyncHdr", 200) + S.get("5", "./DevInfo/Man") + (isFinal ? "<Final/>" : "")
            let message = try Exchange.read(Array(S.document(S.header(session: "1", message: number), body).utf8))
            guard
                case .send(let sent) = conversation.machine.receive(
                    message, &conversation.phone, conversation.environment)
            else { break }
            if case .failed(let failure) = sent.ending { ending = failure.message }
        }
        #expect(ending?.contains("none of them with Final") == !isFinal)
    }
}
