import Agent

/// The text of `tree`.
extension TreeRow {
    var line: String {
        let indentation = String(repeating: "  ", count: depth)
        let value = value.map { " = \(Console.visible($0))" } ?? ""
        let facts = [
            allowed, defaultValue.map { "default \($0)" }, since.map { "since \($0)" },
        ].compactMap(\.self).map { "; " + Console.visible($0) }.joined()
        return "\(indentation)\(Console.visible(name)) (\(format), \(access)\(facts))\(value)"
            + (isPresent ? "" : " [not there]")
    }
}
