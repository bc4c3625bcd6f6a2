import ManagementTree
import Notation
import Session

/// Which findings somebody does not want to see: by options, and by comments in the file.
package struct Suppressions: Sendable {
    /// A rule, everywhere or at the addresses of a pattern.
    private struct Entry: Sendable {
        var rule: String
        var pattern: AddressPattern?
    }

    private var entries: [Entry] = []

    package init() {}

    /// Reads `RULE` or `RULE:URI`, where the address may be a pattern (`*` one name, `**` the rest).
    /// - Throws: what is wrong with it.
    package mutating func add(_ text: String) throws(SuppressionError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let id = String(parts[0]).trimmed
        guard let rule = Rule.named(id) else { throw SuppressionError(description: Self.unknown(id)) }
        guard parts.count > 1 else { return entries.append(Entry(rule: rule.id)) }
        do throws(AnswerRuleError) {
            entries.append(Entry(rule: rule.id, pattern: try AddressPattern(String(parts[1]).trimmed)))
        } catch {
            throw SuppressionError(description: "\(error)")
        }
    }

    private static func unknown(_ id: String) -> String {
        let near = Rule.all.map(\.id).filter { $0.contains(id) || id.contains($0) }
        let hint =
            near.isEmpty ? "understudy explain rules lists them" : "did you mean \(near.joined(separator: ", "))?"
        return "there is no rule \(id); \(hint)"
    }

    func hide(_ draft: Draft) -> Bool {
        entries.contains { entry in
            guard entry.rule == draft.rule.id else { return false }
            guard let pattern = entry.pattern else { return true }
            guard let address = draft.address, let uri = try? NodeURI(parsing: address) else { return false }
            return pattern.matches(uri)
        }
    }
}

/// Why something is not taken for what is to be ignored.
package struct SuppressionError: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String
}

/// `<!-- understudy: ignore RULE, RULE -->`: what it names does not count in the element that follows, all that is inside
/// among it; where none follows, in the element around. In rows of settings `# understudy: ignore RULE` counts for the row
/// that follows.
struct IgnoreComments {
    private var entries: [(rules: Set<String>, range: Range<Int>)] = []

    init(_ map: SourceMap) {
        if let outline = map.outline {
            for comment in outline.comments { add(comment.text, comment.range) }
            return
        }
        guard map.text.octets.contains(UInt8(ascii: "#")) else { return }
        var waiting: [String] = []
        var number = 1
        var line = map.text.line(number)
        while line.lowerBound < map.text.octets.count {
            let text = map.text.text(line).trimmed
            if text.hasPrefix("#") {
                waiting.append(String(text.dropFirst()))
            } else if !text.isEmpty {
                for comment in waiting { add(comment, line) }
                waiting = []
            }
            number += 1
            line = map.text.line(number)
        }
    }

    private mutating func add(_ comment: String, _ range: Range<Int>) {
        let text = comment.trimmed
        let words = text.split { $0.isWhitespace || $0 == "," || $0 == ":" }.map { $0.lowercased() }
        guard words.count > 2, words[0] == "understudy", words[1] == "ignore" else { return }
        entries.append((Set(words[2...]), range))
    }

    func hide(_ rule: Rule, at range: Range<Int>) -> Bool {
        entries.contains {
            $0.range.lowerBound <= range.lowerBound && range.lowerBound <= $0.range.upperBound
                && $0.rules.contains(rule.id)
        }
    }
}
