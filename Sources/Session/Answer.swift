package import SyncML

/// What the phone has to say to one message.
package struct Answer: Equatable, Sendable {
    /// All statuses in the order of the commands, the header's first.
    package var statuses: [Status]
    /// What the Gets found, in the order of the Gets.
    package var results: [Results]
    /// What each status is for, by the status's place: CmdIDs may repeat, and one command may have many items.
    package private(set) var subjects: [Subject]
    /// The answer rules that were used.
    package private(set) var ruleUses: [RuleUse] = []
    /// Why statuses are not 200, by the status's place. Nothing of it goes to the server.
    private var whys: [Int: [Why]]
    /// The command that is being answered.
    private var position: Int32

    /// Why a status, or what it says of one item, is not 200: which rule, which node, which value, what to do.
    private struct Why: Equatable, Sendable {
        var item: Int32
        var text: String
    }

    /// What a status is for.
    package struct Subject: Equatable, Sendable {
        private let position: Int32
        private let place: Int32

        fileprivate init(position: Int32, place: Int32) {
            self.position = position
            self.place = place
        }

        /// The command's place in document order, from 0, those inside containers counted behind their container; nil for
        /// the header.
        package var command: Int? { position < 0 ? nil : Int(position) }

        /// The item's place in its command, from 0; nil where the status stands for all of the command.
        package var item: Int? { place < 0 ? nil : Int(place) }
    }

    /// Whether every status is one of success.
    package var isSuccess: Bool {
        statuses.allSatisfy { $0.code?.isSuccess ?? false }
    }

    /// Why statuses are not 200, by the status's place.
    package var reasons: [Int: String] {
        whys.mapValues { $0.map(\.text).joined(separator: "; ") }
    }

    /// Why a status is not 200.
    /// - Parameter item: for what the status says of one item, where it stands for several; nil for all of it.
    package func reason(ofStatusAt place: Int, item: Int? = nil) -> String? {
        guard let whys = whys[place] else { return nil }
        let own = whys.filter { item == nil || $0.item < 0 || Int($0.item) == item }
        return own.isEmpty ? nil : own.map(\.text).joined(separator: "; ")
    }

    /// What is said of a message so far: nothing.
    init() {
        statuses = []
        results = []
        subjects = []
        whys = [:]
        position = -1
    }

    mutating func reserve(_ count: Int) {
        statuses.reserveCapacity(statuses.count + count)
        subjects.reserveCapacity(subjects.count + count)
    }

    /// Goes on to the next command of the message, in document order.
    mutating func beginCommand() {
        position &+= 1
    }

    /// The command whose turn is next has this place in the message.
    mutating func turn(toCommandAt place: Int) {
        position = Int32(clamping: place) - 1
    }

    /// Notes that a rule was used on an item of the present command.
    mutating func note(
        _ rule: AnswerRule, on verb: AccessCommand.Verb, _ address: String, item: Int, isTimeLeftOut: Bool
    ) -> RuleUse {
        let use = RuleUse(
            command: Int(position), item: item, verb: verb, address: address, rule: rule,
            isTimeLeftOut: isTimeLeftOut && rule.after != nil)
        ruleUses.append(use)
        return use
    }

    /// Adds a status. Statuses come first in the reply, so their numbers are known at once.
    /// - Parameter item: which item of the command it is for; nil for all of the command.
    mutating func add(
        _ command: String, _ id: String?, _ code: StatusCode, to messageID: String, _ reason: String? = nil,
        item: Int? = nil
    ) {
        let number = statuses.count
        let place = item.map { Int32(clamping: $0) } ?? -1
        if let reason { whys[number] = [Why(item: place, text: reason)] }
        subjects.append(Subject(position: position, place: place))
        statuses.append(
            Status(
                id: CommandID.text(number + 1), messageRef: messageID, commandRef: id ?? "", command: command,
                code: code))
    }

    /// Says of the last status why one of the items that it stands for is not 200.
    mutating func explainLast(item: Int, _ reason: String) {
        whys[statuses.count - 1, default: []].append(Why(item: Int32(clamping: item), text: reason))
    }

    /// Changes a status that was given already, as a roll-back does.
    mutating func amend(_ place: Int, _ code: StatusCode, _ reason: String?) {
        statuses[place].code = code
        whys[place] = reason.map { [Why(item: -1, text: $0)] }
    }

    /// Adds all of another answer, with numbers that follow. Reasons stay with that one.
    mutating func append(_ other: Answer) {
        statuses += other.statuses
        subjects += other.subjects
        results += other.results
        for index in statuses.indices { statuses[index].id = CommandID.text(index + 1) }
        for index in results.indices { results[index].id = CommandID.text(statuses.count + index + 1) }
    }

    /// Adds the same status for every command, also those in containers: nothing of them is run.
    mutating func addAll(_ commands: [Command], _ code: StatusCode, to messageID: String, _ reason: String) {
        for command in commands {
            beginCommand()
            guard command.isToBeAnswered else { continue }
            add(command.name, command.id, code, to: messageID, reason)
            if case .container(let container) = command { addAll(container.commands, code, to: messageID, reason) }
        }
    }
}
