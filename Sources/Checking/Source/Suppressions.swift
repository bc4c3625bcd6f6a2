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
            throw SuppressionError(description: "\(error.reason); write * for one name and ** for the rest")
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
