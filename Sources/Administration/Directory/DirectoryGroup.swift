package import Notation

/// A group of users, of devices, or of both (Graph: *group*). Groups in groups are not taken.
package struct DirectoryGroup: TableRow {
    package var id: ObjectID
    package var displayName: String
    package var description: String?
    package var mailEnabled: Bool
    package var mailNickname: String
    package var securityEnabled: Bool
    package var createdDateTime: Instant
    /// Users and devices by the ids that they have in the directory, in the order in which they came.
    package private(set) var members: [ObjectID] = []

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

    /// Whether a user or a device is in it.
    package func contains(_ member: ObjectID) -> Bool { members.contains(member) }

    mutating func add(_ member: ObjectID) { members.append(member) }

    mutating func remove(_ member: ObjectID) { members.removeAll { $0 == member } }
}

/// What a group holds.
package enum DirectoryMember: Equatable, Sendable {
    case user(DirectoryUser)
    case device(ManagedDevice)
}

extension Tenant {
    /// What an id of the directory stands for, as far as a group can hold it.
    package func member(_ id: ObjectID) -> DirectoryMember? {
        if let user = users[id] { return .user(user) }
        // Managed devices have an id of their own in the directory, and scripts mix them up: both are understood.
        if let device = devices[id] ?? devices.rows(where: { $0.directoryID == id }).first { return .device(device) }
        return nil
    }

    /// The members of a group, those whose object is still there.
    package func members(of group: DirectoryGroup) -> [DirectoryMember] { group.members.compactMap(member) }

    package mutating func add(_ group: DirectoryGroup) throws(AdministrationError) {
        try AdministrationError.require(room: groups.count, AdministrationBounds.groups, "groups")
        try AdministrationError.require(name: group.displayName, "displayName")
        groups.put(group)
    }

    /// Puts a user or a device into a group.
    package mutating func add(member id: ObjectID, to group: ObjectID) throws(AdministrationError) {
        guard let found = groups[group] else { throw .unknown("group", group) }
        let member: ObjectID
        switch self.member(id) {
        case .user(let user): member = user.id
        case .device(let device): member = device.directoryID
        case nil:
            guard groups[id] == nil else {
                throw AdministrationError(
                    .badRequest, "'\(id)' is a group, and groups in groups are not taken. Add its members.")
            }
            throw .unknown("user or device", id)
        }
        guard !found.contains(member) else {
            throw AdministrationError(
                .badRequest,
                "One or more added object references already exist for the following modified properties: 'members'.")
        }
        try AdministrationError.require(room: found.members.count, AdministrationBounds.members, "members")
        groups[group]?.add(member)
    }

    package mutating func remove(member id: ObjectID, from group: ObjectID) throws(AdministrationError) {
        guard let found = groups[group] else { throw .unknown("group", group) }
        let member = devices[id]?.directoryID ?? id
        guard found.contains(member) else { throw .unknown("member", id) }
        groups[group]?.remove(member)
    }

    /// Removes a group, and with it what was assigned to it. What that brought stays on the phones.
    package mutating func removeGroup(_ id: ObjectID) throws(AdministrationError) {
        guard groups[id] != nil else { throw .unknown("group", id) }
        groups[id] = nil
        for configuration in configurations.rows where configuration.assignments.contains(where: { $0.group == id }) {
            configurations[configuration.id]?.assignments.removeAll { $0.group == id }
        }
    }

    mutating func removeFromGroups(_ member: ObjectID) {
        for group in groups.rows where group.contains(member) { groups[group.id]?.remove(member) }
    }
}
