import Captures

/// What there is to say of a capture, as people read it: first what is about messages, then what only lies beside them, so
/// that ten files that are no capture do not hide the one message that is cut. What is said of many places is said once.
enum NoteLines {
    /// More than these are counted, not told.
    private static let mostTold = 20
    /// So many places of what is said once are named.
    private static let mostPlaces = 5

    /// - Parameter word: what each line begins with.
    static func lines(_ warnings: [CaptureWarning], _ word: String) -> [String] {
        let groups = groups(warnings)
        let lines = groups.prefix(mostTold).map { group in
            "\(word): \(Console.visible(places(group))): \(Console.visible(group[0].message))"
        }
        let rest = groups.count - lines.count
        return rest > 0 ? lines + ["\(word): \(rest) more such; --json tells all"] : lines
    }

    /// Those of one kind and in the same words together, in the order of the first of each.
    private static func groups(_ warnings: [CaptureWarning]) -> [[CaptureWarning]] {
        var groups: [[CaptureWarning]] = []
        var known: [String: Int] = [:]
        for warning in warnings.filter({ !$0.kind.isBeside }) + warnings.filter(\.kind.isBeside) {
            if let place = known[warning.message], groups[place][0].kind == warning.kind {
                groups[place].append(warning)
            } else {
                known[warning.message] = groups.count
                groups.append([warning])
            }
        }
        return groups
    }

    private static func places(_ group: [CaptureWarning]) -> String {
        let names = group.prefix(mostPlaces).map(\.place.description).joined(separator: "; ")
        return group.count > mostPlaces ? "\(names) and \(group.count - mostPlaces) more" : names
    }
}
