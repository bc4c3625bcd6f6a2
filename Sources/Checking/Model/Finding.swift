/// One thing that `check` says of a payload.
package struct Finding: Equatable, Sendable {
    package var rule: Rule
    package var severity: Severity
    package var span: SourceSpan
    /// The address of the node as it was written, where it is about one.
    package var address: String?
    /// The sentence that says it all.
    package var message: String
    /// What more there is to say, a line each.
    package var details: [String]
    package var fix: Fix?
}

extension Finding: CustomStringConvertible {
    /// `line 3, column 7: error unknown-path: …`
    package var description: String { "\(span.start): \(severity.rawValue) \(rule.id): \(message)" }
}
