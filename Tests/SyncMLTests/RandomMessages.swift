import SyncML

/// Random messages that XML can carry without loss: no blanks at the ends of what the reader trims, no octets.
struct RandomMessages {
    /// SplitMix64: small, and the same everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    var generator: Generator

    init(seed: UInt64) {
        generator = Generator(state: seed)
    }

    mutating func message() -> Message {
        var message = Message(version: chance(20) ? .v1_1 : .v1_2, isFinal: chance(80))
        if chance(80) { message.header = header() }
        message.commands = commands(depth: 0)
        return message
    }

    // MARK: - Choices

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    private mutating func optional<Value>(_ percent: Int, _ make: (inout Self) -> Value) -> Value? {
        chance(percent) ? make(&self) : nil
    }

    private mutating func list<Value>(_ most: Int, _ make: (inout Self) -> Value) -> [Value] {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in make(&self) }
    }

    private static let characters = Array("ab12./?=-_:é€😀&<>\"'% \n\r\t]\u{FFFD}\u{10FFFF}\u{7F}\u{85}")
    private static let blanks: Set<Character> = [" ", "\n", "\r", "\t", "\r\n"]

    /// Anything that XML can carry.
    private mutating func anyText() -> String {
        let count = chance(5) ? 2000 : Int.random(in: 0...30, using: &generator)
        return String((0..<count).map { _ in Self.characters.randomElement(using: &generator) ?? "a" })
    }

    /// The same without blanks at the ends.
    private mutating func trimmedText() -> String {
        var text = anyText()
        while let first = text.first, Self.blanks.contains(first) { text.removeFirst() }
        while let last = text.last, Self.blanks.contains(last) { text.removeLast() }
        return text
    }

    // MARK: - Parts

    private mutating func header() -> Header {
        Header(
            verDTD: trimmedText(), verProto: trimmedText(), sessionID: trimmedText(), messageID: trimmedText(),
            target: trimmedText(), targetName: optional(20) { $0.anyText() }, source: trimmedText(),
            sourceName: optional(20) { $0.anyText() }, responseURI: optional(20) { $0.trimmedText() },
            wantsNoResponse: chance(10), credential: optional(30) { $0.credential() },
            meta: optional(50) { $0.meta() }
        )
    }

    private mutating func credential() -> Credential {
        Credential(meta: optional(80) { $0.meta() }, data: trimmedText())
    }

    private mutating func meta() -> Meta {
        Meta(
            format: optional(60) { ValueFormat(rawValue: $0.trimmedText()) }, type: optional(60) { $0.trimmedText() },
            others: list(2) { random in
                let name = MetaField.Name.allCases.randomElement(using: &random.generator) ?? .mark
                return MetaField(name, random.trimmedText())
            }
        )
    }

    private mutating func item() -> Item {
        Item(
            target: optional(60) { $0.trimmedText() }, source: optional(30) { $0.trimmedText() },
            meta: optional(40) { $0.meta() }, data: optional(60) { $0.data() }, hasMoreData: chance(10)
        )
    }

    private mutating func data() -> ItemData {
        let markup = [
            "<a/>", "<a xmlns=\"urn:b\"> x\r\n</a>", "<?p i?><é>&amp;</é>", "x<a><![CDATA[</Data>]]></a>y",
            "<Data>1</Data>",
        ]
        return chance(20) ? .markup(markup.randomElement(using: &generator) ?? "<a/>") : .text(anyText())
    }

    // MARK: - Commands

    private mutating func commands(depth: Int) -> [Command] {
        list(depth == 0 ? 8 : 3) { $0.command(depth: depth) }
    }

    private mutating func command(depth: Int) -> Command {
        let id = optional(90) { $0.trimmedText() }
        switch Int.random(in: 0..<(depth < 4 ? 10 : 8), using: &generator) {
        case 0..<4:
            let verb = AccessCommand.Verb.allCases.randomElement(using: &generator) ?? .get
            return .access(
                AccessCommand(
                    verb, id: id, meta: optional(30) { $0.meta() }, correlator: optional(20) { $0.anyText() },
                    items: list(3) { $0.item() }
                )
            )
        case 4:
            let code = optional(90) { AlertCode(rawValue: UInt16.random(in: 0...UInt16.max, using: &$0.generator)) }
            let correlator = optional(20) { $0.anyText() }
            return .alert(Alert(id: id, code: code, correlator: correlator, items: list(2) { $0.item() }))
        case 5: return .status(status(id))
        case 6: return .results(results(id))
        case 7: return .unknown(UnknownCommand(name: chance(50) ? "Put" : "é-x.y", id: id))
        default:
            return .container(
                ContainerCommand(
                    chance(50) ? .atomic : .sequence, id: id, meta: optional(20) { $0.meta() },
                    commands: commands(depth: depth + 1)
                )
            )
        }
    }

    private mutating func status(_ id: String?) -> Status {
        Status(
            id: id, messageRef: trimmedText(), commandRef: trimmedText(), command: trimmedText(),
            targetRefs: list(2) { $0.trimmedText() }, sourceRefs: list(2) { $0.trimmedText() },
            credential: optional(10) { $0.credential() }, challenge: optional(20) { $0.meta() },
            code: optional(90) { StatusCode(rawValue: UInt16.random(in: 0...999, using: &$0.generator)) },
            items: list(2) { $0.item() }
        )
    }

    private mutating func results(_ id: String?) -> Results {
        Results(
            id: id, messageRef: optional(90) { $0.trimmedText() }, commandRef: optional(90) { $0.trimmedText() },
            meta: optional(30) { $0.meta() }, targetRef: optional(20) { $0.trimmedText() },
            sourceRef: optional(20) { $0.trimmedText() }, items: list(3) { $0.item() }
        )
    }
}
