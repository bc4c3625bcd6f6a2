package import Notation
package import PINReset

/// An application in the tenant: what the portal lists as an enterprise application (Graph: *servicePrincipal*, S6).
package struct ServicePrincipal: TableRow {
    package var id: ObjectID
    package var application: PINResetApplication
    /// Whether it may do what was consented to: *Application status Enabled*.
    package var accountEnabled: Bool
    /// When an administrator consented.
    package var createdDateTime: Instant
    /// Who did.
    package var consentedBy: String

    package init(
        id: ObjectID, application: PINResetApplication, accountEnabled: Bool = true, createdDateTime: Instant,
        consentedBy: String
    ) {
        self.id = id
        self.application = application
        self.accountEnabled = accountEnabled
        self.createdDateTime = createdDateTime
        self.consentedBy = consentedBy
    }
}

/// A permission that was granted to an application (Graph: *oAuth2PermissionGrant*).
package struct OAuth2PermissionGrant: TableRow {
    package var id: ObjectID
    /// The service principal that was granted it.
    package var client: ObjectID
    /// `AllPrincipals` or `Principal`.
    package var consentType: String
    package var principal: ObjectID?
    /// The service principal that it is for.
    package var resource: ObjectID
    package var scope: String

    package init(
        id: ObjectID, client: ObjectID, consentType: String, principal: ObjectID? = nil, resource: ObjectID,
        scope: String
    ) {
        self.id = id
        self.client = client
        self.consentType = consentType
        self.principal = principal
        self.resource = resource
        self.scope = scope
    }

    /// Between whom it is: the same for two that cannot both be there.
    var parties: String { "\(client) \(resource) \(consentType) \(principal?.rawValue ?? "")" }
    package var keys: [String] { [parties] }
}

/// A role of one application that another was given (Graph: *appRoleAssignment*).
package struct AppRoleAssignment: TableRow {
    package var id: ObjectID
    package var appRole: ObjectID
    package var principal: ObjectID
    package var resource: ObjectID
    package var createdDateTime: Instant

    package init(
        id: ObjectID, appRole: ObjectID, principal: ObjectID, resource: ObjectID, createdDateTime: Instant
    ) {
        self.id = id
        self.appRole = appRole
        self.principal = principal
        self.resource = resource
        self.createdDateTime = createdDateTime
    }

    /// Between whom it is, and which role: the same for two that cannot both be there.
    var parties: String { "\(principal) \(resource) \(appRole)" }
    package var keys: [String] { [parties] }
}
