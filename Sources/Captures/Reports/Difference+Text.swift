internal import XML

extension Difference.Kind {
    /// What it is called in reports.
    package var name: String {
        switch self {
        case .status: "status"
        case .missingAnswer: "missing answer"
        case .extraAnswer: "extra answer"
        case .answeredAlready: "answered already"
        case .value: "value"
        case .format: "format"
        case .order: "order"
        case .wireForm: "wire form"
        }
    }
}

extension Difference {
    /// What it is about: the command and the node.
    var subject: String {
        [command, address].compactMap(\.self).map { VisibleText.line($0) }.joined(separator: " ")
    }

    /// What was and what is, in one line, invisible characters shown and long values cut.
    var sentence: String {
        let (then, now) = (Self.shown(recorded), Self.shown(replayed))
        switch kind {
        case .status: return "status \(now) where \(then) was recorded"
        case .missingAnswer: return "nothing where \(then) was recorded"
        case .extraAnswer: return "\(now) where nothing was recorded"
        case .answeredAlready: return "\(now) again, where it was recorded fewer times"
        case .value: return "value \(now) where \(then) was recorded"
        case .format: return "format and type \(now) where \(then) was recorded"
        case .order: return "\(now), where it was recorded \(then)"
        case .wireForm: return "\(now) where \(then) was recorded"
        }
    }

    private static func shown(_ text: String?) -> String {
        guard let text else { return "nothing" }
        guard !text.isEmpty else { return "an empty value" }
        // Blanks at the ends are seen in quotation marks only.
        let isBlank = text.first == " " || text.last == " "
        return isBlank ? VisibleText.quoted(text, most: 400) : VisibleText.line(VisibleText.cut(text, most: 400))
    }
}
