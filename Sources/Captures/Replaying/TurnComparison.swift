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

    /// Notes in a turn what differs and counts, and how much does not.
    /// - Parameter writers: which commands of the capture wrote nodes; nil where nobody noted it.
    func judge(_ turn: inout ReplayedTurn, by rules: [DifferenceRule], _ writers: NodeWriters.Lookup? = nil) {
        let (explanation, session) = (turn.explanation, turn.sessionNumber)
        var findings = comparison.departures.map { departure in
            let said = departure.recorded ?? departure.replayed
            let isAlone = departure.recorded == nil || departure.replayed == nil
            return ReplayedTurn.Finding(
                departure.difference, commandID: said?.reference,
                rule: rule(departure, explanation, writers, session: session),
                nearest: isAlone && departure.difference.kind != .order
                    ? said.flatMap {
                        NearestAnswer.nearest(to: $0, among: departure.others, isRecorded: departure.recorded != nil)
                    } : nil)
        }
        if let one = turn.recorded?.outline?.form, let two = turn.replayed?.outline?.form, one != two {
            findings.append(
                ReplayedTurn.Finding(Difference(.wireForm, recorded: one.rawValue, replayed: two.rawValue)))
        }
        turn.findings = findings.filter { finding in !rules.contains { $0.covers(finding.difference) } }
        turn.ignored = findings.count - turn.findings.count
    }

    /// The rule of the phone that led to its answer.
    private func rule(
        _ departure: MessageComparison.Departure, _ explanation: Explanation?, _ writers: NodeWriters.Lookup?,
        session: Int
    ) -> String? {
        if let failure { return failure }
        if departure.isSaidLess { return "it was recorded more than once, and is answered fewer times now" }
        // Why it says something is not why it says it there.
        guard departure.difference.kind != .order else { return nil }
        let said = departure.replayed ?? departure.recorded
        let entries = explanation?.entries ?? []
        func fits(_ entry: Explanation.Entry) -> Bool {
            if let place = departure.replayed?.status, entry.status != place { return false }
            if departure.replayed?.status == nil, entry.command != "Get" { return false }
            return said?.address == nil || entry.address?.trimmed == said?.address
        }
        let own = entries.first { $0.commandID == said?.reference && fits($0) }
        let entry = own ?? entries.first(where: fits)
        if let reason = entry?.reason { return reason }
        let position = (entry ?? entries.first { $0.commandID == said?.reference })?.position
        let origin = said?.address.flatMap { address in
            phone?.origin(of: address, isValue: said?.kind == .value) { uri in
                writers?.writer(of: uri, before: position ?? .max)?.name(in: session)
            }
        }
        guard let note = entry?.notes.first?.text else { return origin?.text }
        // What there is to know of a value does not say who wrote it.
        return origin.flatMap { $0.hasWriter ? "\($0.text); \(note)" : nil } ?? note
    }
}

extension Phone {
    /// Where the phone has the value of a node from, or why it has no such node; nil where there is nothing to say.
    /// - Parameters:
    ///   - isValue: whether it is the value that differs; else the status of a command, which no value explains.
    ///   - writer: the command that wrote a node; nil where none did.
    fileprivate func origin(
        of address: String, isValue: Bool, _ writer: (NodeURI) -> String?
    ) -> (text: String, hasWriter: Bool)? {
        let found: NodeAddress
        let isPresent: Bool
        do {
            found = try blueprint.address(address)
            isPresent = try locate(found.uri).isPresent
        } catch {
            return (error.reason, false)
        }
        guard isValue else { return ("the phone has \(isPresent ? "this" : "no such") node", false) }
        guard !found.description.isInterior else { return nil }
        let isStored = tree.node(found.id)?.value != nil
        if let writer = writer(found.uri) {
            // What a CSP keeps itself, or makes of what was written, is in no tree.
            return ("the value was set by \(writer)" + (isStored ? "" : ", and is what the phone made of that"), true)
        }
        guard isPresent else { return ("the phone has no such node", false) }
        if isStored { return ("the value was written, or the phone began with it", false) }
        if let value = found.description.defaultValue {
            return (
                "nothing was written, and the default of the node's description is \(VisibleText.quoted(value))", false
            )
        }
        return ("nothing was written, and the value is the phone's own (profile \(profile.name))", false)
    }
}
