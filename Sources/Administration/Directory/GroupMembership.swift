/// That a user or a device is in a group: a row of its own, so that a group of 10,000 costs no more to change than one of two.
/// Groups in groups are not taken.
package struct GroupMembership: TableRow {
    package let group: ObjectID
    /// By the id that the user or the device has in the directory.
    package let member: ObjectID

    package var id: ObjectID { ObjectID(group, member) }
    package var keys: [String] { [group.rawValue, member.rawValue] }

    package init(group: ObjectID, member: ObjectID) {
        self.group = group
        self.member = member
    }
}

/// What a group holds.
package enum DirectoryMember: Equatable, Sendable {
    case user(DirectoryUser)
    case device(ManagedDevice)

    /// The id in the directory, by which groups hold it.
    package var directoryID: ObjectID {
        switch self {
        case .user(let user): user.id
        case .device(let device): device.directoryID
        }
    }
}

extension Tenant {
    /// What an id of the directory stands for, as far as a group can hold it.
    package func member(_ id: ObjectID) -> DirectoryMember? {
        if let user = users[id] { return .user(user) }
        // Managed devices have an id of their own in the directory, and scripts mix them up: both are understood.
        let device = devices[id] ?? devices.rows(ofKey: id.rawValue).first { $0.directoryID == id }
        return device.map { .device($0) }
    }

    /// The members of a group, in the order in which they came.
    package func members(of group: DirectoryGroup) -> [DirectoryMember] {
        memberships(of: group.id).compactMap { member($0.member) }
    }

    /// Whether a user or a device is in a group, by its id in the directory.
    package func isMember(_ member: ObjectID, of group: ObjectID) -> Bool {
        memberships[ObjectID(group, member)] != nil
    }

    /// The same as the group holds them, for who shows some of many.
    package func memberships(of group: ObjectID) -> [GroupMembership] {
        memberships.rows(ofKey: group.rawValue).filter { $0.group == group }
    }

    /// The groups that a user or a device is in.
    func groups(of member: ObjectID) -> [ObjectID] {
        memberships.rows(ofKey: member.rawValue).filter { $0.member == member }.map(\.group)
    }

    /// Puts a user or a device into a group.
    package mutating func add(member id: ObjectID, to group: ObjectID) throws(AdministrationError) {
        guard groups[group] != nil else { throw .unknown("group", group) }
        guard let member = member(id)?.directoryID else {
            guard groups[id] == nil else {
                throw AdministrationError(
                    .badRequest, "'\(id)' is a group, and groups in groups are not taken. Add its members.")
            }
            throw .unknown("user or device", id)
        }
        guard !isMember(member, of: group) else { throw .knownMember }
        try AdministrationError.require(
            room: memberships.count(ofKey: group.rawValue), AdministrationBounds.members, "members")
        try AdministrationError.require(
            room: memberships.count, AdministrationBounds.memberships, "members of groups")
        memberships.put(GroupMembership(group: group, member: member))
    }

    package mutating func remove(member id: ObjectID, from group: ObjectID) throws(AdministrationError) {
        guard groups[group] != nil else { throw .unknown("group", group) }
        let member = devices[id]?.directoryID ?? id
        guard isMember(member, of: group) else { throw .unknown("member", id) }
        memberships[ObjectID(group, member)] = nil
    }

    mutating func removeFromGroups(_ member: ObjectID) {
        for group in groups(of: member) { memberships[ObjectID(group, member)] = nil }
    }
}
