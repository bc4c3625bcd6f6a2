import Foundation
import Session
import SimulatedPhone
import SyncML
import Testing

/// Answers that somebody asked for (design, *Answer rules*), on values.
@Suite("Answer rules")
struct AnswerRuleTests {
    private typealias S = Stimulus

    private static func form(_ on: String, _ change: (inout AnswerRuleForm) -> Void = { _ in }) -> AnswerRuleForm {
        var form = AnswerRuleForm(on: on)
        change(&form)
        return form
    }

    private static func rule(_ on: String, _ change: (inout AnswerRuleForm) -> Void = { _ in }) throws -> AnswerRule {
        try AnswerRule(form(on, change), source: "answers.yaml:1")
    }

    /// A phone with rules.
    private struct Bench {
        var phone: Phone
        var rules: AnswerRules
        var reply: Reply?

        init(_ rules: [AnswerRule], seed: UInt64 = 7) throws {
            phone = Phone(fresh: try Exchange.blueprint(.lumia950, TestCSP.ddf), seed: seed, now: Exchange.start)
            self.rules = AnswerRules(rules, on: phone)
        }

        /// Sends commands in a message of their own.
        /// - Returns: the reply's lines, without the header's.
        mutating func send(_ body: String) throws -> [String] {
            let message = try Exchange.read(Array(S.message(body).utf8))
            let reply = ReplyBuilder.reply(
                to: message, phone: phone, PhoneEnvironment(now: Exchange.start), rules: rules)
            (phone, rules, self.reply) = (reply.phone, reply.rules, reply)
            return Array(Transcript.lines(of: reply.message).dropFirst())
        }
    }

    private static let name = "./DevDetail/Ext/Microsoft/DeviceName"

    @Test("A status keeps the command from being run, and its reason names the rule")
    func status() throws {
        var bench = try Bench([try Self.rule("replace \(Self.name)") { $0.status = 500 }])
        let before = bench.phone
        #expect(try bench.send(S.replace("2", Self.name, "chr", "new")) == ["S(2)=500"])
        #expect(bench.phone == before)
        let reason = try #require(bench.reply?.answer.reason(ofStatusAt: 1))
        #expect(reason.contains("answers.yaml:1") && reason.contains("500"))
        #expect(bench.reply?.answer.ruleUses.map(\.address) == [Self.name])
    }

    @Test("A status of success is a lie: the command is not run either, and a note says so")
    func success() throws {
        var bench = try Bench([try Self.rule("any ./DevDetail/**") { $0.status = 200 }])
        let before = bench.phone
        let text = S.message(S.replace("2", Self.name, "chr", "new"))
        #expect(try bench.send(S.replace("2", Self.name, "chr", "new")) == ["S(2)=200"])
        #expect(bench.phone == before)
        let answer = try #require(bench.reply?.answer)
        let message = try Exchange.read(Array(text.utf8))
        let notes = Explanation(of: answer, to: message, on: bench.phone).entries.flatMap(\.notes)
        #expect(notes.contains { $0.rank == .effect && $0.text.contains("answers.yaml:1") })
    }

    @Test("A value is what a Get finds, in the node's own format; nothing but a plain Get of it is changed")
    func value() throws {
        var bench = try Bench([
            try Self.rule("get ./DevDetail/**") { $0.value = "7" }, try Self.rule("get ./Nowhere") { $0.value = "x" },
        ])
        _ = try bench.send(S.get("2", "./DevDetail/SwV", "./Device/DevDetail/HwV", "./DevInfo/Man", "./Nowhere"))
        #expect(
            bench.reply?.message.values == [
                "./DevDetail/SwV": "7", "./Device/DevDetail/HwV": "7", "./DevInfo/Man": "MicrosoftMDG",
                "./Nowhere": "x",
            ])
        _ = try bench.send(S.get("2", "./DevDetail/SwV?prop=Format"))
        #expect(bench.reply?.message.values == ["./DevDetail/SwV?prop=Format": "chr"])
        #expect(try bench.send(S.replace("2", Self.name, "chr", "new")) == ["S(2)=200"])
    }

    @Test(
        "Patterns fit addresses as the phone compares them",
        arguments: [
            ("./Vendor/MSFT/Policy/**", "./Device/Vendor/MSFT/Policy/Config/Camera", true),
            ("./Device/Vendor/MSFT/Policy/**", "./vendor/msft/policy/Config", true),
            ("./Vendor/MSFT/Policy/**", "./Vendor/MSFT/Policy", false),
            ("./Vendor/MSFT/Policy/**", "./User/Vendor/MSFT/Policy/Config", false),
            ("./User/Vendor/MSFT/*/Config", "./User/Vendor/MSFT/Policy/Config", true),
            ("./Vendor/*/Policy", "./Vendor/MSFT/Other/Policy", false),
            ("./Vendor/MSFT/Policy/*", "./Vendor/MSFT/Policy/Config?list=Struct", true),
            ("./**", "./User/Vendor", true), ("./**", "./DevInfo", true), ("./*", "./DevInfo", true),
            ("./A%20b", "./a b", true), ("./A%2A", "./A*", true), ("./A%2A", "./AB", false),
            ("./**", "not//an address", false),
        ])
    func patterns(_ pattern: String, _ address: String, _ fits: Bool) throws {
        var bench = try Bench([try Self.rule("any \(pattern)") { $0.status = 499 }])
        let lines = try bench.send(S.get("2", address))
        #expect((lines.first == "S(2)=499") == fits)
    }

    @Test("The first rule that fits counts; one that is used up is passed over")
    func order() throws {
        var bench = try Bench([
            try Self.rule("get ./DevInfo/Man") {
                $0.status = 500
                $0.times = 2
            },
            try Self.rule("any ./DevInfo/*") { $0.status = 404 }, try Self.rule("get ./DevInfo/Man") { $0.value = "x" },
        ])
        let codes = try (0..<4).map { _ in try bench.send(S.get("2", "./DevInfo/Man")).first }
        #expect(codes == ["S(2)=500", "S(2)=500", "S(2)=404", "S(2)=404"])
        #expect(bench.rules.entries.map(\.uses) == [2, 2, 0])
    }

    @Test("A chance comes as often as it says, the same with the same seed")
    func chance() throws {
        func run(_ seed: UInt64) throws -> [Bool] {
            var bench = try Bench(
                [try Self.rule("get ./DevInfo/Man") { ($0.status, $0.chance) = (500, 0.25) }], seed: seed)
            return try (0..<400).map { _ in try bench.send(S.get("2", "./DevInfo/Man")).first == "S(2)=500" }
        }
        let first = try run(1)
        #expect(try run(1) == first && run(2) != first)
        #expect((60...140).contains(first.count { $0 }))
    }

    @Test("A chance differs from session to session where each has a process of its own, the same for the same phone")
    func chanceOfProcesses() throws {
        func run() throws -> [Bool] {
            var phone = try Conversation.phone()
            return try (0..<40).map { _ in
                let form = Self.form("message") { ($0.do, $0.chance) = ("drop", 0.5) }
                var rules = AnswerRules([try AnswerRule(form, source: "answers.yaml:1")], on: phone)
                var conversation = try Conversation(on: phone)
                try conversation.begin()
                _ = try conversation.server("")
                phone = conversation.phone
                return rules.useOnMessage() != nil
            }
        }
        let first = try run()
        #expect(try run() == first)
        #expect((8...32).contains(first.count { $0 }))
    }

    @Test("A chance is drawn anew where an Atomic has failed by it")
    func chanceInAtomic() throws {
        var bench = try Bench([try Self.rule("replace \(Self.name)") { ($0.status, $0.chance) = (500, 0.5) }])
        let all = try (0..<40).map { _ in
            try bench.send(S.atomic("2", S.replace("3", Self.name, "chr", "new"))).first
        }
        #expect(Set(all) == ["S(2)=200", "S(2)=507"])
    }

    @Test("A child that is refused fails its Atomic; a Get in one fails whatever a rule says")
    func atomic() throws {
        var bench = try Bench([
            try Self.rule("delete \(TestCSP.uri)/Text") { $0.status = 403 },
            try Self.rule("get ./DevInfo/Man") { $0.value = "x" },
        ])
        let add = S.add("3", TestCSP.uri + "/Text", "chr", "a")
        #expect(
            try bench.send(S.atomic("2", add, S.delete("4", TestCSP.uri + "/Text")))
                == ["S(2)=507", "S(3)=216", "S(4)=403"])
        #expect(try bench.send(S.get("5", TestCSP.uri + "/Text")) == ["S(5)=404"])
        #expect(try bench.send(S.atomic("2", S.get("3", "./DevInfo/Man"))) == ["S(2)=507", "S(3)=500"])
    }

    @Test("A ticket is not asked for where a rule answers")
    func ticket() throws {
        var bench = try Bench([try Self.rule("exec ./Vendor/MSFT/RemoteLock/*") { $0.status = 500 }])
        _ = try bench.send(RemoteLock.enableRecovery("2") + RemoteLock.recover)
        #expect(bench.reply?.need == nil)
    }

    @Test("The times of all items add up, are asked for before the message is answered, and use no rule up")
    func time() throws {
        var conversation = try Conversation()
        try conversation.begin()
        conversation.machine.rules = AnswerRules(
            [try Self.rule("any ./DevInfo/*") { ($0.after, $0.times) = ("20s", 2) }], on: conversation.phone)
        let body = S.get("2", "./DevInfo/Man", "./DevInfo/Mod", "./DevInfo/Lang")
        let header = S.header(session: conversation.machine.sessionID, message: 1)
        let message = try Exchange.read(Array(S.document(header, body + "<Final/>").utf8))
        let before = conversation.phone
        guard
            case .needs(.time(let time)) = conversation.machine.receive(
                message, &conversation.phone, conversation.environment)
        else {
            Issue.record("no time is asked for")
            return
        }
        #expect(time == .seconds(40) && conversation.phone == before)
        #expect(conversation.machine.rules.entries.map(\.uses) == [0])
        var environment = conversation.environment
        environment.outside.addTime()
        guard case .send(let answer) = conversation.machine.receive(message, &conversation.phone, environment) else {
            Issue.record("no answer")
            return
        }
        #expect(answer.answer?.statuses.map(\.code) == [200, 200])
        #expect(conversation.machine.rules.entries.map(\.uses) == [2])
    }

    /// Rules that cannot be used, and the key that is told.
    private static let unusable: [(String, String)] = [
        (#"{"on":"exec"}"#, "on"), (#"{"on":"frob ./A","status":500}"#, "on"), (#"{"on":"get A","status":500}"#, "on"),
        (#"{"on":"get ./**/A","status":500}"#, "on"), (#"{"on":"get ./A//B","status":500}"#, "on"),
        (#"{"on":"get ./DevInfo/M*","status":500}"#, "on"), (#"{"on":"get ./*x/**","status":500}"#, "on"),
        (#"{"on":"get ./A/***","status":500}"#, "on"), (#"{"on":"get ./A?prop=Name","status":500}"#, "on"),
        (#"{"on":"get ./A","status":99}"#, "status"), (#"{"on":"get ./A","status":70000}"#, "status"),
        (#"{"on":"any ./A","value":"x"}"#, "value"), (#"{"on":"get ./A","value":"x","status":404}"#, "value"),
        (#"{"on":"get ./A","after":"soon"}"#, "after"), (#"{"on":"get ./A","after":"-1s"}"#, "after"),
        (#"{"on":"get ./A","after":"99999999999999d"}"#, "after"), (#"{"on":"get ./A","after":"5"}"#, "after"),
        (#"{"on":"get ./A","status":500,"times":0}"#, "times"),
        (#"{"on":"get ./A","status":500,"chance":0}"#, "chance"),
        (#"{"on":"get ./A","status":500,"chance":1.5}"#, "chance"), (#"{"on":"message"}"#, "do"),
        (#"{"on":"message","do":"explode"}"#, "do"), (#"{"on":"message","do":"drop","status":500}"#, "status"),
        (#"{"on":"get ./A","status":500,"do":"drop"}"#, "do"),
    ]

    @Test(
        "A rule that says nothing, contradicts itself or has what a key does not take is refused with what is allowed",
        arguments: unusable)
    func refused(_ text: String, _ name: String) throws {
        let form = try JSONDecoder().decode(AnswerRuleForm.self, from: Data(text.utf8))
        let key = try #require(AnswerRuleForm.CodingKeys(rawValue: name))
        let error = #expect(throws: AnswerRuleError.self) { try AnswerRule(form, source: "x") }
        #expect(error?.key == key)
        #expect(error?.description.contains("allowed: \(AnswerRuleForm.allowed(key))") == true)
    }

    @Test("A rule without an effect is told the effects that there are")
    func noEffect() throws {
        let form = try JSONDecoder().decode(AnswerRuleForm.self, from: Data(#"{"on":"get ./A","times":1}"#.utf8))
        let error = #expect(throws: AnswerRuleError.self) { try AnswerRule(form, source: "x") }
        #expect(error?.key == .on)
        for key in [AnswerRuleForm.CodingKeys.status, .value, .after] {
            #expect(error?.description.contains("\(key.rawValue), \(AnswerRuleForm.allowed(key))") == true)
        }
        #expect(error?.description.contains("a verb") == false)
    }
}

extension Message {
    /// The values of all results, by address.
    fileprivate var values: [String: String] {
        var values: [String: String] = [:]
        for case .results(let results) in commands {
            for item in results.items { values[item.source ?? ""] = item.data?.text ?? "" }
        }
        return values
    }
}
