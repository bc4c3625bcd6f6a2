import Advice
import ManagementTree
import Notation
import Session
import SimulatedPhone
import SyncML
import XML

/// What becomes of one item of a command.
extension MessageCheck {
    /// A refusal, with what was probably meant.
    mutating func addRefusal(_ entry: Explanation.Entry, _ command: AccessCommand, at place: Int) {
        let rules = RefusalRules(blueprint: adviser.blueprint)
        var rule = rules.rule(
            entry.code, command, item: entry.item, isInAtomic: list.atomic(of: place) != nil,
            isAddedThere: list.isAdded(entry.address, before: place))
        let hints = entry.notes.filter { $0.isAboutAddress }
        // The file comes behind its policy.
        if rule == .noSuchNode, hints.contains(where: { $0.topic == .notIngested }) { rule = .notIngested }
        var draft = Draft(rule, at: anchor(place, part(of: rule, entry.item)), address: entry.address, sentence(entry))
        draft.severity = .error
        draft.code = entry.code
        if let first = hints.first { draft.message += "; \(first.text)" }
        draft.details = hints.dropFirst().map(\.text)
        // The probable cause of a refusal, and no finding beside it.
        draft.details += entry.notes.filter { $0.topic == .escapedTwice && !$0.isAboutAddress }.map(\.text)
        let isWrite = command.verb == .add || command.verb == .replace
        let purpose = AddressPurpose(command.verb.access, isValueWritten: isWrite && entry.value != nil)
        if let suggestion = hints.lazy.compactMap(\.suggestion).first {
            if admits(suggestion, purpose) { draft.mend = .address(suggestion) }
        } else if let meant = meant(entry, rule, for: purpose) {
            draft.message += "; did you mean \(meant.address)?"
            if !meant.why.isEmpty { draft.details.append(meant.why) }
            draft.mend = Self.mend(meant)
        }
        if rule == .valueNotAllowed, let minutes = minutes(entry) {
            draft.details.append("the node counts minutes; \(minutes * 60) seconds are \(minutes)")
            draft.mend = .value(String(minutes))
        }
        if rule == .alreadyThere, command.items.count == 1, isReplaceable(entry.address) {
            draft.mend = .command("Replace")
        }
        if entry.code == .deviceFull, let standing = standing(entry) { draft.mend = .address(standing) }
        if rule == .unnumberedCommand { draft.mend = nil }
        add(draft)
    }

    /// The address below the node that the phone has where one alone may stand, such as its account; nil where that is not
    /// why there is no room.
    private func standing(_ entry: Explanation.Entry) -> String? {
        guard let target = entry.address, let address = try? adviser.blueprint.address(target),
            let known = advice(entry)
        else { return nil }
        let open = address.ancestry.indices.filter { address.ancestry[$0].name == nil }
        guard
            let (depth, name) = zip(open, known.openNames).first(where: { depth, name in
                address.ancestry[depth].occurrence.maximum == 1
                    && name.own.map { NodeName($0) } != NodeName(name.written)
            }), let own = name.own
        else { return nil }
        var names = address.uri.names
        names[depth] = NodeName(own)
        return NodeURI(prefix: address.uri.prefix, names: names, query: address.uri.query).description
    }

    /// Which address was probably meant by one that was refused.
    private func meant(_ entry: Explanation.Entry, _ rule: Rule, for purpose: AddressPurpose) -> Suggestion? {
        let (isUnknown, isOpen) = (Self.ofUnknown.contains(rule), Self.ofOpen.contains(rule))
        guard isUnknown || isOpen, let first = advice(entry, for: purpose)?.suggestions.first else { return nil }
        return isUnknown || first.kind == .elsewhere ? first : nil
    }

    /// The refusals of an address that was probably meant otherwise, and those of one that any name fits, where the name may
    /// be that of a node elsewhere.
    private static let ofUnknown: [Rule] = [.unknownPath, .badAddress, .wrongScope]
    private static let ofOpen: [Rule] = [.noSuchNode, .accessDenied, .interiorNode]

    private func part(of rule: Rule, _ item: Int?) -> Anchor.Part {
        guard let item else { return .tag }
        switch rule {
        case .wrongFormat: return .format(item: item)
        case .valueNotAllowed: return .value(item: item)
        case .unnumberedCommand, .noTarget, .valueMissing, .getInAtomic: return .tag
        default: return .address(item: item)
        }
    }

    /// A note of the phone on what it took.
    mutating func add(_ note: Note, _ entry: Explanation.Entry, at place: Int) {
        // The reader has told these, with their place.
        guard note.topic != .blanksAroundAddress || isSettings else { return }
        let item = entry.item ?? 0
        let part: Anchor.Part = note.isAboutAddress ? .address(item: item) : .value(item: item)
        let rule = Rule.about(note)
        let isTenant = rule == .otherTenant || rule == .notJoined
        var draft = Draft(
            rule, at: anchor(place, isTenant ? .address(item: item) : part), address: entry.address,
            "\(entry.command) \(shown(entry)): \(note.text)")
        switch note.topic {
        case .otherTenant: draft.mend = sign(entry).flatMap(Self.mend)
        // A blank in a sign for a name goes with the sign.
        case .blankInAddress where sign(entry) != nil: break
        default:
            draft.mend = note.suggestion.map { .address($0) }
            draft.isCertain = note.isSameAddress
        }
        add(draft)
    }

    /// What is to be said of the address itself.
    private func advice(_ entry: Explanation.Entry, for purpose: AddressPurpose? = nil) -> AddressAdvice? {
        entry.address.map { runner.advice($0, for: purpose, asking: adviser) }
    }

    /// Whether a command can be sent to what is offered, as far as that is described.
    private func admits(_ suggestion: String, _ purpose: AddressPurpose) -> Bool {
        guard let address = try? adviser.blueprint.address(suggestion) else { return true }
        return purpose.isAdmitted(by: address.description)
    }

    /// The address with the phone's own name where a sign such as `{TenantId}` stands for it; nil where none does.
    private func sign(_ entry: Explanation.Entry) -> Suggestion? {
        advice(entry)?.suggestions.first { $0.kind == .name }
    }

    /// An address with a name that nobody knows cannot be written.
    private static func mend(_ suggestion: Suggestion) -> Mend? {
        suggestion.address.contains("{") ? nil : .address(suggestion.address)
    }

    private func shown(_ entry: Explanation.Entry) -> String {
        VisibleText.cut(VisibleText.line(entry.address ?? ""), most: 200)
    }

    /// What is known of the node and needs no phone.
    mutating func addFacts(_ entry: Explanation.Entry, _ command: AccessCommand, at place: Int, _ phone: Phone) {
        guard let target = entry.address, let address = try? phone.blueprint.address(target) else { return }
        let item = entry.item ?? 0
        if let sentence = KnownNodes.goes(address) {
            add(Draft(.takenAway, at: anchor(place, .address(item: item)), address: target, "\(target): \(sentence)"))
        }
        if command.verb == .delete { noteDeleted(address.uri) }
        guard command.verb == .add || command.verb == .replace else { return }
        if command.verb == .add { noteAdded(address.uri) }
        if KnownNodes.ignores(address.uri, phone.blueprint.traits),
            !entry.notes.contains(where: { $0.topic == .ignoredByEdition })
        {
            add(
                Draft(
                    .ignoredByEdition, at: anchor(place, .address(item: item)), address: target,
                    "\(target): the policy is for Mobile Enterprise, and this phone's edition is "
                        + "\(phone.profile.editionName)"))
        }
        if !isSettings, list.atomic(of: place) == nil { noteOutsideAtomic(address, entry, at: place) }
        if let minutes = minutes(entry) {
            var draft = Draft(
                .secondsForMinutes, at: anchor(place, .value(item: item)), address: target,
                "\(target): \(minutes * 60) minutes are \(Self.long(minutes * 60)); \(minutes * 60) seconds are \(minutes) minutes"
            )
            draft.mend = .value(String(minutes))
            add(draft)
        }
        guard command.verb == .add, !isSettings, isReplaceable(target), !isDeleted(address.uri) else { return }
        // Of an account or a request that the message makes it is told once: it comes or fails as a whole.
        if let whole = addedAbove(address), isTold(.addNotRepeatable, below: whole) { return }
        var draft = Draft(
            .addNotRepeatable, at: anchor(place, .tag), address: target,
            "Add \(target) works once; sent again it gets 418")
        if command.items.count == 1 { draft.mend = .command("Replace") }
        add(draft)
    }

    /// The node with a name of the server's own in which another stands, where the message adds it.
    private func addedAbove(_ address: NodeAddress) -> String? {
        guard let depth = address.ancestry.dropLast().lastIndex(where: { $0.name == nil }) else { return nil }
        let whole = address.uri.ancestor(depth: depth + 1)
        return isAdded(whole) ? whole.description : nil
    }

    private func minutes(_ entry: Explanation.Entry) -> Int? {
        guard let target = entry.address, let value = entry.value,
            let address = try? adviser.blueprint.address(target)
        else { return nil }
        return KnownNodes.minutes(of: value.trimmed, at: address)
    }

    /// `15 hours`, `2 days`
    private static func long(_ minutes: Int) -> String {
        if minutes.isMultiple(of: 1440) { return minutes == 1440 ? "a day" : "\(minutes / 1440) days" }
        if minutes.isMultiple(of: 60) { return minutes == 60 ? "an hour" : "\(minutes / 60) hours" }
        return "\(minutes / 60) hours and \(minutes % 60) minutes"
    }

    /// Whether a Replace would make the node where it is missing, and change it where it is there.
    private func isReplaceable(_ target: String?) -> Bool {
        guard let target, let address = try? adviser.blueprint.address(target), !address.description.isInterior
        else { return false }
        return address.description.access.isSuperset(of: [.add, .replace])
            && !address.ancestry.contains(where: \.replaceNeedsNode)
    }
}
