package import SyncML

/// What of a replayed message departs from the recorded one, by meaning: statuses by the command and item that they are for,
/// results by the node, reports by what they report. Ids of commands and messages, header, credentials, nonces and times are
/// never differences; order is one among statuses, among results, and among what a server asks. Nor is Final: in which message
/// of a package it stands follows from how that is cut to size, and what is not said shows in what is missing.
package struct MessageComparison {
    /// A difference with the two things that were compared; one of them is missing where there is none.
    struct Departure {
        var difference: Difference
        var recorded: Said?
        var replayed: Said?
        /// What the other message says of the same sort, where a partner is missing.
        var others: [Said] = []
        /// Whether the replayed message says what is missing, only fewer times.
        var isSaidLess = false
    }

    private(set) var departures: [Departure] = []

    /// - Parameters:
    ///   - asked: the message of the other side that both answer; it tells the nodes of commands.
    ///   - noise: what the phone answers with another seed, identity and time; a value that it gives otherwise then is no
    ///     difference. nil where there is none.
    init(recorded: Message, replayed: Message, asked: Message, noise: Message? = nil) {
        let commands = AskedCommands(asked)
        let (one, two) = (Sayings(recorded, commands), Sayings(replayed, commands))
        let other = noise.map { Sayings($0, commands) }
        compare(one.statuses, two.statuses, noise: nil, isOrdered: true)
        compare(one.results, two.results, noise: other?.results, isOrdered: true)
        compare(one.reports, two.reports, noise: other?.reports, isOrdered: false)
        compare(one.requests, two.requests, noise: other?.requests, isOrdered: true)
    }

    /// - Parameters:
    ///   - noise: what the phone answers with another seed; nil where there is none.
    ///   - rules: what does not count.
    package static func differences(
        recorded: Message, replayed: Message, asked: Message, noise: Message? = nil, rules: [DifferenceRule] = []
    ) -> [Difference] {
        MessageComparison(recorded: recorded, replayed: replayed, asked: asked, noise: noise).departures
            .map(\.difference).filter { difference in !rules.contains { $0.covers(difference) } }
    }

    /// Whether values differ, which may be noise.
    var hasValueDifference: Bool { departures.contains { $0.difference.kind == .value } }
}

extension MessageComparison {
    private mutating func compare(_ recorded: [Said], _ replayed: [Said], noise: [Said]?, isOrdered: Bool) {
        let pairs = Pairs(recorded.map(\.subject), replayed.map(\.subject))
        let unsteady = Self.unsteady(replayed, noise)
        let replayedSubjects = pairs.partner.contains(nil) ? Set(replayed.map(\.subject)) : []
        for (index, said) in recorded.enumerated() {
            if let place = pairs.partner[index] {
                compare(said, replayed[place], isSteady: !unsteady.contains(place))
            } else {
                let difference = Difference(
                    .missingAnswer, address: said.address, command: said.command, recorded: said.told)
                let isSaidLess = replayedSubjects.contains(said.subject)
                departures.append(
                    Departure(
                        difference: difference, recorded: said, others: isSaidLess ? [] : replayed,
                        isSaidLess: isSaidLess))
            }
        }
        for (index, isAgain) in pairs.surplus {
            let said = replayed[index]
            let difference = Difference(
                isAgain ? .answeredAlready : .extraAnswer, address: said.address, command: said.command,
                replayed: said.told)
            departures.append(Departure(difference: difference, replayed: said, others: isAgain ? [] : recorded))
        }
        guard isOrdered else { return }
        for index in pairs.disorder {
            let said = replayed[index]
            let place = pairs.partner.firstIndex(of: index)
            let difference = Difference(
                .order, address: said.address, command: said.command,
                recorded: place.map { Self.position($0, in: recorded) }, replayed: Self.position(index, in: replayed))
            departures.append(Departure(difference: difference, replayed: said))
        }
    }

    /// Where something stands: what it follows.
    private static func position(_ index: Int, in list: [Said]) -> String {
        guard index > 0 else { return "first" }
        return "after " + [list[index - 1].command, list[index - 1].address].compactMap(\.self).joined(separator: " ")
    }

    private mutating func compare(_ one: Said, _ two: Said, isSteady: Bool) {
        if isSteady, !SameValue.holds(one.value, two.value, format: one.format) {
            add(one.kind, one.told, two.told, one, two)
        }
        if one.format != two.format { add(.format, one.format, two.format, one, two) }
        if one.type != two.type { add(.format, one.type, two.type, one, two) }
    }

    private mutating func add(
        _ kind: Difference.Kind, _ recorded: String, _ replayed: String, _ one: Said, _ two: Said
    ) {
        let difference = Difference(
            kind, address: one.address, command: one.command, recorded: recorded, replayed: replayed)
        departures.append(Departure(difference: difference, recorded: one, replayed: two))
    }

    /// Whether a value is a new PIN. Two seeds make the same one of four digits once in ten thousand times, so that it is made
    /// by chance cannot be left to a comparison.
    private static func isNewPIN(_ said: Said) -> Bool {
        !said.value.isEmpty && said.address?.lowercased().hasSuffix("/newpinvalue") == true
    }

    /// The places of values that are another with another seed.
    private static func unsteady(_ replayed: [Said], _ noise: [Said]?) -> Set<Int> {
        guard let noise else { return [] }
        let pairs = Pairs(replayed.map(\.subject), noise.map(\.subject))
        var places: Set<Int> = []
        for (index, said) in replayed.enumerated() {
            guard let place = pairs.partner[index] else { continue }
            if said.value != noise[place].value || isNewPIN(said) { places.insert(index) }
        }
        return places
    }
}
