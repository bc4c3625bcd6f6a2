import ManagementTree
package import SimulatedPhone
import SyncML

/// The rules of a phone, in order: the first that fits and has its chance counts. A rule that is used up, or whose chance does
/// not come, is passed over.
///
/// A value, with how often each was used: where a message is run anew, the rules are as they were.
package struct AnswerRules: Sendable {
    /// A rule with what became of it so far.
    package struct Entry: Equatable, Sendable {
        /// Counted from 1; no two rules of a phone ever have the same.
        package let id: Int
        package let rule: AnswerRule
        package fileprivate(set) var uses = 0

        fileprivate var isUsedUp: Bool { rule.form.times.map { uses >= $0 } ?? false }
    }

    package private(set) var entries: [Entry] = []
    private var lastID = 0
    /// For chances only. Apart from the phone's own numbers, which an Atomic that fails puts back: a chance that is drawn
    /// once more would come out the same each time the server tries again.
    private var random: SeededGenerator

    package var isEmpty: Bool { entries.isEmpty }

    /// No rules.
    package init() {
        random = SeededGenerator(seed: 0)
    }

    /// - Parameter phone: from whose random numbers and last session the chances follow, so that the same seed gives the
    ///   same run. The numbers alone stand still from one process to the next, because few sessions draw any.
    package init(_ rules: [AnswerRule], on phone: Phone) {
        let session = UInt64(phone.enrolled?.sessionNumber ?? 0)
        random = SeededGenerator(seed: phone.random.position ^ 0x616E_7377_6572_7321 ^ session << 32)
        for rule in rules { append(rule) }
    }

    /// The rules of a phone that another process runs, and in front of them those of this one.
    /// - Parameters:
    ///   - lent: the other process' rules by their numbers, with how often each was used.
    ///   - position: where its random numbers stand.
    package init(_ rules: [AnswerRule], before lent: [(id: Int, rule: AnswerRule, uses: Int)], position: UInt64) {
        random = SeededGenerator(seed: position)
        lastID = lent.map(\.id).max() ?? 0
        for rule in rules { append(rule) }
        entries += lent.map { Entry(id: $0.id, rule: $0.rule, uses: $0.uses) }
    }

    /// Where the random numbers of chances stand.
    package var position: UInt64 { random.position }

    /// Counts uses in another process to which the rules were lent, and goes on where its random numbers stand.
    /// - Parameters:
    ///   - uses: how often each rule was used there, by its number.
    ///   - chances: where the random numbers stood when the rules were lent, and where they stand there.
    /// - Returns: the rules that were used.
    package mutating func takeBack(
        _ uses: [Int: Int], chances: (before: UInt64, after: UInt64)
    ) -> [AnswerRule] {
        // Where chances were drawn here meanwhile, they go on from there.
        if position == chances.before { random = SeededGenerator(seed: chances.after) }
        var used: [AnswerRule] = []
        for place in entries.indices {
            guard let count = uses[entries[place].id], count > 0 else { continue }
            entries[place].uses += count
            used.append(entries[place].rule)
        }
        return used
    }

    private mutating func append(_ rule: AnswerRule) {
        lastID += 1
        entries.append(Entry(id: lastID, rule: rule))
    }

    /// Adds a rule in front of all others, so that it counts at once.
    package mutating func add(_ rule: AnswerRule) -> Entry {
        append(rule)
        let entry = entries.removeLast()
        entries.insert(entry, at: 0)
        return entry
    }

    /// - Returns: whether there was a rule of that number.
    package mutating func remove(_ id: Int) -> Bool {
        guard let place = entries.firstIndex(where: { $0.id == id }) else { return false }
        entries.remove(at: place)
        return true
    }

    package mutating func removeAll() { entries.removeAll() }

    /// The rule that counts for an item of a command; it is used by that.
    mutating func use(on verb: AccessCommand.Verb, _ address: String) -> AnswerRule? {
        guard let uri = try? NodeURI(parsing: address) else { return nil }
        return use { rule in
            guard case .command(let wanted, let pattern) = rule.subject, wanted == nil || wanted == verb else {
                return false
            }
            // A question for a property or a list is not answered with a value.
            return pattern.matches(uri) && (rule.value == nil || uri.query == nil)
        }
    }

    /// The rule that counts for an answer of the phone, each time that it is sent.
    package mutating func useOnMessage() -> (rule: AnswerRule, deed: AnswerRule.Deed)? {
        let rule = use { rule in
            guard case .message = rule.subject else { return false }
            return true
        }
        guard let rule, case .message(let deed) = rule.subject else { return nil }
        return (rule, deed)
    }

    private mutating func use(_ fits: (AnswerRule) -> Bool) -> AnswerRule? {
        for place in entries.indices where !entries[place].isUsedUp && fits(entries[place].rule) {
            if let chance = entries[place].rule.form.chance, Double.random(in: 0..<1, using: &random) >= chance {
                continue
            }
            entries[place].uses += 1
            return entries[place].rule
        }
        return nil
    }
}
