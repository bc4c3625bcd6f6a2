package import Administration

/// Somebody who has signed in to the portal.
package struct PortalVisitor: Equatable, Sendable {
    /// The user principal name.
    package let name: String
    /// The directory that they belong to.
    package let tenant: ObjectID
    /// What each of their forms brings back: no other site can know it, and so none can send a form in their name.
    package let formToken: String

    package init(name: String, tenant: ObjectID, formToken: String) {
        self.name = name
        self.tenant = tenant
        self.formToken = formToken
    }
}

extension PortalVisitor: CustomStringConvertible, CustomReflectable {
    /// What lets somebody in is not for logs.
    package var description: String { name }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
