/// Which values a leaf takes (`MSFT:AllowedValues` of DDF v2).
package struct AllowedValues: Equatable, Sendable {
    package enum Rule: Equatable, Sendable {
        /// Numbers within one of the ranges.
        case ranges([ClosedRange<Int>])
        /// One of these texts.
        case enumeration([String])
        /// A number made of these bits.
        case flags([Int])
        /// A form that is described but not checked: a pattern, a schema, ADMX.
        case unchecked(kind: String)

        /// The mark-up of a policy that comes from an ADMX file.
        package static let admx = Rule.unchecked(kind: "ADMX")
    }

    package var rule: Rule
    /// What separates several values in one text; nil where there is one value.
    package var delimiter: String?
    /// What values mean, where the description says so (`MSFT:ValueDescription`).
    package var meanings: [String: String]

    package init(_ rule: Rule, delimiter: String? = nil, meanings: [String: String] = [:]) {
        self.rule = rule
        self.delimiter = delimiter
        self.meanings = meanings
    }

    /// Why a value is refused; nil where it is taken.
    package func objection(to text: String) -> String? {
        guard let delimiter, !delimiter.isEmpty else { return objection(toOne: text[...]) }
        return text.split(separator: delimiter).lazy.compactMap { objection(toOne: $0) }.first
    }

    private func objection(toOne text: Substring) -> String? {
        switch rule {
        case .ranges(let ranges):
            guard let number = Int(text) else { return "\(text) is not a number" }
            guard !ranges.contains(where: { $0.contains(number) }) else { return nil }
            return "\(number) is outside \(Self.describe(ranges))"
        case .enumeration(let values):
            let areWords = values.allSatisfy { $0.first?.isLetter == true }
            guard !values.contains(where: { Self.isSame($0, text, asWords: areWords) }) else { return nil }
            return "\(text) is none of \(values.joined(separator: ", "))"
        case .flags(let bits):
            guard let number = Int(text) else { return "\(text) is not a number" }
            guard number & ~bits.reduce(0, |) != 0 else { return nil }
            return "\(number) has bits outside \(bits.map(String.init).joined(separator: ", "))"
        case .unchecked:
            return nil
        }
    }

    /// Whether a value is the listed one: to the letter, as the same truth (`True` for `true`, 1 for it), or as the same
    /// number where the list has it with `0x`.
    ///
    /// Inferred: words compare without case where the list holds nothing else. Microsoft's page of VPNv2 lists `IKEv2` and
    /// `MSChapv2`, its examples and its DDF file write `Ikev2` and `Mschapv2`.
    private static func isSame(_ listed: String, _ text: Substring, asWords: Bool) -> Bool {
        if listed == text { return true }
        let lower = listed.lowercased()
        if asWords, lower == text.lowercased() { return true }
        if lower == "true" || lower == "false" { return NodeValue.flag(of: String(text)) == (lower == "true") }
        guard lower.hasPrefix("0x"), let number = number(listed) else { return false }
        return number == Int(text)
    }

    /// The number that a description file writes, decimal or with `0x`.
    static func number(_ text: String) -> Int? {
        text.lowercased().hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    /// The rule as people read it, such as `4 to 127` or `one of 0 (a PIN is required), 1 (no PIN is required)`.
    package var summary: String {
        switch rule {
        case .ranges(let ranges): Self.describe(ranges)
        case .enumeration(let values): "one of " + explained(values)
        case .flags(let bits): "bits " + explained(bits.map(String.init))
        case .unchecked(let kind): kind
        }
    }

    private func explained(_ values: [String]) -> String {
        values.map { value in value + (meanings[value].map { " (\($0))" } ?? "") }.joined(separator: ", ")
    }

    private static func describe(_ ranges: [ClosedRange<Int>]) -> String {
        ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
            .joined(separator: ", ")
    }
}
