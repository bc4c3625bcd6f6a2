import ManagementTree
import Notation
import Session
import SimulatedPhone
import SyncML
import XML

/// The events of one answer: every command with its status, every result with its value; secrets are not told.
///
/// A message may hold a hundred thousand commands and values of many MiB: of both only so much is told as somebody reads.
struct AnswerEvents: Sendable {
    let answer: Answer
    /// What was answered.
    let message: Message
    /// The phone as it was after the message.
    let phone: Phone
    let session: String
    let time: Instant

    /// So many statuses and so many results of one message are told.
    static let most = 1000
    /// So many characters of a value, a sentence or an address.
    static let longest = 4096
    /// So many addresses of one command.
    static let mostAddresses = 16

    var count: Int {
        let (statuses, results) = (answer.statuses.count, resultCount)
        let uses = answer.ruleUses.count
        return min(uses, Self.most) + min(statuses, Self.most) + min(results, Self.most)
            + (max(uses, statuses, results) > Self.most ? 1 : 0)
    }

    private var resultCount: Int { answer.results.reduce(0) { $0 + $1.items.count } }

    func make() -> [AgentEvent] {
        var events = ruleEvents() + statusEvents() + resultEvents()
        let untold = [answer.statuses.count, resultCount, answer.ruleUses.count].map { max(0, $0 - Self.most) }
        if untold.contains(where: { $0 > 0 }) {
            let uses = untold[2] > 0 ? ", and \(untold[2]) more uses of answer rules" : ""
            var event = AgentEvent(
                .note, at: time,
                text: "\(untold[0]) more statuses and \(untold[1]) more results of this message are not told\(uses)")
            event.session = session
            events.append(event)
        }
        return events
    }

    private func ruleEvents() -> [AgentEvent] {
        answer.ruleUses.prefix(Self.most).map { use in
            var event = AgentEvent(.answerRule, at: time, text: VisibleText.cut("\(use)", most: Self.longest))
            event.session = session
            event.command = use.verb.name
            event.uris = [VisibleText.cut(use.address, most: Self.longest)]
            return event
        }
    }

    private func statusEvents() -> [AgentEvent] {
        let explanation = Explanation(of: answer, to: message, on: phone, most: Self.most * 4)
        var entries = explanation.entries[...]
        return answer.statuses.prefix(Self.most).enumerated().map { place, status in
            let own = entries.prefix { $0.status == place }
            entries = entries.dropFirst(own.count)
            return event(place, status, Array(own))
        }
    }

    private func event(_ place: Int, _ status: Status, _ entries: [Explanation.Entry]) -> AgentEvent {
        let reason = answer.reason(ofStatusAt: place)
        var event = AgentEvent(.command, at: time, text: reason.map { VisibleText.cut($0, most: Self.longest) })
        event.session = session
        event.message = status.messageRef
        event.command = status.command
        event.commandID = VisibleText.cut(status.commandRef, most: Self.longest)
        let addresses = entries.lazy.compactMap(\.address)
        event.uris = addresses.prefix(Self.mostAddresses).map { VisibleText.cut($0, most: Self.longest) }
        if event.uris?.isEmpty == true { event.uris = nil }
        if entries.count > Self.mostAddresses { event.uris?.append("and \(entries.count - Self.mostAddresses) more") }
        event.status = status.code.map { Int($0.rawValue) }
        let notes = entries.prefix(Self.mostAddresses).flatMap(\.notes).filter { $0.rank > .form }.map(\.text)
        event.notes = notes.isEmpty ? nil : notes
        return event
    }

    private func resultEvents() -> [AgentEvent] {
        var events: [AgentEvent] = []
        for results in answer.results {
            for item in results.items {
                guard events.count < Self.most else { return events }
                let text = item.data.map { SecretNode.told($0.text, of: item.source) }
                var event = AgentEvent(.result, at: time, text: text.map { VisibleText.cut($0, most: Self.longest) })
                event.session = session
                event.commandID = results.commandRef.map { VisibleText.cut($0, most: Self.longest) }
                event.uris = item.source.map { [VisibleText.cut($0, most: Self.longest)] }
                events.append(event)
            }
        }
        return events
    }
}
