package import Notation

/// What a person does with the phone in hand.
extension Phone {
    /// Resets the phone in its settings: everything is gone but what the device itself is.
    package mutating func reset(now: Instant) {
        wipe(now: now)
    }

    /// Presses the power button.
    /// - Returns: whether the screen locked; without a PIN it does not.
    @discardableResult
    package mutating func lock() -> Bool {
        guard lockScreen.lock() else { return false }
        hello.close()
        return true
    }

    /// Types a PIN. The phone that was mistyped too often is wiped (MaxDevicePasswordFailedAttempts).
    package mutating func unlock(with pin: PIN, now: Instant) -> UnlockOutcome {
        let outcome = lockScreen.unlock(with: pin, now: now, failedAttemptsLimit: deviceLockPolicy.failedAttemptsLimit)
        switch outcome {
        case .opened, .noPINNeeded:
            hello.open()
            signInAgain()
            reviewProtector(now: now)
            audit(.signIn, now)
        case .wiped:
            wipe(now: now)
        case .wrong:
            audit(.wrongPIN, now)
        }
        return outcome
    }

    /// Sets or changes the PIN in the phone's settings.
    package mutating func setPIN(_ pin: PIN, now: Instant) throws(PINError) {
        try lockScreen.setPIN(pin, requirements: pinRequirements, now: now)
        hello.open()
        reviewProtector(now: now)
        audit(.newPIN, now)
    }

    /// Lets time pass: the screen locks by itself when the phone was not used for the time that the policy or the model
    /// allows.
    package mutating func lockIfIdle(now: Instant) {
        // Asked before every message, so what is quickly known comes first; no policy allows less than a minute.
        guard lockScreen.canLock, now >= lockScreen.lastActivity.adding(minutes: 1),
            let policy = deviceLockPolicy.inactivityLimitMinutes
        else { return }
        let limit = min(policy, profile.inactivityTimeoutLimit ?? policy)
        if lockScreen.lockIfIdle(now: now, limitMinutes: limit) {
            hello.close()
            effects.append(.screenLocked)
            audit(.lock, now)
        }
    }
}
