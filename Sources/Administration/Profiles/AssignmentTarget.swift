/// To whom a profile is assigned (Graph: *deviceAndAppManagementAssignmentTarget*).
package enum AssignmentTarget: Codable, Hashable, Sendable {
    case group(ObjectID)
    case exclusionGroup(ObjectID)
    case allDevices
    case allLicensedUsers

    /// The group that it names.
    package var group: ObjectID? {
        switch self {
        case .group(let id), .exclusionGroup(let id): id
        case .allDevices, .allLicensedUsers: nil
        }
    }

    /// `@odata.type` of Graph, without `#microsoft.graph.`.
    package var typeName: String {
        switch self {
        case .group: "groupAssignmentTarget"
        case .exclusionGroup: "exclusionGroupAssignmentTarget"
        case .allDevices: "allDevicesAssignmentTarget"
        case .allLicensedUsers: "allLicensedUsersAssignmentTarget"
        }
    }

    /// What the id of the assignment has behind the profile's.
    package var idSuffix: ObjectID {
        switch self {
        case .group(let id), .exclusionGroup(let id): id
        // The groups that Azure AD has for these; Intune's ids of such assignments end with them.
        case .allDevices: "adadadad-808e-44e2-905a-0b7873a8a531"
        case .allLicensedUsers: "acacacac-9df4-4c7d-9d50-4ef0226f57a9"
        }
    }
}

extension Tenant {
    /// Puts these assignments in the place of those that are there (Graph: *assign*).
    package mutating func assign(
        _ id: ObjectID, to targets: [AssignmentTarget]
    ) throws(AdministrationError) {
        guard configurations[id] != nil else { throw .unknown("deviceConfiguration", id) }
        guard targets.count <= AdministrationBounds.assignments else {
            throw AdministrationError(
                .badRequest, "A profile takes \(AdministrationBounds.assignments) assignments.")
        }
        for target in targets {
            if let group = target.group, groups[group] == nil { throw .unknown("group", group) }
        }
        let groups = targets.compactMap(\.group)
        guard Set(groups).count == groups.count else {
            throw AdministrationError(
                .badRequest, "A group is assigned twice. One group is either included or excluded, once.")
        }
        var distinct: [AssignmentTarget] = []
        for target in targets where !distinct.contains(target) { distinct.append(target) }
        configurations[id]?.assignments = distinct
    }
}
