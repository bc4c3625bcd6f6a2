internal import Notation

/// A user of the tenant (Graph: *user*).
package struct DirectoryUser: TableRow {
    package var id: ObjectID
    package var displayName: String
    package var userPrincipalName: String
    package var accountEnabled: Bool
    /// Whether the user may consent for the tenant and manage its devices.
    package var isAdministrator: Bool
    /// nil for somebody who cannot sign in.
    package var password: PasswordHash?

    package var keys: [String] { [userPrincipalName.lowercased()] }

    package init(
        id: ObjectID, displayName: String, userPrincipalName: String, accountEnabled: Bool = true,
        isAdministrator: Bool = false
    ) {
        self.id = id
        self.displayName = displayName
        self.userPrincipalName = userPrincipalName
        self.accountEnabled = accountEnabled
        self.isAdministrator = isAdministrator
    }
}

extension DirectoryUser {
    /// Whether somebody who is made can have a name: name@domain, of the characters that Azure AD takes (*Prepare for
    /// directory synchronization*, userPrincipalName). Phones enrol under any other too.
    package static func isPrincipalName(_ name: String) -> Bool {
        name.wholeMatch(of: #/[A-Za-z0-9'._!#^~\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*/#) != nil
    }
}

extension Tenant {
    /// The user of a principal name, in any case.
    package func user(named principalName: String) -> DirectoryUser? {
        users.rows(ofKey: principalName.lowercased()).first
    }

    /// Whether somebody may accept for the whole tenant: its administrators only (S4).
    package func mayConsent(_ principalName: String) -> Bool {
        user(named: principalName).map { $0.isAdministrator && $0.accountEnabled } ?? false
    }

    /// Takes a user in.
    package mutating func add(_ user: DirectoryUser) throws(AdministrationError) {
        try AdministrationError.require(room: users.count, AdministrationBounds.users, "users")
        try AdministrationError.require(name: user.displayName, "displayName")
        try AdministrationError.require(name: user.userPrincipalName, "userPrincipalName")
        guard self.user(named: user.userPrincipalName) == nil else {
            throw AdministrationError(
                .conflict, "Another user has the userPrincipalName '\(user.userPrincipalName)'. Choose another.")
        }
        users.put(user)
    }

    /// Changes a user. Of the administrators who can come back one is never blocked.
    package mutating func updateUser(
        _ id: ObjectID, _ occasion: Occasion, _ change: (inout DirectoryUser) -> Void
    ) throws(AdministrationError) {
        guard let before = users[id] else { throw .unknown("user", id) }
        var user = before
        change(&user)
        try AdministrationError.require(name: user.displayName, "displayName")
        if before.isAdministrator, before.accountEnabled, !user.accountEnabled {
            try requireAnother(.administrator, than: before, occasion)
        }
        users.put(user)
    }

    /// Removes a user, from groups too. Devices stay, without a user; a role goes, of which one keeps it who can come back.
    package mutating func removeUser(_ id: ObjectID, _ occasion: Occasion) throws(AdministrationError) {
        guard let user = users[id] else { throw .unknown("user", id) }
        if user.isAdministrator { try take(.administrator, from: id, occasion) }
        users[id] = nil
        removeFromGroups(id)
        for device in devices.rows where device.user == id { devices[device.id]?.user = nil }
    }
}

extension AdministrationError {
    static func unknown(_ what: String, _ id: ObjectID) -> AdministrationError {
        AdministrationError(.notFound, "There is no \(what) '\(id)' in this tenant.")
    }

    static func require(room count: Int, _ limit: Int, _ what: String) throws(AdministrationError) {
        guard count < limit else {
            throw AdministrationError(.full, "There are \(limit) \(what) already. Delete some first.")
        }
    }

    static func require(name: String, _ what: String) throws(AdministrationError) {
        guard !name.trimmed.isEmpty, name.utf8.count <= AdministrationBounds.text else {
            throw AdministrationError(
                .badRequest, "\(what) must be a text of 1 to \(AdministrationBounds.text) octets.")
        }
    }

    /// What may be missing, and may be empty.
    static func require(text: String?, _ what: String) throws(AdministrationError) {
        guard (text?.utf8.count ?? 0) <= AdministrationBounds.text else {
            throw AdministrationError(
                .badRequest, "\(what) must be a text of at most \(AdministrationBounds.text) octets.")
        }
    }
}
