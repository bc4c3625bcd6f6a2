import ManagementTree

/// Looks where an address parts from what there is: which nodes beside the missing one are called by most of its words.
struct SiblingSearch {
    struct Hit {
        var way: [NodeDescription]
        var why: String
    }

    private static let most = 3

    /// The nearest first; none where no node shares at least half of the words.
    /// - Parameters:
    ///   - name: the one that is not there.
    ///   - way: the descriptions down to the node below which it was looked for.
    static func hits(of name: String, below way: [NodeDescription]) -> [Hit] {
        guard let parent = way.last else { return [] }
        let words = Words(name)
        let scored = parent.namedChildren.compactMap { child -> (child: NodeDescription, shared: [String])? in
            let shared = words.shared(with: Words(child.displayName))
            return shared.isEmpty || shared.count * 2 < words.all.count ? nil : (child, shared)
        }
        let best = scored.map(\.shared.count).max() ?? 0
        return scored.filter { $0.shared.count == best }.prefix(most).map { hit in
            let named = hit.shared.joined(separator: ", ")
            return Hit(
                way: way + [hit.child],
                why: "it stands in the same place and has the word\(best > 1 ? "s" : "") \(named)")
        }
    }
}
