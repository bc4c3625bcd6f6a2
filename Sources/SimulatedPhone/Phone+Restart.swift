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

    /// The PIN was typed.
    mutating func signInAgain() {
        guard let status = self[SignedOut.self].status else { return }
        setLoginStatus(status)
    }

    /// Somebody signs in or out by another way.
    mutating func forgetSignOut() {
        self[SignedOut.self] = SignedOut()
    }
}
