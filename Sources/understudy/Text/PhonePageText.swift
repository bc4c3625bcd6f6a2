import Agent
import Foundation

/// What is said of the phone's page.
enum PhonePageText {
    /// The page's address. A terminal is shown it whole, with the token that opens the phone, for who sits there to click; what
    /// goes into a file or a log stays there, so that is told where the token is.
    /// - Parameter hint: what else leads there.
    static func line(_ control: ControlFile, folder: String, hint: String? = nil) -> String {
        guard isatty(STDOUT_FILENO) != 1 else { return control.pageAddress }
        let hint = hint.map { "; \($0)" } ?? ""
        return "\(control.address)/ (behind #, the token in \(folder)/control.token\(hint))"
    }
}
