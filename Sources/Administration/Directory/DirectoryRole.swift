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

    /// Takes a role from a user. Of those who can sign in one keeps it: nobody else could give it again.
    package mutating func take(
        _ role: DirectoryRole, from id: ObjectID, _ occasion: Occasion
    ) throws(AdministrationError) {
        guard let user = users[id] else { throw .unknown("user", id) }
        guard user.isAdministrator else { throw .unknown("member", id) }
        guard members(of: role).contains(where: { $0.id != id && $0.accountEnabled }) else {
            throw AdministrationError(
                .badRequest,
                "'\(user.userPrincipalName)' is the last \(role.displayName) who is not blocked. Give the role to another "
                    + "user first.")
        }
        users[id]?.isAdministrator = false
        audit(.roleTaken, id, user.userPrincipalName, occasion)
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
