package import Notation

/// One Azure AD directory with all that its administrators manage: a value, changed by pure rules.
///
/// What a tenant has no other tenant can see, because no rule is ever given two of them.
package struct Tenant: Equatable, Sendable {
    package var organization: Organization
    package var users = TenantTable<DirectoryUser>()
    package var groups = TenantTable<DirectoryGroup>()
    package var memberships = TenantTable<GroupMembership>()
    package var servicePrincipals = TenantTable<ServicePrincipal>()
    package var permissionGrants = TenantTable<OAuth2PermissionGrant>()
    package var appRoleAssignments = TenantTable<AppRoleAssignment>()
    package var devices = TenantTable<ManagedDevice>()
    package var configurations = TenantTable<DeviceConfiguration>()
    package var reports = TenantTable<ConfigurationReport>()
    package var deviceNodes = TenantTable<DeviceNodes>()
    package var actions = TenantTable<DeviceAction>()
    package var passcodes = TenantTable<ShownPasscode>()
    package var audits = TenantTable<AuditEvent>()

    package init(_ organization: Organization) {
        self.organization = organization
    }

    /// The directory id: what is copied into OMA-URIs that name a tenant.
    package var id: ObjectID { organization.id }
}

/// A tenant as Graph's *organization* shows it.
package struct Organization: TableRow {
    package var id: ObjectID
    package var displayName: String
    /// The first one is the default.
    package var verifiedDomains: [String]
    package var createdDateTime: Instant

    package init(id: ObjectID, displayName: String, verifiedDomains: [String], createdDateTime: Instant) {
        self.id = id
        self.displayName = displayName
        self.verifiedDomains = verifiedDomains
        self.createdDateTime = createdDateTime
    }
}
