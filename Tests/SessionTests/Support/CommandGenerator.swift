import Session
import SimulatedPhone
import SyncML

/// Makes server messages at random: good and bad addresses over all CSPs, every verb, containers in containers, several
/// items, missing ids. The same seed makes the same messages.
struct CommandGenerator {
    private var random: SeededGenerator
    private var nextID = 1

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func message() -> Message {
        nextID = 1
        let commands = (0..<Int.random(in: 1...10, using: &random)).map { _ in command(depth: 0) }
        return Self.message(commands)
    }

    /// A message of one Atomic and nothing else: first commands that mostly succeed, then perhaps some of any kind.
    mutating func atomicMessage() -> Message {
        nextID = 1
        var commands = (0..<Int.random(in: 1...5, using: &random)).map { _ in Command.access(fittingAccess()) }
        if chance(70) {
            commands += (0..<Int.random(in: 1...2, using: &random)).map { _ in
                chance(80) ? .access(access(withID: true)) : command(depth: 1)
            }
        }
        return Self.message([.container(ContainerCommand(.atomic, id: "1000", commands: commands))])
    }

    private mutating func fittingAccess() -> AccessCommand {
        nextID += 1
        let id = String(nextID)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return AccessCommand(.exec, id: id, items: [Item(target: RemoteLock.lock)])
        case 1: return AccessCommand(.exec, id: id, items: [Item(target: RemoteLock.recoverPIN)])
        case 2...3:
            let uri = "\(TestCSP.uri)/Words/new\(id)"
            return AccessCommand(.add, id: id, items: [Item(target: uri, data: .text("word"))])
        default:
            let (uri, value) = pick(NodePool.fitting)
            return AccessCommand(.replace, id: id, items: [Item(target: uri, data: .text(value))])
        }
    }

    /// A phone with some history: several profiles, policies set, perhaps locked, perhaps nobody signed in.
    mutating func phone(_ environment: PhoneEnvironment) throws -> Phone {
        let profiles: [PhoneProfile] = [.lumia950, .lumia950, .lumia950, .notJoined, .version1607]
        let profile = pick(profiles)
        let blueprint = try Exchange.blueprint(profile, TestCSP.ddf)
        var phone = Phone(fresh: blueprint, seed: random.next(), now: environment.now)
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let uri = NodePool.writable.randomElement(using: &random) ?? NodePool.writable[0]
            let verb: AccessCommand.Verb = chance(50) ? .add : .replace
            let command = AccessCommand(verb, id: "1", items: [Item(target: uri.0, data: .text(pick(uri.1)))])
            phone = Self.apply(.access(command), to: phone, environment)
        }
        if chance(20) { phone.lock() }
        if chance(10) { phone.setLoginStatus(.none) }
        phone.beginMessage()
        return phone
    }

    private mutating func command(depth: Int) -> Command {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<70: return .access(access())
        case ..<80 where depth < 3: return .container(container(.atomic, depth))
        case ..<90 where depth < 3: return .container(container(.sequence, depth))
        case ..<93: return .alert(Alert(id: id(), code: pick([1200, 1201, 1222, 1100, 1226, nil])))
        case ..<96: return .unknown(UnknownCommand(name: pick(["Put", "Search", "Dance"]), id: id()))
        case ..<98:
            return .status(Status(id: id(), messageRef: "1", commandRef: "2", command: "Alert", code: 200))
        default: return .access(access())
        }
    }

    private mutating func container(_ kind: ContainerCommand.Kind, _ depth: Int) -> ContainerCommand {
        // One without an id is a conformance case of its own.
        let id = id() ?? String(nextID)
        let commands = (0..<Int.random(in: 0...4, using: &random)).map { _ in command(depth: depth + 1) }
        return ContainerCommand(kind, id: id, commands: commands)
    }

    private mutating func access(withID isNumbered: Bool = false) -> AccessCommand {
        let count = isNumbered ? 1 : pick([1, 1, 1, 1, 1, 2, 3, 0])
        let id = id() ?? (isNumbered ? String(nextID) : nil)
        return AccessCommand(
            pick([.get, .get, .add, .replace, .replace, .delete, .exec, .copy]), id: id,
            items: (0..<count).map { _ in item() })
    }

    private mutating func item() -> Item {
        let format: ValueFormat? = pick([nil, nil, .chr, .int, .bool, .node, .b64, .xml, .null])
        let type: String? = pick([nil, nil, nil, "text/plain", "text/html"])
        let meta = format == nil && type == nil ? nil : Meta(format: format, type: type)
        if chance(70) {
            let (uri, values) = NodePool.writable.randomElement(using: &random) ?? NodePool.writable[0]
            let data: String? = chance(85) ? pick(values) : chance(50) ? pick(NodePool.values) : nil
            // Mostly what the node likes, so that much succeeds.
            return Item(target: uri, meta: chance(80) ? nil : meta, data: data.map { .text($0) })
        }
        return Item(
            target: chance(3) ? nil : pick(NodePool.others), meta: meta,
            data: chance(50) ? .text(pick(NodePool.values)) : nil)
    }

    /// Mostly counting up; sometimes a GUID, sometimes none.
    private mutating func id() -> String? {
        nextID += 1
        if chance(4) { return nil }
        return chance(5) ? random.uuid() : String(nextID)
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}

extension CommandGenerator {
    static func message(_ commands: [Command]) -> Message {
        let header = Header(
            sessionID: "7", messageID: "3", target: "urn:uuid:understudy", source: "https://mdm.example.test/omadm")
        return Message(header: header, commands: commands)
    }

    static func apply(_ command: Command, to phone: Phone, _ environment: PhoneEnvironment) -> Phone {
        Exchange.answer(to: message([command]), phone: phone, environment).phone
    }
}
