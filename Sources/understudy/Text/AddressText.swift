import Advice
import Foundation

/// The text of `explain` on an address that no node has.
enum AddressText {
    /// What went wrong, in one sentence.
    static func summary(_ address: AddressAdvice) -> String {
        let meant = address.suggestions.first.map { "did you mean \($0.address)?" }
        return ([address.reason ?? "\(address.address): no node has it"] + address.remarks + [meant].compactMap(\.self))
            .joined(separator: "; ")
    }

    static func lines(_ address: AddressAdvice) -> [String] {
        let reason = address.reason ?? "\(address.address): no node has it"
        var lines = ["understudy: \(Console.visible(reason))"]
        lines.append(NodeText.fact("there is", address.deepest))
        if let name = address.partsAt { lines.append(NodeText.fact("parts at", "'\(name)'")) }
        lines += address.remarks.map { "  note: \(Console.visible($0))" }
        guard !address.suggestions.isEmpty else {
            // Where something is known of it, that is the answer.
            guard address.remarks.isEmpty else { return lines }
            return lines + ["  Nothing is like it; explain --search WORDS looks for words in names and descriptions."]
        }
        lines.append("  Did you mean")
        for suggestion in address.suggestions {
            lines.append("    " + Console.coloured(Console.visible(suggestion.address), .green))
            lines.append("      \(Console.visible(suggestion.why))")
        }
        return lines
    }
}

/// The text of a page.
enum PageText {
    static func lines(_ page: AdvicePage) -> [String] {
        var lines = [
            "\(Console.coloured(Console.visible(page.name), .bold, on: STDOUT_FILENO))  \(Console.visible(page.title))"
        ]
        lines.append("  " + Console.visible(page.meaning))
        lines.append("  To do: \(Console.visible(page.remedy))")
        for detail in page.details {
            if detail.lines.count == 1 {
                lines.append("  \(detail.heading): \(Console.visible(detail.lines[0]))")
            } else {
                lines.append("  \(detail.heading):")
                lines += detail.lines.map { "    " + Console.visible($0) }
            }
        }
        return lines
    }
}

/// The text of `explain --search`.
enum SearchText {
    private static let most = 30

    static func lines(_ hits: [NodeHit]) -> [String] {
        let told = hits.prefix(most)
        let width = min(told.map { Console.visible($0.address).count }.max() ?? 0, 72)
        var lines = told.map { hit in
            let address = Console.visible(hit.address)
            let padding = String(repeating: " ", count: max(0, width - address.count))
            let facts = "\(hit.format) \(String(hit.access.compactMap(\.first)))"
            let text = hit.description.map { "  \(ValueText.short($0, most: 90))" } ?? ""
            return "\(address)\(padding)  \(facts)\(text)"
        }
        if hits.count > most { lines.append("… and \(hits.count - most) more; another word makes them fewer") }
        return lines
    }
}
