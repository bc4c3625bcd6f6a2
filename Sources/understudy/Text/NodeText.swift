import Advice
import Foundation
import ManagementTree
import Session
import XML

/// The text of `explain` on a node.
enum NodeText {
    static func lines(_ explained: ExplainedNode) -> [String] {
        let node = explained.node
        var lines = [Console.coloured(Console.visible(node.uri), .bold, on: STDOUT_FILENO)]
        lines += [node.description, node.obstacle.map { "Not on this phone: \($0)." }].compactMap(\.self)
            .map { "  " + Console.visible($0) }
        lines += facts(node)
        lines += node.values.isEmpty ? [] : values(node.values)
        lines += (notes(explained)).map { "  note: \(Console.visible($0))" }
        if !node.children.isEmpty {
            lines += ["", "  Nodes below it:"] + ChildrenText.lines(node.children)
        }
        return lines + commands(explained.commands)
    }

    private static func facts(_ node: NodeAdvice) -> [String] {
        let isLeaf = node.format != "node"
        var facts: [(String, String?)] = [("CSP", csp(node)), ("document", node.csp.document)]
        facts += [
            ("format", node.format + (node.type.map { ", \($0)" } ?? "")),
            ("access", node.access.joined(separator: ", ")), ("scope", node.scopes.joined(separator: ", ")),
            ("occurrence", node.occurrence + (node.isPermanent ? ", there by itself" : "")),
            ("allowed", node.values.isEmpty ? node.allowed : nil), ("default", isLeaf ? defaultText(node) : nil),
            ("in force", node.conflictResolution), ("since", node.since),
            ("editions", editions(node)),
        ]
        if node.isDeprecated { facts.append(("deprecated", node.deprecatedSince.map { "since \($0)" } ?? "yes")) }
        if node.isWrittenInAtomic { facts.append(("sent", "in an Atomic")) }
        if node.requiresAzureAD { facts.append(("needs", "a phone that is joined to Azure AD")) }
        facts.append(("here", hereText(node)))
        return facts.compactMap { name, text in text.map { fact(name, $0) } }
    }

    /// The value, cut where it is long: an ADMX file has a million characters, and --json tells them all.
    private static func hereText(_ node: NodeAdvice) -> String {
        guard let value = node.value else { return node.isPresent ? "there" : "not there" }
        return value.isEmpty ? "empty" : VisibleText.cut(value, most: 1000)
    }

    /// A policy that nobody has set is not there, and its default counts all the same.
    private static func defaultText(_ node: NodeAdvice) -> String? {
        let isWish = node.csp.name == "Policy" && node.uri.contains("/Policy/Config/")
        return node.defaultValue.map { value in
            guard !value.isEmpty else { return "empty" }
            return isWish ? "\(value), in force where nothing is written here" : value
        }
    }

    private static func csp(_ node: NodeAdvice) -> String? {
        let csp = node.csp
        guard !csp.name.isEmpty else { return nil }
        guard let purpose = csp.purpose, node.description?.hasPrefix(purpose) != true else { return csp.name }
        return "\(csp.name): \(purpose)"
    }

    /// Mobile and Mobile Enterprise have the same nodes, but for where a description says otherwise.
    private static func editions(_ node: NodeAdvice) -> String? {
        guard node.editions.isEmpty else { return node.editions.joined(separator: ", ") }
        let words = node.platforms.map { $0 == .phone ? "Mobile, Mobile Enterprise" : "those of desktops" }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    static func fact(_ name: String, _ text: String) -> String {
        "  \(name):\(String(repeating: " ", count: max(1, 11 - name.count)))\(Console.visible(text))"
    }

    private static func values(_ values: [NodeAdvice.AllowedValue]) -> [String] {
        let width = min(values.map(\.value.count).max() ?? 0, 24)
        return ["  allowed:"]
            + values.map { value in
                let padding = String(repeating: " ", count: max(0, width - value.value.count))
                return "    \(Console.visible(value.value))"
                    + (value.meaning.map { "\(padding)  \(Console.visible($0))" } ?? "")
            }
    }

    private static func notes(_ explained: ExplainedNode) -> [String] {
        explained.node.notes + explained.address.remarks
            + explained.address.suggestions.map { suggestion in
                suggestion.kind == .name
                    ? "\(suggestion.why); this is told of the address with it"
                    : "\(suggestion.why): \(suggestion.address)"
            }
    }

    // MARK: - Commands

    private static func commands(_ commands: [CommandAdvice]) -> [String] {
        guard !commands.isEmpty else { return [] }
        var lines = ["", "  What each command would get here now:"]
        for command in commands {
            let status = command.status.map(String.init) ?? "-  "
            let name = command.command + String(repeating: " ", count: max(0, 7 - command.command.count))
            let code = Console.coloured(status, command.isSuccess ? .green : .red, on: STDOUT_FILENO)
            var text = ReasonText.withoutAddress(Console.visible(command.reason))
            if let value = command.value { text += ", here with \(ValueText.short(value))" }
            if let later = command.statusAfterAdd { text += "; after an Add: \(later)" }
            if let status = command.statusInExample { text += "; as in the message below: \(status)" }
            lines.append("    \(name)  \(code)  \(text) (\(command.section))")
            lines += command.notes.map { "        note: \(Console.visible($0))" }
            lines += command.effects.map { "        phone: \(ExplanationText.text($0))" }
        }
        let examples = commands.filter { $0.example != nil }
        guard !examples.isEmpty else { return lines }
        let alone = "--example \(examples[0].command.lowercased())"
        lines += ["", "  Messages that work, ready to be sent (one alone and indented: \(alone)):"]
        for command in examples {
            lines.append("  \(command.command):")
            lines.append("    " + Console.coloured(Console.visible(command.example ?? ""), .dim, on: STDOUT_FILENO))
        }
        return lines
    }
}

/// The text of a list of nodes.
enum ChildrenText {
    static func lines(_ children: [NodeChild], indentation: String = "    ") -> [String] {
        let width = min(children.map { Console.visible($0.name).count }.max() ?? 0, 40)
        return children.flatMap { child in
            [line(child, width, indentation)] + lines(child.children, indentation: indentation + "  ")
        }
    }

    private static func line(_ child: NodeChild, _ width: Int, _ indentation: String) -> String {
        let name = Console.visible(child.name)
        let padding = String(repeating: " ", count: max(0, width - name.count))
        let access = String(child.access.compactMap(\.first))
        let kind = child.format.map { "\($0)\(access.isEmpty ? "" : " \(access)")" } ?? ""
        let facts = [
            child.allowed, child.defaultValue.flatMap { $0.isEmpty ? nil : "default \($0)" },
            child.since.map { "since \($0)" }, child.isDeprecated ? "deprecated" : nil,
            child.isOnThisDevice == false ? "not on this phone" : nil,
        ].compactMap(\.self).joined(separator: "; ")
        let text = [kind, facts, child.description ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")
        return "\(indentation)\(name)\(padding)  \(Console.visible(text))".trimmingEnd
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
