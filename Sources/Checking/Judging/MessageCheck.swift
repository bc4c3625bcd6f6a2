import Advice
import ManagementTree
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML
import XML

/// Runs one message on a phone and says what there is to say of each of its commands.
struct MessageCheck {
    let message: Message
    /// Where each command stands; empty where that is not known.
    let anchors: [Anchor]
    /// Whether the commands are a person's or a server's own, which may come again as they are; settings are sent by a
    /// server that chooses between Add and Replace itself.
    let isSettings: Bool
    let runner: PayloadRunner
    let list: CommandList
    /// Knows the addresses of the phone as it is then: ADMX files bring some.
    private(set) var adviser: Adviser
    private(set) var drafts: [Draft] = []
    /// The nodes that the message deletes.
    private var deleted: Set<String> = []
    /// Those that it adds.
    private var added: Set<String> = []
    /// What is told once for several commands: the draft that tells it, and how many more belong to it.
    private var told: [Group: (draft: Int, more: Int)] = [:]

    /// Commands of which one thing is to be said, for the nodes below one.
    struct Group: Hashable {
        var rule: String
        var node: String
    }

    /// - Parameter adviser: who knows the phone as messages before have left it; nil for the first.
    init(
        _ message: Message, at anchors: [Anchor], isSettings: Bool = false, by runner: PayloadRunner,
        asking adviser: Adviser? = nil
    ) {
        self.message = message
        self.anchors = anchors
        self.isSettings = isSettings
        self.runner = runner
        self.adviser = adviser ?? runner.adviser
        list = CommandList(message.commands)
    }

    /// - Returns: the phone after the message.
    mutating func run(on phone: Phone) -> Phone {
        let reply = reply(to: message, on: phone)
        let explanation = Explanation(
            of: reply.answer, to: message, on: reply.phone, before: phone.blueprint, mostNoted: .max)
        var isAnyRolledBack = false
        for entry in explanation.entries {
            guard let place = entry.position else {
                if !entry.isSuccess { addHeader(entry) }
                continue
            }
            if entry.code == .atomicFailed { isAnyRolledBack = true }
            judge(entry, at: place, reply.phone)
        }
        if isAnyRolledBack { judgeRolledBack(explanation, phone) }
        return reply.phone
    }

    mutating func reply(to message: Message, on phone: Phone) -> Reply {
        let reply = runner.reply(to: message, on: phone)
        if adviser.blueprint !== reply.phone.blueprint { adviser = Adviser(reply.phone.blueprint) }
        return reply
    }

    private mutating func addHeader(_ entry: Explanation.Entry) {
        let code = entry.code.map { "\($0.rawValue)" } ?? "no number"
        drafts.append(
            Draft(.headerRefused, at: .file, "the header gets \(code): \(entry.reason ?? "the phone does not say why")")
        )
    }

    mutating func judge(_ entry: Explanation.Entry, at place: Int, _ phone: Phone) {
        guard list.entries.indices.contains(place) else { return }
        switch list.entries[place].command {
        case .access(let command): judge(entry, command, at: place, phone)
        case .alert: if !entry.isSuccess { add(.notSupported, entry, at: place) }
        case .unknown(let command):
            guard !entry.isSuccess, !Self.isUndone(entry) else { return }
            add(.unknownCommand, entry, at: place, mend: Self.name(meantBy: command.name).map { .command($0) })
        case .container(let container):
            guard !entry.isSuccess, entry.code != .atomicFailed, entry.code != .atomicRollBackOK else { return }
            add(container.id == nil ? .unnumberedCommand : .nestedContainer, entry, at: place)
        case .status, .results: break
        }
    }

    private mutating func judge(
        _ entry: Explanation.Entry, _ command: AccessCommand, at place: Int, _ phone: Phone
    ) {
        // Told by the command that failed, or by a second run.
        guard !Self.isUndone(entry) else { return }
        guard entry.isSuccess else { return addRefusal(entry, command, at: place) }
        for note in entry.notes { add(note, entry, at: place) }
        addFacts(entry, command, at: place, phone)
    }

    // MARK: - Drafts

    func anchor(_ place: Int, _ part: Anchor.Part) -> Anchor {
        guard anchors.indices.contains(place) else { return .file }
        guard case .command(let position, _) = anchors[place] else { return anchors[place] }
        return .command(position, part)
    }

    mutating func add(_ draft: Draft) { drafts.append(draft) }

    /// The command whose name stands in another case; nil where none does.
    private static func name(meantBy written: String) -> String? {
        let names = AccessCommand.Verb.allCases.map(\.name) + ["Alert", "Atomic", "Sequence"]
        return names.first { $0.lowercased() == written.lowercased() }
    }

    mutating func add(
        _ rule: Rule, _ entry: Explanation.Entry, at place: Int, _ reason: String? = nil, mend: Mend? = nil
    ) {
        var draft = Draft(rule, at: anchor(place, .tag), address: entry.address, sentence(entry, reason))
        draft.severity = .error
        draft.mend = mend
        drafts.append(draft)
    }

    /// `Replace ./DevInfo/Man gets 405: its description does not admit Replace`
    func sentence(_ entry: Explanation.Entry, _ reason: String? = nil) -> String {
        let code = entry.code.map { "\($0.rawValue)" } ?? "no number"
        let why = reason ?? entry.reason ?? "the phone does not say why"
        let address = entry.address.map { " " + VisibleText.cut(VisibleText.line($0), most: 200) } ?? ""
        // Some reasons name the node without what was asked of it.
        let node = entry.address.map { String($0.prefix { $0 != "?" }) }
        let short = ReasonText.without(node, in: ReasonText.without(entry.address, in: why))
        return "\(entry.command)\(address) gets \(code): \(short)"
    }

    /// Whether a command before has deleted the node, or one above it.
    func isDeleted(_ uri: NodeURI) -> Bool {
        !deleted.isEmpty && (0...uri.depth).contains { deleted.contains(Self.key(of: uri.ancestor(depth: $0))) }
    }

    /// Whether a draft tells it of a node and those below already; then it counts one more. Otherwise the next draft will be
    /// the one.
    mutating func isTold(_ rule: Rule, below node: String) -> Bool {
        let group = Group(rule: rule.id, node: node)
        guard let known = told[group] else {
            told[group] = (drafts.count, 0)
            return false
        }
        told[group] = (known.draft, known.more + 1)
        drafts[known.draft].details = ["so do \(known.more + 1) more of the commands for it"]
        return true
    }

    mutating func noteAdded(_ uri: NodeURI) { added.insert(Self.key(of: uri)) }

    /// Whether a command before has added the node.
    func isAdded(_ uri: NodeURI) -> Bool { added.contains(Self.key(of: uri)) }

    private static func key(of uri: NodeURI) -> String {
        NodeURI(prefix: uri.scope == .user ? .user : .device, names: uri.names).description.lowercased()
    }

    mutating func noteDeleted(_ uri: NodeURI) { deleted.insert(Self.key(of: uri)) }
}
