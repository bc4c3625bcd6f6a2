/// What came of typing a PIN.
package enum UnlockOutcome: Codable, Equatable, Sendable {
    /// The PIN was right and the phone is open.
    case opened
    /// The PIN was wrong. So many more wrong ones wipe the phone; nil where none ever do.
    case wrong(remaining: Int?)
    /// The PIN was wrong once too often: the phone is wiped (MaxDevicePasswordFailedAttempts, csp.md section 5).
    case wiped
    /// The phone has no PIN and is open to everybody.
    case noPINNeeded

    /// Whether the phone is open for the person who typed.
    package var isOpen: Bool {
        switch self {
        case .opened, .noPINNeeded: true
        case .wrong, .wiped: false
        }
    }
}

extension UnlockOutcome: CustomStringConvertible {
    package var description: String {
        switch self {
        case .opened: "The PIN is right: the phone is unlocked."
        case .wrong(.some(let remaining)): "The PIN is wrong: \(remaining) more wrong PINs wipe the phone."
        case .wrong(.none): "The PIN is wrong."
        case .wiped: "The PIN is wrong, and was wrong too often: the phone is wiped."
        case .noPINNeeded: "The phone has no PIN: it is open."
        }
    }
}

/// Why a person could not set a PIN. The description says what to do.
package enum PINError: Error, Codable, Equatable, Sendable {
    /// The screen is locked: the PIN can be changed only from inside.
    case screenLocked
    /// The PIN does not satisfy the requirements: everything that is wrong with it, never empty.
    case refused([PINViolation])
}

extension PINError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .screenLocked: "The phone is locked: unlock it with its PIN, then set another."
        case .refused(let violations): violations.map(\.description).joined(separator: " ")
        }
    }
}
