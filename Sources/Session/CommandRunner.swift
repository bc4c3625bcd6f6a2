package import SimulatedPhone
package import SyncML

/// Runs the commands of one server message on a phone, in document order, and collects statuses and results
/// (protocol.md sections 1.6, 3 and 4).
package struct CommandRunner {
    package private(set) var phone: Phone
    let environment: PhoneEnvironment
    /// MsgRef of every status: the id of the message that is answered.
    let messageID: String
    package private(set) var answer = Answer()
    /// The Atomic that is being run; Gets, containers and repeated nodes fail in it.
    var atomic: AtomicScope?
    /// The place in the server's command of the first item that is run now: the items of a command that brings the last
    /// part of a value are run one by one.
    private var firstItem: Int?
    /// The greatest value that the server takes (MaxObjSize), in bytes.
    let largestObject: Int?
    /// What the reply may still take.
    var room: ReplyRoom
    /// What has to be got before the rest can be run. All that was done is then to be forgotten, and the message run anew
    /// with it: phone and runner are values, so that is the same as to go on.
    package var need: OutsideNeed? {
        if let missing { return missing }
        let need = OutsideNeed.time(time)
        return time > .zero && environment.outside.lacks(need) ? need : nil
    }
    /// What the commands cannot be run without.
    private var missing: OutsideNeed?
    /// How long the phone takes for the commands, by the rules that were used.
    private var time = Duration.zero
    /// By which some commands are answered otherwise than the phone would.
    package private(set) var rules: AnswerRules
    /// Whether nothing more is run or answered: the server has ended the account, or something has to be got first.
    var isEnded: Bool { missing != nil || phone.effects.last == .unenrollmentRequested }

    /// - Parameter waiting: octets of earlier replies that wait to be sent.
    package init(
        phone: Phone, environment: PhoneEnvironment, messageID: String, rules: AnswerRules = AnswerRules(),
        largestObject: Int? = nil, waiting: Int = 0
    ) {
        self.rules = rules
        self.phone = phone
        self.environment = environment
        self.messageID = messageID
        self.largestObject = largestObject
        room = ReplyRoom(taken: waiting)
    }

    package mutating func run(_ commands: [Command]) {
        answer.reserve(commands.count)
        // Through a span: going through the array would copy every command.
        let commands = commands.span
        for index in commands.indices where !isEnded { runCommand(commands[index]) }
    }

    /// Runs one command.
    /// - Returns: whether it succeeded, which only an Atomic asks.
    @discardableResult
    mutating func runCommand(_ command: Command) -> Bool {
        answer.beginCommand()
        switch command {
        // Statuses and results of the server are not answered (OMA-TS-DM_RepPro-V1_2_1 section 6.5.1).
        case .status, .results: return true
        case .access(let command): return runAccess(command)
        case .alert(let alert): return answerAlert(alert)
        case .container(let container): return runContainer(container)
        case .unknown(let unknown):
            return report(
                unknown.name, unknown.id, .badRequest, "\(unknown.name) is not a command of OMA-DM")
        }
    }

    private mutating func runContainer(_ container: ContainerCommand) -> Bool {
        guard container.id != nil else {
            let isSuccess = reportMissingID(container.kind.name)
            skip(container.commands, "not run, because the \(container.kind.name) has no CmdID")
            return isSuccess
        }
        switch container.kind {
        case .atomic: return runAtomic(container)
        case .sequence: return runSequence(container)
        }
    }

    private mutating func answerAlert(_ alert: Alert) -> Bool {
        guard alert.id != nil else { return reportMissingID("Alert") }
        let (code, reason) = AlertTable.status(for: alert)
        return report("Alert", alert.id, code, reason)
    }

    /// What follows answers the command at a place of the message.
    /// - Parameter item: where what follows is for one item of several, its place.
    mutating func turn(toCommandAt place: Int, item: Int?) {
        answer.turn(toCommandAt: place)
        firstItem = item
    }

    /// Stops where a command needs what has not come from outside yet.
    /// - Returns: whether it does.
    mutating func stops(atExecOf address: NodeAddress) -> Bool {
        guard let need = phone.need(toExec: address), environment.outside.lacks(need) else { return false }
        missing = need
        return true
    }

    /// The rule that counts for an item; it is noted beside the answer.
    mutating func useRule(on verb: AccessCommand.Verb, _ address: String, item: Int) -> RuleUse? {
        guard let rule = rules.use(on: verb, address) else { return nil }
        time += rule.after ?? .zero
        return answer.note(
            rule, on: verb, address, item: firstItem ?? item, isTimeLeftOut: environment.outside.isTimeLeftOut)
    }

    /// Runs something on the phone.
    mutating func withPhone<Value, Failure: Error>(
        _ body: (inout Phone, PhoneEnvironment) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(&phone, environment)
    }

    /// Puts the phone back to a copy that was kept.
    mutating func restore(_ kept: Phone) {
        phone.putBack(kept)
    }

    /// Adds a status.
    /// - Parameter item: the place of the item that it is for; nil for all of the command.
    /// - Returns: whether the code is one of success.
    @discardableResult
    mutating func report(
        _ command: String, _ id: String?, _ code: StatusCode, _ reason: String? = nil, item: Int? = nil
    ) -> Bool {
        answer.add(command, id, code, to: messageID, reason, item: firstItem ?? item)
        return code.isSuccess
    }

    /// Answers a command without running it.
    mutating func answer(_ command: AccessCommand, _ code: StatusCode, _ reason: String?) {
        answer.beginCommand()
        report(command.verb.name, command.id, code, reason)
    }

    /// Says of the last status why it is not 200 for one of its items.
    mutating func explainLast(item: Int, _ reason: String) {
        answer.explainLast(item: item, reason)
    }

    /// Changes the status that was reported last: what few statuses have beside their code.
    mutating func completeLastStatus(_ change: (inout Status) -> Void) {
        guard !answer.statuses.isEmpty else { return }
        change(&answer.statuses[answer.statuses.count - 1])
    }

    /// Microsoft, *OMA DM protocol support*: a command without CmdID gets a status whose reference is blank.
    mutating func reportMissingID(_ command: String) -> Bool {
        report(command, nil, .badRequest, "the \(command) has no CmdID; give every command one")
    }

    /// Numbers the results behind the statuses, where they stand in the reply.
    mutating func numberResults() {
        for index in answer.results.indices {
            answer.results[index].id = CommandID.text(answer.statuses.count + index + 1)
        }
    }

    mutating func add(_ results: Results) {
        answer.results.append(results)
    }

    /// Reports commands that are not run.
    mutating func skip(_ commands: [Command], _ reason: String, _ code: StatusCode = .notExecuted) {
        answer.addAll(commands, code, to: messageID, reason)
    }

    /// Changes the code of a status that was reported already, as a roll-back does.
    mutating func amend(_ index: Int, _ code: StatusCode, _ reason: String? = nil) {
        answer.amend(index, code, reason)
    }

    var statusCount: Int { answer.statuses.count }

    /// Forgets the results that were found since there were so many.
    mutating func dropResults(from count: Int) {
        answer.results.removeLast(answer.results.count - count)
    }
}
