import ManagementTree

/// Who was signed in before the phone restarted.
private struct SignedOut: KeyedValue {
    static let key = "Restart"

    var status: Phone.LoginStatus?
}

extension Phone {
    /// Restarts the phone: with a PIN it comes up locked.
    ///
    /// Inferred: until the PIN is typed nobody is signed in, as the login status says it to the server.
    mutating func restart() {
        guard lock(), loginStatus != .none else { return }
        self[SignedOut.self].status = loginStatus
        loginStatus = .none
    }

    /// The PIN was typed. Where the server has asked for it, a session follows (DMClient, PollOnLogin).
    mutating func signInAgain() {
        guard let status = self[SignedOut.self].status else { return }
        setLoginStatus(status)
        if status == .user, accountValue(["Poll", "PollOnLogin"])?.flag == true { outbox.wantsSession = true }
    }

    /// Somebody signs in or out by another way.
    mutating func forgetSignOut() {
        self[SignedOut.self] = SignedOut()
    }
}
