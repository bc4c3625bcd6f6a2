import ManagementTree
import SimulatedPhone
import SyncML

/// Add, Replace, Delete, Get, Exec and Copy: one item after the other.
extension CommandRunner {
    /// What became of one item.
    private struct ItemOutcome {
        var code: StatusCode
        var reason: String?
        /// The node to name in the status, where it is another than the item's.
        var culprit: String?
    }

    mutating func runAccess(_ command: AccessCommand) -> Bool {
        let name = command.verb.name
        guard command.id != nil else { return reportMissingID(name) }
        guard !command.items.isEmpty else {
            return report(name, command.id, .badRequest, "the \(name) has no Item; name at least one node")
        }
        var found: [Item] = []
        guard command.items.count > 1 else {
            let outcome = runItem(of: command, 0, &found)
            // The Exec that ends the account gets no status (Microsoft, *Disconnecting from MDM*).
            if command.verb == .exec, isEnded { return true }
            reportResults(of: command, found)
            return report(command, outcome, item: 0)
        }
        return runItems(of: command, &found)
    }

    /// Several items: one status where all codes are equal, else one for each with its TargetRef (RepPro 6.5.1).
    private mutating func runItems(of command: AccessCommand, _ found: inout [Item]) -> Bool {
        var outcomes: [ItemOutcome] = []
        for place in command.items.indices {
            // In an Atomic the first failure ends everything.
            if atomic != nil, let last = outcomes.last, !last.code.isSuccess {
                outcomes.append(ItemOutcome(code: .atomicRollBackOK, reason: "not run, because another item failed"))
            } else {
                outcomes.append(runItem(of: command, place, &found))
            }
        }
        reportResults(of: command, found)
        if outcomes.allSatisfy({ $0.code == outcomes[0].code }) {
            report(command.verb.name, command.id, outcomes[0].code)
            for (place, outcome) in outcomes.enumerated() {
                if let reason = outcome.reason { explainLast(item: place, reason) }
            }
            return outcomes[0].code.isSuccess
        }
        for (place, outcome) in outcomes.enumerated() {
            report(command, outcome, item: place)
            completeLastStatus { $0.targetRefs = command.items[place].target.map { [$0] } ?? [] }
        }
        return outcomes.allSatisfy(\.code.isSuccess)
    }

    @discardableResult
    private mutating func report(_ command: AccessCommand, _ outcome: ItemOutcome, item: Int) -> Bool {
        report(command.verb.name, command.id, outcome.code, outcome.reason, item: item)
        if let culprit = outcome.culprit { completeLastStatus { $0.items = [Item(target: culprit)] } }
        return outcome.code.isSuccess
    }

    /// - Parameter place: the item's; the item itself would be copied on its way.
    private mutating func runItem(of command: AccessCommand, _ place: Int, _ found: inout [Item]) -> ItemOutcome {
        if !rules.isEmpty, let (code, reason) = answerByRule(command, place, &found) {
            return ItemOutcome(code: code, reason: reason)
        }
        let outcome = outcome(of: command, place, &found)
        withPhone { phone, environment in
            phone.trace(
                isError: !outcome.code.isSuccess,
                "\(command.verb.name) \(command.items[place].target ?? "") \(outcome.code.rawValue)", environment.now)
        }
        return outcome
    }

    private mutating func outcome(of command: AccessCommand, _ place: Int, _ found: inout [Item]) -> ItemOutcome {
        do {
            let situation = try perform(command, place, &found)
            return ItemOutcome(code: StatusTable.status(situation, command.verb))
        } catch {
            return ItemOutcome(
                code: StatusTable.status(error.situation, command.verb), reason: error.reason,
                culprit: error.culprit?.description)
        }
    }

    private mutating func perform(
        _ command: AccessCommand, _ place: Int, _ found: inout [Item]
    ) throws(Refusal) -> Situation {
        guard command.verb != .copy else {
            throw Refusal(.verbUnsupported, "Windows does not support Copy; use Get and Replace")
        }
        guard let target = command.items[place].target, !target.isEmpty else {
            throw Refusal(.targetMissing, "the Item has no Target/LocURI; name the node")
        }
        guard !command.items[place].hasMoreData else {
            throw Refusal(.dataMissing, "\(target): a value in parts must be in a command of its own, in a session")
        }
        try atomic?.admit(command.verb, target, phone.blueprint)
        let address = try phone.blueprint.address(target)
        try atomic?.admit(command.verb, address)
        if command.verb == .get {
            var room = room
            defer { self.room = room }
            let nodes = try withPhone { phone, environment throws(Refusal) in
                try phone.get(address, environment, &room)
            }
            if let largestObject, let size = nodes.compactMap(\.size).max(), size > largestObject {
                throw Refusal(
                    .tooLarge, "\(target): the value has \(size) bytes, and the server takes \(largestObject)")
            }
            for node in nodes { found.append(ResultItem.item(node, asked: target)) }
            return .done
        }
        if command.verb == .exec, stops(atExecOf: address) { return .done }
        let value = command.value(ofItemAt: place)
        return try withPhone { phone, environment throws(Refusal) in
            switch command.verb {
            case .add: try phone.add(address, value, environment)
            case .replace: try phone.replace(address, value, environment)
            case .delete: try phone.delete(address, environment)
            case .exec: try phone.exec(address, argument: value.text, environment)
            case .get, .copy: .done
            }
        }
    }

    /// One Get is answered by one Results with its items in request order, as a real phone did.
    private mutating func reportResults(of command: AccessCommand, _ found: [Item]) {
        guard !found.isEmpty else { return }
        add(Results(id: nil, messageRef: messageID, commandRef: command.id, items: found))
    }
}

extension AccessCommand {
    /// The value of an item; its own Meta overrides the command's field by field (RepPro 6.3.2).
    fileprivate func value(ofItemAt place: Int) -> IncomingValue {
        let format = items[place].meta?.format ?? meta?.format
        let type = items[place].meta?.type ?? meta?.type
        return switch items[place].data {
        case .text(let text), .markup(let text): IncomingValue(format: format?.rawValue, type: type, text: text)
        case .bytes(let bytes): IncomingValue(format: format?.rawValue, type: type, bytes: bytes)
        case nil: IncomingValue(format: format?.rawValue, type: type)
        }
    }
}
