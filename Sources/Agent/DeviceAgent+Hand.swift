import ManagementTree
import Session
import SimulatedPhone
package import SyncML

/// What somebody does to the management tree by hand, without a server: the phone judges it as it judges a server's commands.
extension DeviceAgent {
    /// What came of one command.
    package struct HandReport: Sendable {
        package var status: StatusCode
        package var reason: String?
        package var notes: [String]
        /// What a Get found, or what an Exec has left in the node that tells it.
        package var value: String?
    }

    /// Runs one command. A Get changes nothing: what a server may read once is not used up by who looks.
    package func run(_ command: AccessCommand) async throws(AgentError) -> HandReport {
        let message = Message(commands: [.access(command)])
        let isLook = command.verb == .get
        var outside = OutsideAnswers()
        while true {
            let rules = answerRules
            let reply = try await change { (phone, environment) -> Reply in
                var environment = environment
                environment.outside = outside
                let reply = ReplyBuilder.reply(to: message, phone: phone, environment, rules: rules)
                if reply.need == nil, !isLook { phone = reply.phone }
                return reply
            }
            guard let need = reply.need else {
                answerRules = reply.rules
                let report = Self.report(reply, message)
                if !isLook {
                    if (200..<214).contains(report.status.rawValue) { remember(command) }
                    tell(.note, Self.text(of: command))
                    performEffects()
                }
                return report
            }
            if case .time(let time) = need { try await sleep(time) }
            await outside.get(need, from: pinResetService)
        }
    }

    /// How many nodes are remembered that somebody has written by hand.
    private static let handWritings = 1000

    private func remember(_ command: AccessCommand) {
        guard [.add, .replace, .exec].contains(command.verb), let target = command.items.first?.target,
            let uri = try? NodeURI(parsing: target)
        else { return }
        handWritings.removeAll { $0.uri == uri.comparedText }
        handWritings.append((uri.comparedText, NodeReport.Writing(by: command.verb.name, at: clock.now())))
        if handWritings.count > Self.handWritings { handWritings.removeFirst() }
    }

    /// The last time somebody has written a node by hand, as far as that is remembered.
    func lastHandWriting(of uri: NodeURI) -> NodeReport.Writing? {
        handWritings.last { $0.uri == uri.comparedText }?.writing
    }

    private static func text(of command: AccessCommand) -> String {
        "by hand: \(command.verb.name) \(command.items.first?.target ?? "")"
    }

    private static func report(_ reply: Reply, _ message: Message) -> HandReport {
        let explanation = Explanation(of: reply.answer, to: message, on: reply.phone)
        let own = explanation.entries.last
        let item = reply.answer.results.first?.items.first
        return HandReport(
            status: own?.code ?? .commandFailed,
            reason: own?.reason.map { ReasonText.without(own?.address, in: $0) }, notes: own?.notes.map(\.text) ?? [],
            value: item?.data.map { SecretNode.told($0.text, of: item?.source) })
    }
}
