internal import Serving

/// Who somebody is that has signed in.
package struct LabPerson: Equatable, Sendable {
    /// The user principal name.
    package var name: String
    /// The id of the directory that they belong to.
    package var tenant: String
    package var isAdministrator: Bool

    package init(name: String, tenant: String, isAdministrator: Bool) {
        self.name = name
        self.tenant = tenant
        self.isAdministrator = isAdministrator
    }
}

/// Those who can sign in: the seam to a store of users.
package protocol LabDirectory: Sendable {
    /// - Returns: nil for a name that nobody has, and for a wrong password.
    func person(name: String, password: String) async -> LabPerson?
}

/// The people of a lab whose configuration names them: its administrators, and the users who may enrol.
package struct ConfiguredDirectory: LabDirectory {
    /// The administrator of a lab for which none is named. The password is the token of its interface.
    package static let administrator = "admin@lab.example"

    private let tenant: String
    private let administrators: [String: String]
    private let users: [String: String]

    /// - Parameter token: what opens the lab's interface.
    package init(_ configuration: LabConfiguration, token: String) {
        tenant = configuration.tenant
        users = configuration.users
        let named = configuration.administrators
        administrators = named.isEmpty ? [Self.administrator: token] : named
    }

    package func person(name: String, password: String) -> LabPerson? {
        // Names of users compare without case; passwords do not.
        func holds(_ people: [String: String]) -> Bool {
            let known = people.filter { $0.key.lowercased() == name.lowercased() }
            return known.contains { RandomToken.isEqual($0.value, password) }
        }
        if holds(administrators) { return LabPerson(name: name, tenant: tenant, isAdministrator: true) }
        return holds(users) ? LabPerson(name: name, tenant: tenant, isAdministrator: false) : nil
    }
}
