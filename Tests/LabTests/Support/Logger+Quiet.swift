import Logging

extension Logger {
    /// One that says nothing, so that failures of tests can be seen.
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
