package import Notation

/// A group of users, of devices, or of both (Graph: *group*). Who is in it stands in rows of their own.
package struct DirectoryGroup: TableRow {
    package var id: ObjectID
    package var displayName: String
    package var description: String?
    package var mailEnabled: Bool
    package var mailNickname: String
    package var securityEnabled: Bool
    package var createdDateTime: Instant

    package init(
        id: ObjectID, displayName: String, description: String? = nil, mailEnabled: Bool = false,
        mailNickname: String, securityEnabled: Bool = true, createdDateTime: Instant
    ) {
        self.id = id
        self.displayName = displayName
        self.description = description
        self.mailEnabled = mailEnabled
        self.mailNickname = mailNickname
        self.securityEnabled = securityEnabled
        self.createdDateTime = createdDateTime
    }
}

extension Tenant {
    package mutating func add(_ group: DirectoryGroup) throws(AdministrationError) {
        try AdministrationError.require(room: groups.count, AdministrationBounds.groups, "groups")
        try AdministrationError.require(name: group.displayName, "displayName")
        try AdministrationError.require(text: group.description, "description")
        try AdministrationError.require(text: group.mailNickname, "mailNickname")
        groups.put(group)
    }

    /// Removes a group, and with it what was assigned to it. What that brought stays on the phones.
    package mutating func removeGroup(_ id: ObjectID) throws(AdministrationError) {
        guard groups[id] != nil else { throw .unknown("group", id) }
        groups[id] = nil
        for membership in memberships(of: id) { memberships[membership.id] = nil }
        for configuration in configurations.rows where configuration.assignments.contains(where: { $0.group == id }) {
            configurations[configuration.id]?.assignments.removeAll { $0.group == id }
        }
    }
}
