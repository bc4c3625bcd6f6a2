package import Administration

/// Somebody who has signed in to the portal.
package struct PortalVisitor: Equatable, Sendable {
    /// The user principal name.
    package let name: String
    /// The directory that they belong to.
    package let tenant: ObjectID
    /// What each of their forms brings back: no other site can know it, and so none can send a form in their name.
    package let formToken: String

    /// Of the hash of the password that the directory had when they signed in; nil for none.
    package let passwordDigest: [UInt8]?

    package init(name: String, tenant: ObjectID, formToken: String, passwordDigest: [UInt8]? = nil) {
        self.name = name
        self.tenant = tenant
        self.formToken = formToken
        self.passwordDigest = passwordDigest
    }

    /// Whether a directory would still let them in as they came: not who is blocked, or has another password since.
    package func isCurrent(in tenant: Tenant) -> Bool {
        guard let user = tenant.user(named: name) else { return false }
        return user.accountEnabled && user.password?.digest == passwordDigest
    }
}

extension PortalVisitor: CustomStringConvertible, CustomReflectable {
    /// What lets somebody in is not for logs.
    package var description: String { name }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
