/// How much a tenant keeps of what grows by itself or by request: everything has an end.
package enum AdministrationBounds {
    package static let users = 50_000
    package static let groups = 10_000
    package static let devices = 50_000
    package static let configurations = 1_000
    package static let settings = 1_000
    /// Octets of a setting's value.
    package static let value = 1 << 20
    /// Octets of all settings of a profile, and of all profiles of a tenant.
    package static let profile = 4 << 20
    package static let profiles = 64 << 20
    /// Addresses of one device that profiles have written.
    package static let nodes = 10_000
    /// Permissions that were granted, and roles that were given.
    package static let grants = 10_000
    /// Octets of a name, a description or an address.
    package static let text = 4 << 10
    package static let assignments = 1_000
    /// Members of one group.
    package static let members = 50_000
    /// Members of all groups together.
    package static let memberships = 500_000
    /// Actions of one device, those that are done among them.
    package static let actions = 100
    package static let audits = 10_000
}
