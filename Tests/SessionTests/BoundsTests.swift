import ManagementTree
import Session
import SimulatedPhone
import SyncML
import Testing

/// What one message can cost is bounded, whatever it asks (design, *What bad input gets*).
@Suite("The bounds of a message and its reply")
struct BoundsTests {
    private typealias S = Stimulus
    private static let text = "\(TestCSP.uri)/Text"
    private static let items = "\(TestCSP.uri)/Items"
    private static let words = "\(TestCSP.uri)/Words"
    private static let man = "./DevInfo/Man"

    /// How many octets the values of the last reply hold.
    private func octets(_ exchange: Exchange) -> Int {
        exchange.lastReply?.answer.results.reduce(0) { sum, results in
            results.items.reduce(sum) { $0 + ($1.data?.text.utf8.count ?? 0) }
        } ?? 0
    }

    @Test("A great value asked for again and again is given until the reply is full, then it is 413")
    func greatValues() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        let value = String(repeating: "x", count: 5 << 20)
        #expect(try exchange.send(S.add("1", Self.text, "chr", value)) == ["S(1)=200"])
        let gets = (2...401).map { S.get(String($0), Self.text) }.joined()
        let lines = try exchange.send(gets + S.get("402", Self.man)).filter { $0.hasPrefix("S") }
        #expect(lines.prefix(4) == ["S(2)=200", "S(3)=200", "S(4)=200", "S(5)=200"])
        #expect(lines.dropFirst(4).allSatisfy { $0.hasSuffix("=413") } && lines.count == 401)
        #expect(octets(exchange) == 4 * value.utf8.count)
        // The next message has room again.
        #expect(try exchange.send(S.get("1", Self.man)).first == "S(1)=200")
    }

    @Test("A value counts with the mark-up that escapes it")
    func escapedValue() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        _ = try exchange.send(S.add("1", Self.text, "chr", String(repeating: "<", count: 3 << 20)))
        #expect(try exchange.send(S.get("2", Self.text) + S.get("3", Self.text)).prefix(2) == ["S(2)=200", "S(3)=413"])
    }

    @Test("The list of the whole tree asked for again and again ends with 413, also by many items of one command")
    func manyLists() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        let one = S.get("1", ".?list=StructData")
        _ = try exchange.send(one)
        let single = try #require(exchange.lastReply?.answer.results.first?.items.count)
        #expect(single > 200)
        let gets = (1...400).map { S.get(String($0), ".?list=StructData") }.joined()
        let lines = try exchange.send(gets).filter { $0.hasPrefix("S") }
        #expect(lines.first == "S(1)=200" && lines.last == "S(400)=413")
        let found = exchange.lastReply?.answer.results.reduce(0) { $0 + $1.items.count } ?? 0
        #expect(found < ReplyRoom.octets / 500)
        let many = S.command("Get", "1", (0..<400).map { _ in S.item(".?list=StructData") })
        let statuses = try exchange.send(many).filter { $0.hasPrefix("S") }
        #expect(statuses.first == "S(1)[.?list=StructData]=200" && statuses.last == "S(1)[.?list=StructData]=413")
    }

    @Test("A list of more nodes than the bound is 413, and the names of as many are one value")
    func longList() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        let adds = (0..<ReplyRoom.nodesInList).map { S.add(String($0 + 1), "\(Self.words)/w\($0)", "chr", "x") }
        _ = try exchange.send(adds.joined())
        #expect(exchange.lastReply?.answer.isSuccess == true)
        #expect(try exchange.send(S.get("1", "\(Self.words)?list=Struct")) == ["S(1)=413"])
        #expect(try exchange.send(S.get("1", Self.words)).first == "S(1)=200")
        #expect(try exchange.send(S.get("1", "\(Self.items)?list=Struct")).first == "S(1)=200")
    }

    @Test("A PIN that finds no room in its reply is there for the next Get of the message")
    func newPINIsKept() throws {
        var exchange = try Exchange(.notJoined, ddf: TestCSP.ddf)
        _ = try exchange.send(S.add("1", Self.text, "chr", String(repeating: "x", count: 13 << 20)))
        let lines = try exchange.send(
            S.get("1", Self.text) + S.exec("2", RemoteLock.resetPIN)
                + S.get("3", "./Vendor/MSFT/RemoteLock?list=StructData") + S.get("4", RemoteLock.newPIN))
        let pin = try #require(exchange.phone.lockScreen.pin)
        #expect(lines.contains("R(3) \(RemoteLock.newPIN)=\(pin.text)"))
        #expect(lines.last == "R(4) \(RemoteLock.newPIN)=")
        let full = try exchange.send(
            S.exec("2", RemoteLock.resetPIN) + S.get("1", Self.text) + S.get("3", Self.text)
                + S.get("4", RemoteLock.newPIN))
        #expect(full.prefix(4) == ["S(2)=200", "S(1)=200", "S(3)=413", "S(4)=413"])
        #expect(exchange.phone.newPIN != nil)
    }

    @Test("Of a message with more than 100,000 commands or items none is run, and the header says so")
    func tooManyCommands() throws {
        let name = S.replace("1", "./DevDetail/Ext/Microsoft/DeviceName", "chr", "Ada")
        let most = Message.mostCommands
        let bodies = [
            name + String(repeating: "<Get/>", count: most), name + String(repeating: "<Dance/>", count: most),
            S.sequence("2", name, String(repeating: "<Alert/>", count: most)),
            name + S.command("Get", "2", [String(repeating: "<Item/>", count: most + 2)]),
        ]
        for body in bodies { #expect(try Exchange.read(Array(S.message(body).utf8)).isCut) }
        let whole = try Exchange.read(Array(S.message(String(repeating: "<Get/>", count: most)).utf8))
        #expect(!whole.isCut && whole.commands.count == most)
        var exchange = try Exchange(ddf: TestCSP.ddf)
        let before = exchange.phone
        #expect(try exchange.send(bodies[0]) == ["S(0)=413"])
        #expect(exchange.phone == before)
    }

    @Test("A tree grows no further than the phone's storage: 420, and what is there stays and can be replaced")
    func storage() throws {
        var exchange = try Exchange(.changed { $0.treeStorage = 1 }, ddf: TestCSP.ddf)
        let half = String(repeating: "x", count: 600 << 10)
        #expect(try exchange.send(S.add("1", "\(Self.words)/a", "chr", half)) == ["S(1)=200"])
        #expect(try exchange.send(S.add("2", "\(Self.words)/b", "chr", half)) == ["S(2)=420"])
        #expect(try exchange.send(S.replace("3", Self.text, "chr", half)) == ["S(3)=420"])
        #expect(try exchange.send(S.replace("4", "\(Self.words)/a", "chr", half + half)) == ["S(4)=420"])
        #expect(try exchange.send(S.replace("5", "\(Self.words)/a", "chr", half + "y")) == ["S(5)=200"])
        let names = (0..<2_000).map { S.add(String($0 + 1), "\(Self.items)/i\($0)", "node") }.joined()
        #expect(try exchange.send(names).last == "S(2000)=420")
        #expect(try exchange.send(S.delete("6", "\(Self.words)/a")) == ["S(6)=200"])
        #expect(try exchange.send(S.add("7", "\(Self.words)/b", "chr", "small")) == ["S(7)=200"])
    }

    @Test("New names move no more than 10,000 nodes in one message")
    func renames() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        _ = try exchange.send(
            (0..<120).map { S.add(String($0 + 1), "\(Self.items)/a/Deep/n\($0)", "chr", "x") }.joined())
        #expect(exchange.lastReply?.answer.isSuccess == true)
        let renames = (0..<200).map { number in
            S.replace(
                String(number + 1), "\(Self.items)/\(number % 2 == 0 ? "a" : "b")?prop=Name", "chr",
                number % 2 == 0 ? "b" : "a")
        }
        let lines = try exchange.send(renames.joined())
        #expect(lines.filter { $0.hasSuffix("=200") }.count == 81)
        #expect(lines.contains("S(82)=500"))
    }

    @Test("What Atomics have moved that failed counts too")
    func renamesOfFailedAtomics() throws {
        var exchange = try Exchange(ddf: TestCSP.ddf)
        _ = try exchange.send(
            (0..<120).map { S.add(String($0 + 1), "\(Self.items)/a/Deep/n\($0)", "chr", "x") }.joined())
        let atomics = (0..<100).map { number in
            S.atomic(
                "\(number + 1)", S.replace("\(number + 1001)", "\(Self.items)/a?prop=Name", "chr", "b"),
                S.get("\(number + 2001)", "./DevInfo/Man"))
        }
        let lines = try exchange.send(atomics.joined())
        #expect(lines.contains("S(1001)=216") && lines.contains("S(2001)=500"))
        #expect(lines.contains("S(1100)=500") && lines.contains("S(2100)=216"))
    }
}
