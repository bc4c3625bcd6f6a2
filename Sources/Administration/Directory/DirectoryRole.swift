/// A role of the directory (Graph: *directoryRole*): of all that Azure AD has, the one that the lab asks for.
package struct DirectoryRole: Equatable, Sendable {
    package let id: ObjectID
    /// The same in every directory.
    package let template: ObjectID
    package let displayName: String
    package let description: String

    /// Who has it consents for the tenant and manages its devices (Azure AD, *Built-in roles*: Global Administrator).
    ///
    /// Inferred: in each tenant its id is that of its template. Azure AD gives it another one, and takes both.
    package static let administrator = DirectoryRole(
        id: "62e90394-69f5-4237-9190-012177145e10", template: "62e90394-69f5-4237-9190-012177145e10",
        displayName: "Global Administrator", description: "Consents for the tenant and manages its devices.")

    package static let all = [administrator]
}

extension Tenant {
    /// Who has a role, in the order in which they came.
    package func members(of role: DirectoryRole) -> [DirectoryUser] { users.rows(where: \.isAdministrator) }

    /// Gives a user a role.
    package mutating func give(
        _ role: DirectoryRole, to id: ObjectID, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard let user = users[id] else { throw .unknown("user", id) }
        guard !user.isAdministrator else { throw .knownMember }
        users[id]?.isAdministrator = true
        audit(.roleGiven, id, user.userPrincipalName, occasion)
    }

    /// Takes a role from a user. Of those who can come back one keeps it: nobody else could give it again.
    package mutating func take(
        _ role: DirectoryRole, from id: ObjectID, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard let user = users[id] else { throw .unknown("user", id) }
        guard user.isAdministrator else { throw .unknown("member", id) }
        try requireAnother(role, than: user, occasion)
        users[id]?.isAdministrator = false
        audit(.roleTaken, id, user.userPrincipalName, occasion)
    }

    /// Whoever loses the role, by being blocked or removed too, must not be the last of it who can sign in.
    func requireAnother(
        _ role: DirectoryRole, than user: DirectoryUser, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard members(of: role).contains(where: { $0.id != user.id && canComeBack($0, after: occasion) }) else {
            throw AdministrationError(
                .badRequest,
                "'\(user.userPrincipalName)' is the last \(role.displayName) who can sign in with a password. Give the role "
                    + "first to another user, who has a password and is not blocked.")
        }
    }

    /// Whether a user can sign in after this occasion. Who asks has come in, be it without a password, as a lab's owner does;
    /// and an application that asks is no user: it stays where it is, and can give the role or a password again.
    private func canComeBack(_ user: DirectoryUser, after occasion: Occasion) -> Bool {
        guard user.accountEnabled else { return false }
        let actor = self.user(named: occasion.actor)
        return user.password != nil || actor == nil || actor?.id == user.id
    }
}

extension AdministrationError {
    /// Somebody is a member already, in Graph's words.
    static var knownMember: AdministrationError {
        AdministrationError(
            .badRequest,
            "One or more added object references already exist for the following modified properties: 'members'.")
    }
}
