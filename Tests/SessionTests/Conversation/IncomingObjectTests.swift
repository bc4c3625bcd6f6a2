import Session
import SimulatedPhone
import SyncML
import Testing

/// Values that the server sends in parts (protocol.md 2.4 and 9.7; OMA-TS-DM_Protocol-V1_2_1 section 7).
struct IncomingObjectTests {
    private typealias S = Stimulus
    private static let text = "\(TestCSP.uri)/Text"
    private static let name = "./DevDetail/Ext/Microsoft/DeviceName"
    private static let man = "./DevInfo/Man"

    private func conversation() throws -> Conversation {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.add("2", Self.text, "chr", "old"))
        #expect(lines == ["S(0)=200", "S(2)=200"])
        return conversation
    }

    private func value(_ conversation: Conversation, _ uri: String = text) throws -> String? {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        exchange.phone = conversation.phone
        return try exchange.value(of: uri)
    }

    @Test("LOB-01, LOB-02: each part gets 213, the next message is asked for, and the last part stores the whole")
    func threeParts() throws {
        var conversation = try conversation()
        for (index, part) in ["one ", "two "].enumerated() {
            let lines = try conversation.server(
                S.part("5", Self.text, part, size: index == 0 ? 13 : nil, more: true), final: false)
            #expect(lines == ["S(0)=200", "S(5)=213", "A(3)=1222", "no Final"])
            #expect(try value(conversation) == "old")
        }
        let lines = try conversation.server(S.part("5", Self.text, "three", more: false))
        #expect(lines == ["S(0)=200", "S(5)=200"])
        #expect(try value(conversation) == "one two three")
    }

    @Test("LOB-01: an Add in parts makes the node with the last one")
    func addInParts() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let uri = "\(TestCSP.uri)/Words/Long"
        _ = try conversation.server(S.part("5", uri, "a", size: 2, more: true, verb: "Add"), final: false)
        #expect(try value(conversation, uri) == nil)
        let lines = try conversation.server(S.part("6", uri, "b", more: false, verb: "Add"))
        #expect(lines == ["S(0)=200", "S(6)=200"])
        #expect(try value(conversation, uri) == "ab")
    }

    @Test("LOB-04: a whole that is not as long as announced gets 424, and the old value stays", arguments: [1, 99])
    func wrongSize(_ size: Int) throws {
        var conversation = try conversation()
        _ = try conversation.server(S.part("5", Self.text, "a", size: size, more: true), final: false)
        let lines = try conversation.server(S.part("5", Self.text, "b", more: false))
        #expect(lines == ["S(0)=200", "S(5)=424"])
        #expect(try value(conversation) == "old")
    }

    @Test("LOB-04: parts that are longer than announced get 424 before the last has come")
    func tooMuch() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.part("5", Self.text, "abc", size: 2, more: true), final: false)
        #expect(lines == ["S(0)=200", "S(5)=424", "A(3)=1222", "no Final"])
    }

    @Test("LOB-05: another command before the last part drops the value, alert 1225 says so, and the command runs")
    func otherCommand() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.part("5", Self.text, "a", size: 2, more: true), final: false)
        let lines = try conversation.server(S.get("6", Self.man))
        #expect(
            lines == ["S(0)=200", "S(6)=200", "A(3)=1225 {\(Self.text)}", "R(6) \(Self.man)=MicrosoftMDG"])
        #expect(try value(conversation) == "old")
    }

    @Test("LOB-05: the same node by another verb, or another node, does not go on with a value")
    func otherValue() throws {
        for other in [S.part("6", Self.name, "b", more: false), S.exec("6", Self.text)] {
            var conversation = try conversation()
            _ = try conversation.server(S.part("5", Self.text, "a", size: 2, more: true), final: false)
            let lines = try conversation.server(other)
            #expect(lines.last == "A(3)=1225 {\(Self.text)}")
            #expect(try value(conversation) == "old")
        }
    }

    @Test("Statuses and alert 1222 of the server may stand beside a part")
    func besideParts() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.part("5", Self.text, "a", size: 2, more: true), final: false)
        let lines = try conversation.server(
            S.status("SyncHdr", 200) + S.alert("4", 1222) + S.part("5", Self.text, "b", more: false))
        #expect(lines == ["S(0)=200", "S(4)=200", "S(5)=200"])
        #expect(try value(conversation) == "ab")
    }

    @Test("LOB-07: a value longer than the phone takes gets 413 with its first part")
    func tooLarge() throws {
        var conversation = try conversation()
        let lines = try conversation.server(
            S.part("5", Self.text, "a", size: 1_000_000_000, more: true), final: false)
        #expect(lines == ["S(0)=200", "S(5)=413", "A(3)=1222", "no Final"])
    }

    @Test("A first part without the length of the whole gets 411")
    func noSize() throws {
        var conversation = try conversation()
        let lines = try conversation.server(S.part("5", Self.text, "a", more: true), final: false)
        #expect(lines == ["S(0)=200", "S(5)=411", "A(3)=1222", "no Final"])
    }

    @Test(
        "The parts of a value that was refused get its code to the last, and nothing is stored",
        arguments: [
            (nil, 411), (1_000_000_000, 413), (2, 424),
        ] as [(Int?, Int)])
    func furtherParts(_ size: Int?, _ code: Int) throws {
        var conversation = try conversation()
        let refused = "S(5)=\(code)"
        let asking = ["A(3)=1222", "no Final"]
        let first = S.part("5", Self.text, "abc", size: size, more: true)
        #expect(try conversation.server(first, final: false) == ["S(0)=200", refused] + asking)
        let middle = S.part("5", Self.text, "b", more: true)
        #expect(try conversation.server(middle, final: false) == ["S(0)=200", refused] + asking)
        #expect(try conversation.server(S.part("5", Self.text, "c", more: false)) == ["S(0)=200", refused])
        #expect(try value(conversation) == "old")
        // What comes after the last part is a value of its own again.
        #expect(try conversation.server(S.replace("6", Self.text, "chr", "new")) == ["S(0)=200", "S(6)=200"])
        #expect(try value(conversation) == "new")
    }

    @Test("Another command behind a refused part runs, and there is no alert: the server knows already")
    func otherCommandBehindRefusal() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.part("5", Self.text, "a", more: true), final: false)
        let lines = try conversation.server(S.get("6", Self.man))
        #expect(lines == ["S(0)=200", "S(6)=200", "R(6) \(Self.man)=MicrosoftMDG"])
    }

    @Test("Tens of thousands of parts in one message cost each as much as one")
    func manyParts() throws {
        var conversation = try conversation()
        let count = 30_000
        let parts = (0..<count).map { number in
            S.part("5", Self.text, "x", size: number == 0 ? count : nil, more: number < count - 1)
        }
        let lines = try conversation.server(parts.joined())
        #expect(lines.count == count + 1 && lines.last == "S(5)=200")
        #expect(try value(conversation)?.utf8.count == count)
    }

    @Test("The items before a part are whole; each item has its own status with its TargetRef")
    func partBehindItems() throws {
        var conversation = try conversation()
        let first = S.command(
            "Replace", "5",
            [S.item(Self.name, "chr", "new"), S.partItem(Self.text, "a", size: 2, more: true)])
        let lines = try conversation.server(first, final: false)
        #expect(
            lines == [
                "S(0)=200", "S(5)[\(Self.name)]=200", "S(5)[\(Self.text)]=213", "A(4)=1222", "no Final",
            ])
        let last = S.command(
            "Replace", "6", [S.partItem(Self.text, "b", more: false), S.item(Self.name, "chr", "newer")])
        let more = try conversation.server(last)
        #expect(more == ["S(0)=200", "S(6)[\(Self.text)]=200", "S(6)[\(Self.name)]=200"])
        #expect(try value(conversation) == "ab")
        #expect(try value(conversation, Self.name) == "newer")
    }

    @Test("LOB-05: a part that is not the last item of its command is dropped with the item behind it")
    func partBeforeItems() throws {
        var conversation = try conversation()
        let command = S.command(
            "Replace", "5", [S.partItem(Self.text, "a", size: 2, more: true), S.item(Self.name, "chr", "new")])
        let lines = try conversation.server(command)
        #expect(
            lines == [
                "S(0)=200", "S(5)[\(Self.text)]=213", "S(5)[\(Self.name)]=200", "A(4)=1225 {\(Self.text)}",
            ])
        #expect(try value(conversation) == "old")
        #expect(try value(conversation, Self.name) == "new")
    }

    @Test("A part inside a container gets 412: a container must fit one message")
    func partInContainer() throws {
        var conversation = try conversation()
        let lines = try conversation.server(
            S.sequence("4", S.part("5", Self.text, "a", size: 2, more: true)))
        #expect(lines == ["S(0)=200", "S(4)=200", "S(5)=412"])
        let more = try conversation.server(S.atomic("4", S.part("5", Self.text, "a", size: 2, more: true)))
        #expect(more == ["S(0)=200", "S(4)=507", "S(5)=412"])
        #expect(try value(conversation) == "old")
    }

    @Test("A value that is not whole when the session ends is forgotten")
    func lostSession() throws {
        var conversation = try conversation()
        _ = try conversation.server(S.part("5", Self.text, "a", size: 2, more: true), final: false)
        var next = try Conversation(on: conversation.phone)
        try next.begin()
        let lines = try next.server(S.part("5", Self.text, "b", more: false))
        #expect(lines == ["S(0)=200", "S(5)=200"])
        #expect(try value(next) == "b")
    }

    @Test("A value cut anywhere arrives whole", arguments: [1, 2, 3, 0xBEEF] as [UInt64])
    func anyCuts(seed: UInt64) throws {
        print("seed \(seed)")
        var texts = TextGenerator(seed: seed)
        for round in 0..<12 {
            var conversation = try conversation()
            let whole = texts.text(1...3_000)
            let parts = texts.cut(whole)
            for (index, part) in parts.enumerated() {
                let isLast = index == parts.count - 1
                let size = index == 0 && !isLast ? whole.utf8.count : nil
                let command = S.part(String(index + 3), Self.text, part, size: size, more: !isLast)
                let lines = try conversation.server(S.status("SyncHdr", 200) + command, final: isLast)
                let expected = isLast ? ["S(\(index + 3))=200"] : ["S(\(index + 3))=213", "A(3)=1222", "no Final"]
                #expect(lines == ["S(0)=200"] + expected, "seed \(seed), round \(round)")
            }
            #expect(try value(conversation) == whole, "seed \(seed), round \(round)")
        }
    }
}
