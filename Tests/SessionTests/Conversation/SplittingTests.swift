import Session
import SimulatedPhone
import SyncML
import Testing

/// Answers that are longer than the server takes (protocol.md 2.2, 2.3 and 9.7; OMA-TS-DM_Protocol-V1_2_1 sections 6
/// and 7).
struct SplittingTests {
    private typealias S = Stimulus
    private static let text = "\(TestCSP.uri)/Text"
    private static let man = "./DevInfo/Man"
    private static let next = S.status("SyncHdr", 200) + S.alert("2", 1222)

    /// A session of a phone that holds a value of so many characters.
    private func conversation(holding count: Int) throws -> Conversation {
        var conversation = try Conversation()
        try conversation.begin()
        let value = String(repeating: "x", count: count)
        let lines = try conversation.server(S.add("2", Self.text, "chr", value))
        #expect(lines == ["S(0)=200", "S(2)=200"])
        return conversation
    }

    private func limit(_ bytes: Int) -> String { S.metaField("MaxMsgSize", String(bytes)) }

    @Test("LOB-08: a value that no message holds goes in parts: Size with the first, Final with the last")
    func valueInParts() throws {
        var conversation = try conversation(holding: 1_300)
        let first = try conversation.server(S.get("5", Self.text), meta: limit(1_600))
        #expect(first.prefix(2) == ["S(0)=200", "S(5)=200"])
        #expect(first.count == 4 && first[2].hasSuffix("x [more]") && first[3] == "no Final")
        #expect(sizes(in: conversation.last) == ["1300"])
        let second = try conversation.server(Self.next, final: false)
        #expect(second.prefix(2) == ["S(0)=200", "S(2)=200"])
        #expect(second.count == 3 && second[2].hasSuffix("x"))
        #expect(sizes(in: conversation.last) == [nil])
        #expect(value(in: conversation) == String(repeating: "x", count: 1_300))
    }

    @Test("LOB-08: after a part the server may answer with 213 instead of alert 1222, and with Final or without")
    func otherAnswersToAPart() throws {
        for isFinal in [true, false] {
            var conversation = try conversation(holding: 1_300)
            _ = try conversation.server(S.get("5", Self.text), meta: limit(1_600))
            let taken = S.status("SyncHdr", 200) + S.status("Results", 213, to: "3", id: "2")
            let lines = try conversation.server(taken, final: isFinal)
            #expect(lines.count == 2 && lines[1].hasSuffix("x"))
            #expect(value(in: conversation) == String(repeating: "x", count: 1_300))
        }
    }

    @Test("A server that refuses a part gets no more of the value", arguments: [413, 424, 500])
    func partIsRefused(_ code: Int) throws {
        var conversation = try conversation(holding: 9_000)
        _ = try conversation.server(S.get("5", Self.text) + S.get("6", Self.man), meta: limit(1_600))
        let lines = try conversation.server(S.status("Results", code, to: "4") + S.alert("2", 1222), final: false)
        #expect(lines == ["S(0)=200", "S(2)=200", "R(6) \(Self.man)=MicrosoftMDG"])
    }

    @Test("A value that fits one message is not sent in parts but waits for the next")
    func valueWaits() throws {
        var conversation = try conversation(holding: 900)
        let gets = (3...8).map { S.get(String($0), Self.man) }.joined() + S.get("9", Self.text)
        var lines = try conversation.server(gets, meta: limit(1_600))
        while lines.last == "no Final" {
            #expect(!lines.contains { $0.hasSuffix("[more]") })
            lines = try conversation.server(Self.next, final: false)
        }
        #expect(lines.last == "R(9) \(Self.text)=\(String(repeating: "x", count: 900))")
    }

    @Test("LOB-10: forty Gets are answered in several messages, and only the last has Final")
    func fortyGets() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let gets = (1...40).map { S.get(String($0 + 10), Self.man) }.joined()
        var lines = try conversation.server(gets, meta: limit(2_000))
        var statuses: [String] = []
        var results: [String] = []
        while true {
            #expect(lines.first == "S(0)=200")
            statuses += lines.filter { $0.hasPrefix("S(") && !["S(0)=200", "S(2)=200"].contains($0) }
            results += lines.filter { $0.hasPrefix("R(") }
            guard lines.last == "no Final" else { break }
            lines = try conversation.server(Self.next, final: false)
        }
        #expect(statuses == (11...50).map { "S(\($0))=200" })
        #expect(results == (11...50).map { "R(\($0)) \(Self.man)=MicrosoftMDG" })
        #expect(conversation.sent.count > 3)
        let end = try conversation.server(S.status("SyncHdr", 200))
        #expect(end == ["end: completed"])
    }

    @Test("LOB-11: a server that has enough aborts, and the rest is not sent")
    func serverHasEnough() throws {
        var conversation = try conversation(holding: 9_000)
        _ = try conversation.server(S.get("5", Self.text), meta: limit(1_600))
        let lines = try conversation.server(S.status("SyncHdr", 200) + S.alert("2", 1223))
        #expect(lines == ["end: abortedByServer"])
    }

    @Test("A server that asks nothing while there is more to say gets the rest all the same")
    func serverDoesNotAsk() throws {
        var conversation = try conversation(holding: 1_300)
        _ = try conversation.server(S.get("5", Self.text), meta: limit(1_600))
        let lines = try conversation.server(S.status("SyncHdr", 200))
        #expect(lines.count == 2 && lines[0] == "S(0)=200" && lines[1].hasSuffix("x"))
    }

    @Test("A package of the server in several messages: the phone sends no Final before it, and asks for more")
    func serverSendsSeveral() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let first = try conversation.server(S.alert("5", 1300), final: false)
        #expect(first == ["S(0)=200", "S(5)=406", "A(3)=1222", "no Final"])
        let second = try conversation.server(S.get("5", Self.man), final: false)
        #expect(second == ["S(0)=200", "S(5)=200", "R(5) \(Self.man)=MicrosoftMDG", "no Final"])
        let last = try conversation.server(S.get("5", Self.man))
        #expect(last == ["S(0)=200", "S(5)=200", "R(5) \(Self.man)=MicrosoftMDG"])
    }

    @Test("Several results of one Get may go in several messages, each with its reference")
    func severalItems() throws {
        var conversation = try conversation(holding: 700)
        var lines = try conversation.server(S.get("5", Self.text, Self.text, Self.man), meta: limit(1_600))
        var results: [String] = []
        while true {
            results += lines.filter { $0.hasPrefix("R(") }
            guard lines.last == "no Final" else { break }
            lines = try conversation.server(Self.next, final: false)
        }
        let value = "R(5) \(Self.text)=\(String(repeating: "x", count: 700))"
        #expect(results == [value, value, "R(5) \(Self.man)=MicrosoftMDG"])
    }

    @Test("A value longer than MaxObjSize gets 413; the limit holds until the server says otherwise")
    func maxObjSize() throws {
        var conversation = try conversation(holding: 100)
        let small = try conversation.server(S.get("5", Self.text), meta: S.metaField("MaxObjSize", "99"))
        #expect(small == ["S(0)=200", "S(5)=413"])
        let still = try conversation.server(S.get("5", Self.text))
        #expect(still == ["S(0)=200", "S(5)=413"])
        let enough = try conversation.server(S.get("5", Self.text), meta: S.metaField("MaxObjSize", "100"))
        #expect(enough.count == 3)
    }

    @Test("A limit that leaves no room at all is broken rather than the session left hanging")
    func absurdLimit() throws {
        var conversation = try conversation(holding: 5)
        var lines = try conversation.server(S.get("5", Self.text) + S.get("6", Self.man), meta: limit(10))
        var results: [String] = []
        var count = 0
        while true {
            results += lines.filter { $0.hasPrefix("R(") }
            count += 1
            guard lines.last == "no Final", count < 50 else { break }
            lines = try conversation.server(Self.next, final: false)
        }
        #expect(results.count == 5 + "MicrosoftMDG".count)
        #expect(lines.last?.hasPrefix("R(6)") == true)
    }

    /// Meta/Size of each result's item.
    private func sizes(in message: Message?) -> [String?] {
        message?.commands.flatMap { command -> [String?] in
            guard case .results(let results) = command else { return [] }
            return results.items.map { $0.meta?[.size] }
        } ?? []
    }

    /// All parts of the value that the session has sent.
    private func value(in conversation: Conversation) -> String {
        conversation.sent.compactMap { try? Exchange.read($0.bytes) }.flatMap(\.commands).map { command in
            guard case .results(let results) = command else { return "" }
            return results.items.map { $0.data?.text ?? "" }.joined()
        }.joined()
    }
}
