import ManagementTree
import SimulatedPhone
import SyncML

/// Sequence and Atomic (protocol.md section 4).
extension CommandRunner {
    /// Sequence: 200 as soon as it starts, whatever its commands do; each is run in order
    /// (OMA-TS-DM_RepPro-V1_2_1 section 6.6.14).
    /// Inferred: a command that fails does not stop those after it; only a user's refusal does by OMA's text, and what
    /// Windows does is not documented.
    mutating func runSequence(_ sequence: ContainerCommand) -> Bool {
        let isInAtomic = atomic != nil
        if isInAtomic, !sequence.commands.allSatisfy({ $0.isReadingInAtomic(phone.blueprint) }) {
            report("Sequence", sequence.id, .commandFailed, "a Sequence must not stand in an Atomic")
            giveUp(sequence.commands)
            return false
        }
        report("Sequence", sequence.id, .ok)
        guard !isInAtomic else { return sequence.commands.allSatisfy { runCommand($0.inheriting(sequence.meta)) } }
        guard let meta = sequence.meta else {
            run(sequence.commands)
            return true
        }
        for command in sequence.commands where !isEnded { runCommand(command.inheriting(meta)) }
        return true
    }

    /// Atomic: all commands or none. The phone is a value, so a copy is kept and put back when a command fails.
    ///
    /// The statuses are those that servers recorded of Windows (observed.md, *From the field*): 507 for the Atomic, its
    /// own code for the command that failed, 216 for all others. OMA's text has 215 for those after it.
    mutating func runAtomic(_ container: ContainerCommand) -> Bool {
        guard atomic == nil else {
            // Microsoft, *OMA DM protocol support*: the inner Atomic gets 500, the outer one 507.
            report("Atomic", container.id, .commandFailed, "an Atomic must not stand in an Atomic")
            giveUp(container.commands)
            return false
        }
        if let invalid = container.commands.firstIndex(where: { $0.isMalformed }) {
            return refuseMalformed(container, invalid)
        }
        let kept = phone
        let resultCount = answer.results.count
        let own = statusCount
        report("Atomic", container.id, .ok)
        atomic = AtomicScope()
        withPhone { phone, _ in phone.beginAtomic() }
        defer { atomic = nil }
        for (index, command) in container.commands.enumerated() where !isEnded {
            let first = statusCount
            guard !runCommand(command.inheriting(container.meta)) else { continue }
            restore(kept)
            dropResults(from: resultCount)
            rollBack(own: own, failed: first)
            giveUp(Array(container.commands[(index + 1)...]))
            return false
        }
        do {
            try withPhone { phone, _ throws(Refusal) in try phone.endAtomic() }
        } catch {
            restore(kept)
            dropResults(from: resultCount)
            rollBack(own: own, failed: statusCount, error.reason)
            return false
        }
        return true
    }

    /// MS-MDM 3.1.5.1.3: all commands have to be valid before any is executed.
    /// Inferred: those beside a malformed one then report 215, since nothing had to be rolled back.
    private mutating func refuseMalformed(_ container: ContainerCommand, _ invalid: Int) -> Bool {
        report(
            "Atomic", container.id, .atomicFailed, "command \(invalid + 1) of the Atomic is malformed; nothing was run")
        for (index, command) in container.commands.enumerated() {
            guard index != invalid else {
                runCommand(command)
                continue
            }
            skip([command], "not run, because the Atomic is malformed")
        }
        return false
    }

    /// Reports commands of a failed Atomic that were not reached.
    private mutating func giveUp(_ commands: [Command]) {
        skip(commands, "not run, because the Atomic failed", .atomicRollBackOK)
    }

    /// - Parameter reason: why they failed together, where each of them was good.
    private mutating func rollBack(own: Int, failed: Int, _ reason: String? = nil) {
        amend(own, .atomicFailed, reason ?? "a command of the Atomic failed; the phone is as it was before")
        let cause = reason == nil ? "a later command of the Atomic failed" : "the Atomic failed as a whole"
        for index in own + 1..<failed { amend(index, .atomicRollBackOK, "rolled back, because \(cause)") }
        // Of a command with several items those that had succeeded are rolled back as well.
        for index in failed..<statusCount where answer.statuses[index].code?.isSuccess == true {
            amend(index, .atomicRollBackOK, "rolled back, because another item failed")
        }
    }
}

/// What an Atomic does not admit (Microsoft, *OMA DM protocol support*).
struct AtomicScope {
    private var added: Set<NodeID> = []

    /// Refuses a Get, wherever it goes but to nodes whose page wants them read in an Atomic (RemoteFind/Location; csp.md
    /// C11).
    func admit(_ verb: AccessCommand.Verb, _ target: String, _ blueprint: Blueprint) throws(Refusal) {
        guard verb == .get, (try? blueprint.address(target))?.isReadInAtomic != true else { return }
        throw Refusal(.failed, "\(target): a Get must not stand in an Atomic; move it behind")
    }

    /// Refuses a Replace of a node that the same Atomic has added.
    mutating func admit(_ verb: AccessCommand.Verb, _ address: NodeAddress) throws(Refusal) {
        if verb == .add { added.insert(address.id) }
        guard verb == .replace, added.contains(address.id) else { return }
        // Inferred: the page only says that it is not supported; 500 makes the Atomic fail.
        throw Refusal(
            .failed, "\(address.uri): the same Atomic has added the node; an Add and a Replace of one node fail")
    }
}

extension Command {
    /// Whether the command is wrong in itself, whatever the tree holds: it would get 400.
    fileprivate var isMalformed: Bool {
        switch self {
        case .access(let command): command.id == nil || command.items.isEmpty
        case .alert(let alert): alert.id == nil
        case .container(let container): container.id == nil
        case .unknown: true
        case .status, .results: false
        }
    }

    /// Whether the command only reads nodes that may be read in an Atomic.
    fileprivate func isReadingInAtomic(_ blueprint: Blueprint) -> Bool {
        guard case .access(let command) = self, command.verb == .get else { return false }
        return command.items.allSatisfy { item in
            item.target.flatMap { try? blueprint.address($0) }?.isReadInAtomic == true
        }
    }

    /// The command with the Meta of its container where it has none of its own.
    fileprivate func inheriting(_ meta: Meta?) -> Command {
        guard let meta, case .access(var command) = self else { return self }
        command.meta = Meta(
            format: command.meta?.format ?? meta.format, type: command.meta?.type ?? meta.type,
            others: command.meta?.others ?? meta.others)
        return .access(command)
    }
}
