/// The name that was probably meant by one that is not known.
package enum NearestName {
    /// The nearest of the known names: a third of its letters may be wrong, of a short one a single letter. Of one with up to
    /// four letters none may be another: LAPS is not Maps.
    package static func of(_ name: String, among known: [String]) -> String? {
        // Names of nodes are short; a long one is none with a slip in it.
        let letters = Array(name.lowercased().utf8)
        guard (3...64).contains(letters.count) else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in known {
            let limit = min(best.map { $0.distance - 1 } ?? .max, max(1, letters.count / 3))
            guard limit > 0, abs(candidate.utf8.count - letters.count) <= limit else { continue }
            let others = Array(candidate.lowercased().utf8)
            guard let distance = distance(letters, others, limit: limit), !isChanged(letters, others) else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Whether a short name has other letters than another of its length, and not only in another order.
    private static func isChanged(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count <= 4 && left.count == right.count && left.sorted() != right.sorted()
    }

    /// How many letters must be put in, left out, changed or exchanged with their neighbour; nil where there are more than
    /// the limit (the restricted distance of Damerau and Levenshtein).
    package static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in 1...max(left.count, 1) where !left.isEmpty {
            var current = [row]
            for column in right.indices {
                let isSame = left[row - 1] == right[column]
                var least = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
                if row > 1, column > 0, left[row - 1] == right[column - 1], left[row - 2] == right[column] {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            if current.allSatisfy({ $0 > limit }) { return nil }
            (before, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
