import Captures
import SyncML
import Testing

/// What counts as a difference between a recorded answer and a replayed one.
struct ComparisonTests {
    private static let asked =
        "<SyncBody><Get><CmdID>4</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get><Replace>"
        + "<CmdID>5</CmdID><Item><Target><LocURI>./Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI></Target></Item>"
        + "</Replace></SyncBody>"

    private static let header = status(1, "0", "SyncHdr", 200)
    private static let get = status(2, "4", "Get", 200)
    private static let replace = status(3, "5", "Replace", 200)
    private static let results = results(4, "10.0.15063.297")
    private static let answer = header + get + replace + results

    private static func status(_ id: Int, _ reference: String, _ command: String, _ code: Int) -> String {
        "<Status><CmdID>\(id)</CmdID><MsgRef>1</MsgRef><CmdRef>\(reference)</CmdRef><Cmd>\(command)</Cmd>"
            + "<Data>\(code)</Data></Status>"
    }

    private static func results(_ id: Int, _ value: String, format: String = "") -> String {
        "<Results><CmdID>\(id)</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Item><Source><LocURI>./DevDetail/SwV</LocURI>"
            + "</Source>\(format)<Data>\(value)</Data></Item></Results>"
    }

    private static func message(_ body: String) throws -> Message {
        try MessageReader().read(Array("<SyncBody>\(body)</SyncBody>".utf8)).message
    }

    private static func differences(_ replayed: String, rules: [String] = []) throws -> [Difference] {
        MessageComparison.differences(
            recorded: try message(answer), replayed: try message(replayed),
            asked: try MessageReader().read(Array(asked.utf8)).message, rules: try rules.map { try DifferenceRule($0) })
    }

    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"
    private static let version = "./DevDetail/SwV"

    @Test func `ids of commands and messages are no difference`() throws {
        let other = Self.answer.replacing("<MsgRef>1<", with: "<MsgRef>7<").replacing("<CmdID>4<", with: "<CmdID>9<")
        #expect(try Self.differences(Self.answer) == [] && (try Self.differences(other)) == [])
    }

    /// What the phone answers with another seed, and what of a PIN that differs is told then.
    @Test func `a new PIN is made by chance, also where another seed makes the same`() throws {
        let node = "./Vendor/MSFT/RemoteLock/NewPINValue"
        let asked = try Self.message(Self.header + Ask.get(4, node))
        func answer(_ pin: String) throws -> Message {
            try Self.message(Self.header + Self.results(4, pin).replacing("./DevDetail/SwV", with: node))
        }
        func differences(_ recorded: String, _ replayed: String, noise: String?) throws -> Int {
            MessageComparison.differences(
                recorded: try answer(recorded), replayed: try answer(replayed), asked: asked,
                noise: try noise.map(answer)
            ).count
        }
        #expect(try differences("1357", "2468", noise: "2468") == 0)
        // Exactly the same phone makes the same one, and where none was to be made none is.
        #expect(try differences("1357", "2468", noise: nil) == 1)
        #expect(try differences("1357", "", noise: "") == 1)
    }

    @Test(arguments: [
        (
            header + get + status(3, "5", "Replace", 500) + results,
            Difference(.status, address: camera, command: "Replace", recorded: "200", replayed: "500")
        ),
        (
            header + get + replace + results(4, "10.0.15254.1"),
            Difference(
                .value, address: version, command: "Results", recorded: "10.0.15063.297", replayed: "10.0.15254.1")
        ),
        (
            header + get + replace,
            Difference(.missingAnswer, address: version, command: "Results", recorded: "10.0.15063.297")
        ),
        (header + get + results, Difference(.missingAnswer, address: camera, command: "Replace", recorded: "200")),
        (
            answer + status(5, "5", "Replace", 200),
            Difference(.answeredAlready, address: camera, command: "Replace", replayed: "200")
        ),
        (answer + status(5, "6", "Exec", 404), Difference(.extraAnswer, command: "Exec", replayed: "404")),
        (
            header + get + replace
                + results(4, "10.0.15063.297", format: "<Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>"),
            // A value without a format is chr.
            Difference(.format, address: version, command: "Results", recorded: "chr", replayed: "int")
        ),
        (
            header + replace + get + results,
            Difference(
                .order, address: version, command: "Get", recorded: "after SyncHdr",
                replayed: "after Replace \(camera)")
        ),
    ])
    func `each difference is found and named, alone`(_ replayed: String, _ difference: Difference) throws {
        #expect(try Self.differences(replayed) == [difference])
    }

    private static func alert(_ code: Int, _ type: String, _ source: String) -> String {
        "<Alert><CmdID>2</CmdID><Data>\(code)</Data><Item><Source><LocURI>\(source)</LocURI></Source><Meta>"
            + "<Type xmlns=\"syncml:metinf\">\(type)</Type></Meta><Data>1</Data></Item></Alert>"
    }

    @Test(arguments: [
        (alert(1226, "one", "./A"), true), (alert(1226, "one", " ./A "), true), (alert(1224, "one", "./A"), false),
        (alert(1226, "two", "./A"), false), (alert(1226, "one", "./B"), false),
    ])
    func `alerts are told apart by code, type and node`(_ replayed: String, _ isSame: Bool) throws {
        let found = MessageComparison.differences(
            recorded: try Self.message(Self.alert(1226, "one", "./A")), replayed: try Self.message(replayed),
            asked: Message())
        #expect(found.map(\.kind) == (isSame ? [] : [.missingAnswer, .extraAnswer]), "\(found)")
    }

    @Test func `a status about an older message is not taken for one of the same command's id`() throws {
        let older = Self.status(3, "4", "Get", 404).replacing("<MsgRef>1<", with: "<MsgRef>0<")
        let found = MessageComparison.differences(
            recorded: try Self.message(Self.header + Self.get + older),
            replayed: try Self.message(Self.header + older),
            asked: try MessageReader().read(Array(Self.asked.utf8)).message)
        #expect(found == [Difference(.missingAnswer, address: Self.version, command: "Get", recorded: "200")])
    }

    @Test(arguments: [
        ("value ./DevDetail/**", true), ("any ./devdetail/SwV", true), ("value", true), ("any", true),
        ("value results ./DevDetail/*", true), ("status ./DevDetail/**", false), ("value ./DevInfo/**", false),
        ("value get", false),
    ])
    func `a rule takes out what it names and nothing else`(_ rule: String, _ isOut: Bool) throws {
        let found = try Self.differences(Self.header + Self.get + Self.replace + Self.results(4, "0"), rules: [rule])
        #expect(found.isEmpty == isOut)
    }

    @Test func `a rule for a status names the command and either code`() throws {
        let replayed = Self.header + Self.status(2, "4", "Get", 404) + Self.replace + Self.results
        for (rule, isOut) in [
            ("status 404 get", true), ("status 200", true), ("status 404 replace", false), ("status 500", false),
        ] {
            #expect(try Self.differences(replayed, rules: [rule]).isEmpty == isOut, "\(rule)")
        }
    }

    @Test func `what was recorded twice and is answered once says so`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(5, "./Nowhere"))
        let turns = try talk.recording(changing: 2) { message in
            let again = message.commands.filter {
                if case .status(let one) = $0 { one.commandRef == "5" } else { false }
            }
            message.commands += again
        }.replayed()
        let finding = try #require(turns.flatMap(\.findings).first)
        #expect(finding.difference.kind == .missingAnswer && finding.nearest == nil)
        #expect(finding.rule == "it was recorded more than once, and is answered fewer times now")
    }

    @Test func `rules of a file are told by their line where they say nothing`() throws {
        let rules = try DifferenceRule.rules(
            in: "# what this machine alone has\nvalue ./DevDetail/**  # the build\n\norder\n")
        #expect(rules.map(\.text) == ["value ./DevDetail/**", "order"])
        #expect(
            throws: DifferenceRule.Fault(
                "line 2: \"values\" does not begin with a kind of difference; "
                    + "the kinds are again, extra, format, missing, order, status, value, wire, any")
        ) {
            try DifferenceRule.rules(in: "order\nvalues\n")
        }
        #expect(throws: DifferenceRule.Fault.self) { try DifferenceRule("value ./A/**/B") }
    }

    @Test(arguments: [
        ("value ./Vendor/* x", "x is no status"), ("value Vendor/MSFT", "begins with ./"),
        ("status 40", "three digits"), ("value ./A ./B", "a second pattern"), ("status 404 500", "a second status"),
        ("status get replace", "a second command"),
    ])
    func `a rule with a word that means nothing is refused`(_ rule: String, _ words: String) {
        let fault = #expect(throws: DifferenceRule.Fault.self) { try DifferenceRule(rule) }
        #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
    }
}
