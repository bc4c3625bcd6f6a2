import Agent

/// The text of `tree`.
extension TreeRow {
    var line: String {
        let indentation = String(repeating: "  ", count: depth)
        let value = value.map { " = \(Console.visible($0))" } ?? ""
        return "\(indentation)\(Console.visible(name)) (\(format), \(access))\(value)\(isPresent ? "" : " [not there]")"
    }
}
