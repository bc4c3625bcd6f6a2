import Administration
import Notation

/// To whom a profile is assigned, and how it stands there.
extension PortalPages {
    private struct Assignments {
        struct Row {
            let number: Int
            let group: String
            let name: String
            let link: String
            let isExcluded: Bool
        }

        let head: ProfileHead
        let target: String
        let rows: [Row]
        let hasRows: Bool
        let isForAllDevices: Bool
        let isForAllUsers: Bool
        let groups: [String]
    }

    /// So many names a browser is told to choose from; which of more it is does not matter, for others can be typed.
    static let suggestions = 500

    static func assignments(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        let groups = profile.assignments.compactMap { target in target.group.map { ($0, target) } }
        let rows = groups.enumerated().map { number, entry in
            let (group, target) = entry
            return Assignments.Row(
                number: number, group: group.rawValue,
                name: context.tenant.groups[group]?.displayName ?? group.rawValue,
                link: PortalRoute.group(group).path, isExcluded: target == .exclusionGroup(group))
        }
        let page = Assignments(
            head: ProfileHead(profile, at: .assignments(id), context.texts), target: PortalRoute.assignments(id).path,
            rows: rows, hasRows: !rows.isEmpty, isForAllDevices: profile.assignments.contains(.allDevices),
            isForAllUsers: profile.assignments.contains(.allLicensedUsers),
            groups: context.tenant.groups.rows.prefix(suggestions).map(\.displayName))
        return context.page("assignments", profile.displayName, at: .assignments(id), page)
    }
}
