import ManagementTree

/// What descriptions say in signs, in words.
enum NodeWords {
    /// What a node is: as the description says it, or put together from what is known of it.
    static func description(of node: NodeDescription, _ way: [NodeDescription], _ csp: CSPAdvice) -> String? {
        if let text = node.text { return text }
        guard !way.isEmpty else { return "The root of the management tree." }
        let isTop = CSPAdvice.depth(of: way) == way.count
        if isTop { return csp.purpose.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." } }
        if node.isWay { return "A node that only leads on." }
        guard let name = node.name?.text else {
            return "One for each \(node.title ?? "name"), which the server or the phone names."
        }
        let words = Words(name).all.joined(separator: " ")
        let sentence = node.isInterior ? "What \(csp.name) has on: \(words)" : "\(csp.name): \(words)"
        return sentence + "."
    }

    static func text(_ occurrence: Occurrence) -> String {
        switch occurrence {
        case .one: "once"
        case .zeroOrOne: "once or not at all"
        case .zeroOrMore: "any number of times"
        case .oneOrMore: "once or more often"
        case .zeroOrN(let count): "up to \(count) times"
        case .oneOrN(let count): "1 to \(count) times"
        }
    }

    static func text(_ rule: ConflictResolution) -> String {
        switch rule {
        case .noMerge: "what was written"
        case .lastWrite: "of several sources the last that wrote"
        case .lowestValueMostSecure: "of several sources the lowest value"
        case .highestValueMostSecure: "of several sources the highest value"
        case .lowestValueMostSecureZeroHasNoLimits: "of several sources the lowest value that is not 0"
        case .highestValueMostSecureZeroHasNoLimits: "of several sources the highest value that is not 0"
        }
    }
}
