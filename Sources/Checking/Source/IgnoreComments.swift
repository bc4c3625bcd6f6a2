import Notation

/// `<!-- understudy: ignore RULE, RULE:URI -->`: what it names does not count in the element that follows, all that is
/// inside among it; where none follows, in the element around. In rows of settings `# understudy: ignore RULE` counts for
/// the row that follows.
struct IgnoreComments {
    private var entries: [(rules: Suppressions, range: Range<Int>)] = []
    /// What is named in comments and is no rule, and where the comment stands.
    private(set) var slips: [(error: SuppressionError, range: Range<Int>)] = []

    /// Whether a file may have such a comment: most have none, and nobody needs to look where their elements stand.
    static func mayStand(in octets: [UInt8]) -> Bool {
        octets.firstOccurrence(of: Array("understudy".utf8)) != nil
    }

    init(_ map: SourceMap) {
        if let outline = map.outline {
            for comment in outline.comments { add(comment.text, at: comment.place, for: comment.range) }
            return
        }
        guard map.text.octets.contains(UInt8(ascii: "#")) else { return }
        var waiting: [(text: String, place: Range<Int>)] = []
        var number = 1
        var line = map.text.line(number)
        while line.lowerBound < map.text.octets.count {
            let text = map.text.text(line).trimmed
            if text.hasPrefix("#") {
                waiting.append((String(text.dropFirst()), line))
            } else if !text.isEmpty {
                for comment in waiting { add(comment.text, at: comment.place, for: line) }
                waiting = []
            }
            number += 1
            line = map.text.line(number)
        }
    }

    private mutating func add(_ comment: String, at place: Range<Int>, for range: Range<Int>) {
        guard let match = comment.trimmed.prefixMatch(of: #/understudy\s*:?\s*ignore[\s:]+/#.ignoresCase()) else {
            return
        }
        var rules = Suppressions()
        for word in comment.trimmed[match.range.upperBound...].split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            do {
                try rules.add(String(word))
            } catch {
                slips.append((error, place))
            }
        }
        entries.append((rules, range))
    }

    func hide(_ draft: Draft, at range: Range<Int>) -> Bool {
        entries.contains {
            $0.range.lowerBound <= range.lowerBound && range.lowerBound <= $0.range.upperBound && $0.rules.hide(draft)
        }
    }
}
