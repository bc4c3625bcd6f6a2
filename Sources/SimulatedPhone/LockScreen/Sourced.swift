/// A value in force, with where it comes from: what `status` and explanations tell.
package struct Sourced<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// What is in force.
    package var value: Value
    /// The policy that decides it, such as `PassportForWork ./Device MinimumPINLength`, or which default and why.
    package var source: String

    package init(_ value: Value, source: String) {
        self.value = value
        self.source = source
    }
}

extension Sourced: CustomStringConvertible {
    /// The value with its source in brackets.
    package var description: String { "\(value) (\(source))" }
}
