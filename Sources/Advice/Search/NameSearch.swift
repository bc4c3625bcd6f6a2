import ManagementTree
import XML

/// Looks for the last name of an address that is not described among the names of all nodes, by letters and by words.
struct NameSearch {
    struct Hit {
        var scope: NodeScope
        var way: [NodeDescription]
        var why: String
        /// Whether it is the very name that was typed, but for case, blanks and hyphens.
        var isSame: Bool
    }

    private let typed: TypedAddress
    private let index: NodeIndex
    private let comparison: NameComparison
    /// The names that no description knows: what is there was not meant otherwise.
    private let strange: ArraySlice<String>
    private static let most = 3

    /// - Parameter depth: how many of the names lead to nodes that are described.
    init(_ typed: TypedAddress, knownTo depth: Int, _ index: NodeIndex, _ comparison: NameComparison) {
        self.typed = typed
        strange = typed.names.dropFirst(depth)
        self.index = index
        self.comparison = comparison
    }

    /// The nearest first: those of the last name, or where there are none of the one above.
    var hits: [Hit] {
        for name in strange.suffix(2).reversed() {
            let hits = hits(of: name)
            if !hits.isEmpty { return hits }
        }
        return []
    }

    private func hits(of name: String) -> [Hit] {
        var scored: [(entry: NodeIndex.Entry, likeness: Likeness, cost: Double)] = []
        let others = Set(typed.names.map { $0.lowercased() }).subtracting(["vendor", "msft", name.lowercased()])
        let row = comparison.row(of: name)
        for entry in index.entries {
            guard let own = entry.node.name?.text, let likeness = row.likeness(to: own) else { continue }
            // Names in common above the node speak for it.
            let shared = entry.way.filter { $0.name.map { others.contains($0.text.lowercased()) } ?? false }.count
            let isInScope = entry.scopes.contains(typed.scope)
            scored.append((entry, likeness, likeness.cost - 0.2 * Double(shared) + (isInScope ? 0 : 0.3)))
        }
        guard let best = scored.map(\.cost).min() else { return [] }
        return scored.filter { $0.cost <= best + 0.5 }
            .sorted { ($0.cost, $0.entry.path.utf8.count) < ($1.cost, $1.entry.path.utf8.count) }
            .prefix(Self.most)
            .map { hit in
                let scope = hit.entry.scopes.contains(typed.scope) ? typed.scope : hit.entry.scopes[0]
                return Hit(
                    scope: scope, way: hit.entry.way, why: why(hit.likeness, name, hit.entry),
                    isSame: hit.likeness == .same || hit.likeness == .spelling)
            }
    }

    private func why(_ likeness: Likeness, _ name: String, _ entry: NodeIndex.Entry) -> String {
        let csp = CSPAdvice.name(of: entry.way)
        return switch likeness {
        case .same: "\(csp) has a node of that name"
        case .spelling, .letters: "\(csp) has a node of nearly that name"
        case .words: "\(csp) has a node of the same words as \(VisibleText.quoted(name))"
        }
    }
}
