internal import ManagementTree
internal import Session
internal import SimulatedPhone
internal import SyncML

/// Which commands of a capture wrote nodes, as far as the phone did what they say: what a value that differs comes from.
struct NodeWriters: Sendable {
    /// A command that was done, as the capture has it.
    struct Writer: Sendable {
        let verb: AccessCommand.Verb
        /// CmdID as received; nil where there is none.
        let id: String?
        /// MsgID of its message; nil for commands without a message around them.
        let message: String?
        /// The session's place in the capture, from 1.
        let session: Int
        /// The command's place in its message, in document order.
        let position: Int
        /// How many were noted before it.
        let order: Int
    }

    /// The last before the message that was run last, by the node that they wrote or took away.
    private var written: [NodeID: Writer] = [:]
    private var deleted: [NodeID: Writer] = [:]
    /// What that message has done: it counts only for what stands behind it there.
    private var latest: [(node: NodeID, writer: Writer)] = []
    private var noted = 0
    /// More nodes than these are not told apart in a long capture.
    private static let most = 100_000

    /// Takes a message that was run, in whose answer statuses say what was done.
    mutating func note(_ asked: Message, _ answer: Answer, on blueprint: Blueprint, session: Int) {
        settle()
        let commands = asked.commands.inDocumentOrder
        for (place, subject) in answer.subjects.enumerated() {
            guard let position = subject.command, commands.indices.contains(position),
                case .access(let access) = commands[position], Self.writes(access.verb),
                let code = answer.statuses[place].code, code.isSuccess, code != .chunkedItemAccepted
            else { continue }
            let items = subject.item.map { access.items.dropFirst($0).prefix(1) } ?? access.items[...]
            for item in items {
                guard let address = item.target.flatMap({ try? blueprint.address($0) }), address.uri.query == nil
                else { continue }
                let writer = Writer(
                    verb: access.verb, id: access.id, message: asked.header?.messageID, session: session,
                    position: position, order: noted)
                latest.append((address.id, writer))
                noted += 1
            }
        }
    }

    private static func writes(_ verb: AccessCommand.Verb) -> Bool {
        switch verb {
        case .add, .replace, .delete: true
        case .get, .exec, .copy: false
        }
    }

    private mutating func settle() {
        for (node, writer) in latest {
            if writer.verb == .delete {
                if deleted.count < Self.most || deleted[node] != nil { deleted[node] = writer }
            } else {
                if written.count < Self.most || written[node] != nil { written[node] = writer }
            }
        }
        latest.removeAll(keepingCapacity: true)
    }

    /// The same, to be asked for many nodes.
    func lookup() -> Lookup {
        Lookup(written: written, deleted: deleted, latest: Dictionary(grouping: latest, by: \.node))
    }

    /// Who wrote what, as a command of the message that was run last found it.
    struct Lookup: Sendable {
        fileprivate let written: [NodeID: Writer]
        fileprivate let deleted: [NodeID: Writer]
        fileprivate let latest: [NodeID: [(node: NodeID, writer: Writer)]]

        /// The command that wrote a node last.
        /// - Parameter position: the place in the message of the command that has read it.
        /// - Returns: nil where none did, or one took the node away afterwards, or one above it.
        func writer(of uri: NodeURI, before position: Int) -> Writer? {
            guard let writer = last(NodeID(uri), before: position, isDelete: false) else { return nil }
            let isGone = (0...uri.depth).contains { depth in
                let delete = last(NodeID(uri.ancestor(depth: depth)), before: position, isDelete: true)
                return delete.map { $0.order > writer.order } ?? false
            }
            return isGone ? nil : writer
        }

        private func last(_ node: NodeID, before position: Int, isDelete: Bool) -> Writer? {
            let own = latest[node]?.last { $0.writer.position < position && ($0.writer.verb == .delete) == isDelete }
            return own?.writer ?? (isDelete ? deleted : written)[node]
        }
    }
}

extension NodeWriters.Writer {
    /// `Replace 4 in message 3`.
    /// - Parameter session: the one that is told of; another is named.
    func name(in session: Int) -> String {
        let command = id.map { "\(verb.name) \($0)" } ?? "\(verb.name) without CmdID"
        let place = message.map { " in message \($0)" } ?? ""
        return command + place + (self.session == session ? "" : " of session \(self.session)")
    }
}
