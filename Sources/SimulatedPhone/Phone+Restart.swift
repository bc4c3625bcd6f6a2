import ManagementTree

/// Who was signed in before the phone restarted.
private struct SignedOut: KeyedValue {
    static let key = "Restart"

    var status: Phone.LoginStatus?
}

/// Who has signed in since the phone was enrolled.
///
/// Inferred: the user who enrolled it is signed in then; all others count as one, because the phone tells no more of them.
private struct KnownUsers: KeyedValue {
    static let key = "DMClient"
    static let atEnrollment: [Phone.LoginStatus] = [.user]

    var statuses: [Phone.LoginStatus]?
}

extension Phone {
    /// Restarts the phone: with a PIN it comes up locked.
    ///
    /// Inferred: until the PIN is typed nobody is signed in, as the login status says it to the server.
    mutating func restart() {
        finishUpdates()
        guard lock(), loginStatus != .none else { return }
        self[SignedOut.self].status = loginStatus
        loginStatus = .none
    }

    /// The PIN was typed. Where the server has asked for it, a session follows.
    mutating func signInAgain() {
        guard let status = self[SignedOut.self].status else { return }
        if signIn(status) { outbox.wantsSession = true }
    }

    /// Somebody signs in or out.
    /// - Returns: whether the server wants a session to follow: each time (DMClient, PollOnLogin), or the first time that
    ///   somebody signs in (AllUsersPollOnFirstLogin).
    package mutating func signIn(_ status: LoginStatus) -> Bool {
        setLoginStatus(status)
        guard status != .none, enrolled != nil else { return false }
        let known = self[KnownUsers.self].statuses ?? KnownUsers.atEnrollment
        let isFirst = !known.contains(status)
        if isFirst { self[KnownUsers.self].statuses = known + [status] }
        return (status == .user && accountValue(["Poll", "PollOnLogin"])?.flag == true)
            || (isFirst && accountValue(["Poll", "AllUsersPollOnFirstLogin"])?.flag == true)
    }

    /// Somebody signs in or out by another way.
    mutating func forgetSignOut() {
        self[SignedOut.self] = SignedOut()
    }
}
