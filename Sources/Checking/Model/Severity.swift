/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable {
    /// It works on this phone, and does nothing, or does not work elsewhere.
    case warning
    /// It does not work on this phone.
    case error
}
