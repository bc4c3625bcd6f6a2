internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML

/// One thing that a message says: the status of an item, the value of a node, an alert, a command.
struct Said: Sendable {
    /// What a message says something about: of two messages, what has the same subject belongs together.
    struct Subject: Hashable, Sendable {
        enum Sort: Hashable, Sendable {
            /// The status of a command, by its CmdRef. CmdIDs of an older message may be the same as those of the last.
            case status(reference: String, isOlder: Bool)
            /// The type tells one alert from another.
            case alert(code: AlertCode?, type: String)
            /// The value of a node, and what is asked of one.
            case item
        }

        var sort = Sort.item
        /// The element's name of the command that is answered, or of what is reported.
        var command: String
        /// The node; empty where it is about none.
        var address = ""
    }

    var subject: Subject
    var value: String
    /// Meta/Format and Meta/Type; what is left out means chr and text/plain (OMA-TS-SyncML_MetaInfo-V1_2).
    var format = Self.standardFormat
    var type = Self.standardType
    /// What it is called where the values differ.
    var kind = Difference.Kind.value
    /// The place of the status among the statuses of its message.
    var status: Int?
    /// CmdRef: the id of the command that it answers; nil where it answers none of the message that was asked last.
    var reference: String?

    var command: String { subject.command }
    /// The node, where it is about one.
    var address: String? { subject.address.isEmpty ? nil : subject.address }

    /// What may be told of the value.
    var told: String { kind == .value ? SecretNode.told(value, of: address) : value }

    static let standardFormat = "chr"
    static let standardType = "text/plain"
}

/// What a message says, sorted: statuses, results, and what is reported or asked of itself.
struct Sayings {
    private(set) var statuses: [Said] = []
    private(set) var results: [Said] = []
    /// What a device reports without being asked (alerts, the nodes of package 1): the protocol demands no order of it.
    private(set) var reports: [Said] = []
    /// What a server asks for, which is run in its order.
    private(set) var requests: [Said] = []

    private let asked: AskedCommands
    /// How many statuses came for each command.
    private var occurrences: [Said.Subject: Int] = [:]
    /// MsgRef of the first status: others are about an older message, whose CmdIDs may be the same.
    private var current: String?

    init(_ message: Message, _ asked: AskedCommands) {
        self.asked = asked
        for command in message.commands { add(command) }
    }

    private mutating func add(_ command: Command) {
        switch command {
        case .status(let status): add(status)
        case .results(let results):
            for item in results.items {
                let address = (item.source ?? item.target ?? results.sourceRef ?? results.targetRef)?.trimmed
                var said = Self.said(item, address, "Results", inherited: results.meta)
                said.reference = results.commandRef
                self.results.append(said)
            }
        case .alert(let alert): add(alert)
        case .access(let access):
            for item in access.items {
                let address = (item.target ?? item.source)?.trimmed
                let said = Self.said(item, address, access.verb.name, inherited: access.meta)
                if item.target == nil { reports.append(said) } else { requests.append(said) }
            }
        case .container(let container):
            requests.append(Said(subject: Said.Subject(command: container.kind.name), value: ""))
            for command in container.commands { add(command) }
        case .unknown(let unknown):
            requests.append(Said(subject: Said.Subject(command: unknown.name), value: ""))
        }
    }

    /// One entry for each item that the status is for: whether a device says it once for all or once for each is the same.
    private mutating func add(_ status: Status) {
        let place = (statuses.last?.status ?? -1) + 1
        current = current ?? status.messageRef
        let isOlder = status.messageRef != current
        var subject = Said.Subject(
            sort: .status(reference: status.commandRef, isOlder: isOlder), command: status.command)
        let code = status.code.map { String($0.rawValue) } ?? "none"
        let references = (status.targetRefs + status.sourceRefs).map(\.trimmed)
        var addresses = references
        // The header's references are the addresses of both sides.
        if references.isEmpty || status.command == "SyncHdr" {
            let count = occurrences[subject, default: 0]
            occurrences[subject] = count + 1
            let known = asked.addresses(of: subject, occurrence: count)
            addresses = known.isEmpty ? [""] : known
        }
        for address in addresses {
            subject.address = address
            statuses.append(
                Said(
                    subject: subject, value: code, kind: .status, status: place,
                    reference: isOlder ? nil : status.commandRef))
        }
    }

    private mutating func add(_ alert: Alert) {
        guard !alert.items.isEmpty else {
            let subject = Said.Subject(sort: .alert(code: alert.code, type: ""), command: "Alert")
            reports.append(Said(subject: subject, value: ""))
            return
        }
        for item in alert.items {
            var said = Self.said(item, (item.source ?? item.target)?.trimmed, "Alert", inherited: nil)
            // What its subject says is no part of its value.
            said.subject.sort = .alert(code: alert.code, type: item.meta?.type ?? "")
            said.type = Said.standardType
            reports.append(said)
        }
    }

    private static func said(_ item: Item, _ address: String?, _ command: String, inherited: Meta?) -> Said {
        let type = item.meta?.type ?? inherited?.type ?? ""
        return Said(
            subject: Said.Subject(command: command, address: address ?? ""), value: item.data?.text ?? "",
            format: (item.meta?.format ?? inherited?.format)?.rawValue ?? Said.standardFormat,
            type: type.isEmpty ? Said.standardType : type)
    }
}

/// The nodes that the commands of a message are for, by the subject of their statuses: CmdID, which servers use twice, and
/// name.
struct AskedCommands {
    private var known: [Said.Subject: [[String]]] = [:]

    init(_ message: Message) {
        for command in message.commands.inDocumentOrder {
            guard case .access(let access) = command, let id = access.id else { continue }
            let subject = Said.Subject(sort: .status(reference: id, isOlder: false), command: access.verb.name)
            known[subject, default: []].append(access.items.compactMap { ($0.target ?? $0.source)?.trimmed })
        }
    }

    /// - Parameters:
    ///   - subject: of the status, without an address.
    ///   - occurrence: how many statuses for commands of that id came before.
    func addresses(of subject: Said.Subject, occurrence: Int) -> [String] {
        guard let commands = known[subject], let last = commands.indices.last else { return [] }
        return commands[min(occurrence, last)]
    }
}
