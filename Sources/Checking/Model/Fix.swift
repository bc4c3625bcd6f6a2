/// How a finding is mended: texts of the file that others replace.
package struct Fix: Equatable, Sendable {
    package struct Replacement: Equatable, Sendable {
        /// Octets of the file, a byte order mark among them.
        package var range: Range<Int>
        package var span: SourceSpan
        package var text: String
    }

    /// What it does, as a sentence that begins with a verb.
    package var title: String
    /// In the order of the file.
    package var replacements: [Replacement]
    /// Whether there is no doubt about it, so that `check --fix` may write it.
    package var isCertain: Bool
}

extension Fix {
    /// The file with all that can be mended without a doubt.
    /// - Returns: the octets, and how many findings are mended; of two that overlap the first is.
    package static func apply(_ fixes: [Fix], to octets: [UInt8]) -> (octets: [UInt8], count: Int) {
        var taken: [Replacement] = []
        var count = 0
        for fix in fixes where fix.isCertain {
            // Two insertions at one place are two, too: their order would be chance.
            let collides = fix.replacements.contains { new in
                taken.contains { old in
                    old.range.overlaps(new.range) || old.range.lowerBound == new.range.lowerBound
                }
            }
            guard !collides, fix.replacements.allSatisfy({ $0.range.upperBound <= octets.count }) else { continue }
            taken += fix.replacements
            count += 1
        }
        var result: [UInt8] = []
        var position = 0
        for replacement in taken.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            result += octets[position..<replacement.range.lowerBound]
            result += Array(replacement.text.utf8)
            position = replacement.range.upperBound
        }
        return (result + octets[position...], count)
    }
}
