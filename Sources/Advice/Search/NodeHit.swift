package import ManagementTree

/// A node that a search has found.
package struct NodeHit: Encodable, Equatable, Sendable {
    /// Names that are left open stand in braces.
    package var address: String
    package var scopes: [NodeScope]
    package var csp: String
    package var format: String
    package var access: [String]
    package var description: String?
}

extension NodeIndex {
    /// How well words fit a node.
    private struct Score {
        var entry: Entry
        var points: Int
    }

    /// The nodes that have all the words, those that have them in their name first.
    func search(_ words: [String]) -> [NodeHit] {
        let words = words.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map { $0.lowercased() }
        guard !words.isEmpty else { return [] }
        var scores: [Score] = []
        for entry in entries {
            let points = words.map { word in
                max(Self.points(of: word, entry), Self.named[word].map { Self.points(of: $0, entry) } ?? 0)
            }
            guard !points.contains(0) else { continue }
            scores.append(Score(entry: entry, points: points.reduce(0, +)))
        }
        return scores.sorted { left, right in
            (-left.points, left.entry.path.utf8.count, left.entry.path)
                < (-right.points, right.entry.path.utf8.count, right.entry.path)
        }.map { NodeHit($0.entry) }
    }

    /// What other management services call something, and how nodes of Windows do.
    private static let named = ["passcode": "pin", "passcodes": "pin"]

    private static func points(of word: String, _ entry: Entry) -> Int {
        let name = entry.node.displayName
        if name.lowercased() == word { return 12 }
        if Words(name).all.contains(word) { return 8 }
        if name.lowercased().contains(word) { return 5 }
        if let text = entry.node.text?.lowercased(), text.contains(word) { return 4 }
        if entry.path.lowercased().contains(word) { return 2 }
        let csp = CSPAdvice.purpose(of: CSPAdvice.name(of: entry.way))?.lowercased()
        return csp?.contains(word) == true && entry.way.count <= 3 ? 1 : 0
    }
}

extension NodeHit {
    fileprivate init(_ entry: NodeIndex.Entry) {
        let node = entry.node
        self.init(
            address: (entry.scopes == [.user] ? "./User" : ".") + entry.path, scopes: entry.scopes,
            csp: CSPAdvice.name(of: entry.way), format: node.format.rawValue,
            access: AccessTypes.names.filter { node.access.contains($0.access) }.map(\.name),
            description: node.text)
    }
}
