package import Notation

/// The phone's lock screen: the one PIN, whether the screen is locked, wrong attempts, earlier PINs.
///
/// A screen without a PIN is never locked: the Lock command of RemoteLock is ignored then (csp.md section 3).
package struct LockScreen: Codable, Equatable, Sendable {
    /// Whether the PIN must be typed before the phone can be used.
    package private(set) var isLocked = false
    /// The PIN in force, if there is one.
    package private(set) var pin: PIN?
    /// When that PIN was set.
    package private(set) var pinSetAt: Instant?
    /// Earlier PINs, the latest first, at most 49: with the present one as many as a policy may ask for.
    ///
    /// Inferred: they are kept whatever depth the policy asks for, so that a policy that comes later finds them.
    package private(set) var history: [PIN] = []
    /// Wrong PINs in a row.
    package private(set) var failedAttempts = 0
    /// When a person last used the phone.
    package private(set) var lastActivity: Instant

    /// An unlocked screen, with a PIN or without.
    ///
    /// - Parameters:
    ///   - pin: set now, without judging it.
    ///   - now: when the PIN was set and the phone last used; for a phone still in its box the start of 1970.
    package init(pin: PIN? = nil, now: Instant = .epoch) {
        self.pin = pin
        self.pinSetAt = pin == nil ? nil : now
        self.lastActivity = now
    }

    /// A screen as it was kept.
    package init(
        isLocked: Bool, pin: PIN?, pinSetAt: Instant?, history: [PIN], failedAttempts: Int, lastActivity: Instant
    ) {
        self.isLocked = isLocked
        self.pin = pin
        self.pinSetAt = pinSetAt
        self.history = history
        self.failedAttempts = failedAttempts
        self.lastActivity = lastActivity
    }

    /// The present PIN and the earlier ones, the latest first: what histories are measured against.
    package var recentPINs: [PIN] { (pin.map { [$0] } ?? []) + history }

    /// A person at the open phone sets the PIN or changes it.
    ///
    /// - Throws: `PINError.screenLocked` where the screen is locked, `PINError.refused` with every violation where the
    ///   PIN does not satisfy the requirements. Nothing has changed then.
    package mutating func setPIN(
        _ newPIN: PIN,
        requirements: PINRequirements,
        now: Instant
    ) throws(PINError) {
        guard !isLocked else { throw .screenLocked }
        let violations = requirements.violations(of: newPIN, history: recentPINs)
        guard violations.isEmpty else { throw .refused(violations) }
        store(newPIN, history: recentPINs, now: now)
        lastActivity = now
    }

    /// The phone puts a generated PIN in the place of the old one, on an open or a locked screen, and leaves the screen
    /// as it is. Nobody touched the phone, so this is no activity.
    ///
    /// - Parameter emptyingHistory: whether earlier PINs are forgotten, as in a PIN reset (csp.md section 2). The old
    ///   PIN is forgotten with them.
    package mutating func replacePIN(with newPIN: PIN, emptyingHistory: Bool = true, now: Instant) {
        store(newPIN, history: emptyingHistory ? [] : recentPINs, now: now)
    }

    private mutating func store(_ newPIN: PIN, history earlier: [PIN], now: Instant) {
        history = Array(earlier.prefix(PINRequirements.deepestHistory - 1))
        pin = newPIN
        pinSetAt = now
        failedAttempts = 0
    }

    /// Whether the screen is open and has a PIN to be locked with.
    package var canLock: Bool { !isLocked && pin != nil }

    /// Locks the screen.
    ///
    /// - Returns: whether a PIN exists. Without one nothing happens.
    @discardableResult
    package mutating func lock() -> Bool {
        guard pin != nil else { return false }
        isLocked = true
        return true
    }

    /// A person types a PIN.
    ///
    /// Inferred: on a screen that is open the PIN is judged all the same, as where Windows asks for it again inside its
    /// settings, but a wrong one does not count: only the lock screen counts.
    ///
    /// - Parameter failedAttemptsLimit: wrong PINs in a row that wipe the phone; nil for never. The phone that answers
    ///   `.wiped` has lost its PIN and history here; the rest of the phone is its owner's to wipe.
    package mutating func unlock(with typed: PIN, now: Instant, failedAttemptsLimit: Int? = nil) -> UnlockOutcome {
        lastActivity = now
        guard let pin else { return .noPINNeeded }
        if typed == pin {
            isLocked = false
            failedAttempts = 0
            return .opened
        }
        guard isLocked else { return .wrong(remaining: nil) }
        failedAttempts += 1
        guard let failedAttemptsLimit else { return .wrong(remaining: nil) }
        let remaining = failedAttemptsLimit - failedAttempts
        guard remaining <= 0 else { return .wrong(remaining: remaining) }
        self = LockScreen(now: now)
        return .wiped
    }
}

extension LockScreen {
    /// Locks the screen if nobody has used the phone for so long (MaxInactivityTimeDeviceLock, csp.md section 5).
    ///
    /// - Parameters:
    ///   - now: what time it is.
    ///   - limitMinutes: minutes without use; nil or less than 1 for never.
    /// - Returns: whether the screen was open and is locked now.
    @discardableResult
    package mutating func lockIfIdle(now: Instant, limitMinutes: Int?) -> Bool {
        guard !isLocked, let limitMinutes, limitMinutes > 0 else { return false }
        guard now >= lastActivity.adding(minutes: limitMinutes) else { return false }
        return lock()
    }

    /// When the PIN expires, or nil where it never does or there is none.
    ///
    /// - Parameter days: the effective expiration; 0 for never.
    package func pinExpiry(days: Int) -> Instant? {
        guard let pinSetAt, days > 0 else { return nil }
        return pinSetAt.adding(days: days)
    }

    /// Whether the PIN has lived for so many days. It still opens the phone, which then asks for a new one.
    package func isPINExpired(now: Instant, days: Int) -> Bool {
        guard let expiry = pinExpiry(days: days) else { return false }
        return now >= expiry
    }
}
