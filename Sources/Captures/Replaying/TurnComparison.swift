internal import ManagementTree
internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML
internal import XML

/// Compares one answer with the recorded one, and says for each difference what stands behind it.
struct TurnComparison {
    private let comparison: MessageComparison
    private let phone: Phone?
    /// Why nothing was answered.
    private let failure: String?

    /// - Parameters:
    ///   - replayed: what is answered now; nil where nothing is.
    ///   - double: what the same phone answers with another seed.
    init(
        recorded: Message, replayed: Message?, asked: Message, double: [UInt8]? = nil, phone: Phone? = nil,
        failure: String? = nil
    ) {
        let answer = replayed ?? Message()
        var comparison = MessageComparison(recorded: recorded, replayed: answer, asked: asked)
        // Read only where it may matter, because it seldom does.
        if comparison.hasValueDifference, let noise = double.flatMap({ ReadTurn.message(in: $0) }) {
            comparison = MessageComparison(recorded: recorded, replayed: answer, asked: asked, noise: noise)
        }
        self.comparison = comparison
        self.phone = phone
        self.failure = failure
    }

    /// Whether anything differs, whether it counts or not.
    var departs: Bool { !comparison.departures.isEmpty }

    /// What differs and counts.
    func findings(
        _ rules: [DifferenceRule], _ turn: ReplayedTurn, _ explanation: Explanation?
    ) -> [ReplayedTurn.Finding] {
        var findings = comparison.departures.map { departure in
            let said = departure.recorded ?? departure.replayed
            let isAlone = departure.recorded == nil || departure.replayed == nil
            return ReplayedTurn.Finding(
                departure.difference, commandID: said?.reference, rule: rule(departure, explanation),
                nearest: isAlone && departure.difference.kind != .order
                    ? said.flatMap {
                        NearestAnswer.nearest(to: $0, among: departure.others, isRecorded: departure.recorded != nil)
                    } : nil)
        }
        if let one = turn.recorded?.outline?.form, let two = turn.replayed?.outline?.form, one != two {
            findings.append(
                ReplayedTurn.Finding(Difference(.wireForm, recorded: one.rawValue, replayed: two.rawValue)))
        }
        return findings.filter { finding in !rules.contains { $0.covers(finding.difference) } }
    }

    /// The rule of the phone that led to its answer.
    private func rule(_ departure: MessageComparison.Departure, _ explanation: Explanation?) -> String? {
        if let failure { return failure }
        if departure.isSaidLess { return "it was recorded more than once, and is answered fewer times now" }
        // Why it says something is not why it says it there.
        guard departure.difference.kind != .order else { return nil }
        let said = departure.replayed ?? departure.recorded
        let entry = explanation?.entries.first { entry in
            if let place = departure.replayed?.status, entry.status != place { return false }
            if departure.replayed?.status == nil, entry.command != "Get" { return false }
            return said?.address == nil || entry.address?.trimmed == said?.address
        }
        let told = entry.flatMap { $0.reason ?? $0.notes.first?.text }
        return told ?? said?.address.flatMap { address in phone.flatMap { $0.origin(of: address) } }
    }
}

extension Phone {
    /// Where the phone has the value of a node from, or why it has no such node; nil where there is nothing to say.
    fileprivate func origin(of address: String) -> String? {
        let found: NodeAddress
        do {
            found = try blueprint.address(address)
        } catch {
            return error.reason
        }
        guard !found.description.isInterior else { return nil }
        if tree.node(found.id)?.value != nil { return "the value was written, or the phone began with it" }
        if let value = found.description.defaultValue {
            return "nothing was written, and the default of the node's description is \(VisibleText.quoted(value))"
        }
        return "nothing was written, and the value is the phone's own (profile \(profile.name))"
    }
}
