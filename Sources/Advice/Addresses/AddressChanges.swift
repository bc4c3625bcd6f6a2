import ManagementTree
import SimulatedPhone
import XML

/// What is different between what was typed and an address that is described, in words.
struct AddressChanges {
    private(set) var kind = Suggestion.Kind.writing
    private(set) var sentences: [String] = []

    init(_ found: AddressAlignment.Found) {
        var (missing, signs): ([String], [String]) = ([], [])
        for (typed, description) in zip(found.typed, found.way) {
            guard let typed else {
                missing.append(description.name.map { VisibleText.quoted($0.text) } ?? "the \(description.displayName)")
                continue
            }
            guard let name = description.name?.text else {
                let csp = description.owner.map { ConfigurationServiceProvider.all[$0].name } ?? ""
                OpenName(typed, description, in: csp, own: nil).objection.map { signs.append($0) }
                continue
            }
            guard Likeness(of: typed, to: name) != .same else { continue }
            sentences.append("'\(name)' for \(VisibleText.quoted(typed))")
            if kind == .writing, Likeness(of: typed, to: name) != .spelling { kind = .letters }
        }
        if !signs.isEmpty {
            sentences += signs
            if kind == .writing { kind = .name }
        }
        guard !missing.isEmpty || !found.excess.isEmpty else { return }
        kind = .levels
        if !missing.isEmpty {
            sentences.append("\(missing.joined(separator: ", ")) \(missing.count == 1 ? "was" : "were") left out")
        }
        if !found.excess.isEmpty {
            sentences.append(
                "without \(found.excess.map { VisibleText.quoted($0) }.joined(separator: ", "))")
        }
    }
}
