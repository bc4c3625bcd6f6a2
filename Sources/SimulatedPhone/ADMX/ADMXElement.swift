import ManagementTree
import XML

/// A part of a policy for which its value has data: what the file says under `elements` (Microsoft, *Understanding
/// ADMX-backed policies*, sample SyncML for various ADMX elements).
package struct ADMXElement: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case text(longest: Int?)
        /// Several lines, with U+F000 between them.
        case lines
        case flag
        case number(ClosedRange<UInt64>)
        /// One of the values of the file's items.
        case choice([String])
        /// Names and values, one after the other, with U+F000 between them.
        case list
    }

    package let id: String
    package let kind: Kind
    package let isRequired: Bool
    /// The values of a choice, to be looked up; empty where any is taken.
    private let choices: Set<String>

    /// - Returns: nil for what is no such part.
    init?(_ element: XMLElement) {
        guard let id = element.attribute("id"), let kind = Self.kind(of: element) else { return nil }
        self.id = id
        self.kind = kind
        isRequired = element.attribute("required").flatMap { NodeValue.flag(of: $0) } ?? false
        if case .choice(let values) = kind { choices = Set(values) } else { choices = [] }
    }

    private static func kind(of element: XMLElement) -> Kind? {
        switch element.name {
        case "text": .text(longest: element.attribute("maxLength").flatMap { Int($0) })
        case "multiText": .lines
        case "boolean": .flag
        case "decimal": .number(range(of: element, upTo: UInt64(UInt32.max)))
        case "longDecimal": .number(range(of: element, upTo: .max))
        case "enum": .choice(values(of: element))
        case "list": .list
        default: nil
        }
    }

    /// Inferred: where the file gives no bound, any number that the registry can hold is taken; the syntax has 9999 as the
    /// usual maximum of an editor's field.
    private static func range(of element: XMLElement, upTo most: UInt64) -> ClosedRange<UInt64> {
        let low = element.attribute("minValue").flatMap { UInt64($0) } ?? 0
        let high = element.attribute("maxValue").flatMap { UInt64($0) } ?? most
        return low <= high ? low...high : 0...most
    }

    private static func values(of element: XMLElement) -> [String] {
        element.all("item").compactMap { item in
            guard let value = item.first("value")?.elements.first else { return nil }
            return value.attribute("value") ?? value.text
        }
    }

    /// Why some data is refused; nil where it is taken.
    ///
    /// Inferred: no page says how Windows judges data. What the file cannot hold is refused, as a value out of range is.
    package func objection(to value: String) -> String? {
        let shown = VisibleText.quoted(value, most: 40)
        switch kind {
        case .text(let longest?):
            let count = value.unicodeScalars.count
            return count > longest ? "\(id) has \(count) characters, and takes \(longest)" : nil
        case .flag where NodeValue.flag(of: value) == nil: return "\(id) is true or false, and not \(shown)"
        case .number(let range):
            guard let number = UInt64(value) else { return "\(id) is a number, and not \(shown)" }
            guard !range.contains(number) else { return nil }
            return "\(id) is \(range.lowerBound) to \(range.upperBound), and not \(number)"
        case .choice(let values) where !choices.isEmpty && !choices.contains(value):
            return "\(id) is one of \(values.prefix(Self.mostTold).joined(separator: ", ")), and not \(shown)"
        case .list:
            let separators = value.unicodeScalars.count { $0 == "\u{F000}" }
            guard !value.isEmpty, separators.isMultiple(of: 2) else { return nil }
            return "\(id) is a list of names and values, one after the other, with U+F000 between them"
        case .text, .lines, .flag, .choice: return nil
        }
    }

    /// So many ids or values are named in a sentence.
    static let mostTold = 12

    /// The first of some names, and how many more there are.
    static func told(_ names: [String]) -> String {
        let more = names.count > mostTold ? " and \(names.count - mostTold) more" : ""
        return names.prefix(mostTold).joined(separator: ", ") + more
    }

    /// `Server (text, needed)`
    var summary: String {
        let words =
            switch kind {
            case .text: "text"
            case .lines: "lines"
            case .flag: "true or false"
            case .number(let range):
                range.upperBound >= UInt64(UInt32.max) ? "number" : "\(range.lowerBound) to \(range.upperBound)"
            case .choice(let values): "one of " + values.prefix(Self.mostTold).joined(separator: ", ")
            case .list: "list"
            }
        return "\(id) (\(words)\(isRequired ? ", needed" : ""))"
    }
}
