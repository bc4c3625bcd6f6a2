import Notation
package import SimulatedPhone

/// What a person does with the phone in hand.
extension DeviceAgent {
    /// Presses the power button.
    /// - Throws: where the phone has no PIN, because it cannot be locked then.
    package func lock() async throws(AgentError) {
        let isLocked = try await change { phone, _ in phone.lock() }
        guard isLocked else {
            throw AgentError(.refused, "the phone has no PIN, so it cannot be locked; set one with set-pin")
        }
        tell(.screenLocked, "by the person at the phone")
    }

    /// Types a PIN.
    package func unlock(pin: String) async throws(AgentError) -> UnlockOutcome {
        let outcome = try await change { phone, environment in phone.unlock(with: PIN(pin), now: environment.now) }
        switch outcome {
        case .opened, .noPINNeeded: tell(.screenUnlocked)
        case .wiped: tell(.wiped, "after too many wrong PINs")
        case .wrong: tell(.note, "a wrong PIN was typed")
        }
        return outcome
    }

    /// Sets or changes the PIN in the phone's settings.
    package func setPIN(_ pin: String) async throws(AgentError) {
        try await change { (phone, environment) throws(AgentError) in
            do {
                try phone.setPIN(PIN(pin), now: environment.now)
            } catch {
                throw AgentError(.refused, "\(error)")
            }
        }
        tell(.note, "the PIN was changed by the person at the phone")
    }

    /// Lets the screen lock by itself, where nobody used the phone for long enough.
    func lockIfIdle() async throws(AgentError) {
        try await keep()
    }

    /// Resets the phone in its settings: it starts from the factory state, and no server is told.
    package func wipe() async throws(AgentError) {
        try await inTurn { () async throws(AgentError) in
            try await change { phone, environment in phone.reset(now: environment.now) }
            tell(.wiped, "by the person at the phone; it starts from the factory state")
        }
    }

    /// Who is signed in from now on.
    /// - Returns: whether the server wants a session to follow.
    @discardableResult
    package func signIn(_ status: Phone.LoginStatus) async throws(AgentError) -> Bool {
        try await change { phone, _ in phone.signIn(status) }
    }
}

/// What a person says of the account's servers, kept with the phone so that it need not be said again.
extension DeviceAgent {
    /// Takes over what is said anew; nil leaves it as it was, and so does a phone without an account.
    /// - Parameters:
    ///   - authorities: certificates of authorities to trust, DER, in place of those that were given before.
    ///   - usesNonceUndecoded: whether nonces are hashed as the base64 text that they come as.
    package func adopt(authorities: [[UInt8]]?, usesNonceUndecoded: Bool?) async throws(AgentError) {
        try await change { phone, _ in
            if let authorities {
                phone.enrolled?.account.trustedAuthorities = authorities.map { Base64.encode($0) }
            }
            if let usesNonceUndecoded { phone.enrolled?.account.usesNonceUndecoded = usesNonceUndecoded }
        }
    }
}
