import Administration
import Notation

/// Groups and users.
extension PortalPages {
    private struct GroupRow {
        let link: String
        let name: String
        let details: String?
        let members: Int
    }

    static func groups(_ context: PortalContext) -> PortalAnswer {
        let part = context.part(context.tenant.groups.rows, at: .groups).map { group in
            GroupRow(
                link: PortalRoute.group(group.id).path, name: group.displayName,
                details: group.description.unlessEmpty,
                members: context.tenant.memberships.count(ofKey: group.id.rawValue))
        }
        return context.page(
            "groups", context.texts["groups.title"], at: .groups,
            Listing(part: part, target: PortalRoute.groups.path))
    }

    private struct Group {
        struct Row {
            let name: String
            let link: String?
            let kind: String
            let id: String
        }

        struct Profile {
            let name: String
            let link: String
            let mode: String
        }

        let name: String
        let details: String?
        let id: String
        let part: ListPart<Row>
        let profiles: [Profile]
        let memberTarget: String
        let leaveTarget: String
        let removal: String
        let candidates: [String]
    }

    static func group(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let group = context.tenant.groups[id] else { return notFound(context) }
        let (tenant, texts) = (context.tenant, context.texts)
        // Only those that are shown are looked up.
        let part = context.part(tenant.memberships(of: id), at: .group(id)).map { membership in
            switch tenant.member(membership.member) {
            case nil:
                Group.Row(name: membership.member.rawValue, link: nil, kind: "", id: membership.member.rawValue)
            case .user(let user)?:
                Group.Row(
                    name: user.userPrincipalName, link: nil, kind: texts["member.user"], id: user.id.rawValue)
            case .device(let device)?:
                Group.Row(
                    name: device.deviceName, link: PortalRoute.device(device.id).path,
                    kind: "\(texts["member.device"]) (\(texts["platform.\(device.platform.rawValue)"]))",
                    id: device.directoryID.rawValue)
            }
        }
        let profiles = tenant.configurations.rows.compactMap { profile in
            profile.assignments.first { $0.group == id }.map { target in
                Group.Profile(
                    name: profile.displayName, link: PortalRoute.assignments(profile.id).path,
                    mode: texts[target == .exclusionGroup(id) ? "assignment.exclude" : "assignment.include"])
            }
        }
        let path = PortalRoute.group(id).path
        let names =
            tenant.users.unordered.prefix(suggestions / 2).map(\.userPrincipalName).sorted()
            + tenant.devices.unordered.prefix(suggestions / 2).map(\.deviceName).sorted()
        let page = Group(
            name: group.displayName, details: group.description.unlessEmpty, id: id.rawValue, part: part,
            profiles: profiles, memberTarget: "\(path)/members", leaveTarget: "\(path)/leave",
            removal: PortalRoute.groupRemoval(id).path, candidates: names)
        return context.page("group", group.displayName, at: .group(id), page)
    }

    private struct UserRow {
        struct Device {
            let name: String
            let link: String
        }

        let name: String
        let principalName: String
        let role: String
        let enabled: String
        let devices: [Device]
        /// Where is asked whether the role changes, and how.
        let change: String
        let changeLink: String
    }

    static func users(_ context: PortalContext) -> PortalAnswer {
        let texts = context.texts
        let owned = Dictionary(grouping: context.tenant.devices.unordered.filter { $0.user != nil }) { $0.user }
        let part = context.part(context.tenant.users.rows, at: .users).map { user in
            UserRow(
                name: user.displayName, principalName: user.userPrincipalName,
                role: texts[user.isAdministrator ? "user.administrator" : "user.plain"],
                enabled: texts[user.accountEnabled ? "answer.yes" : "answer.no"],
                devices: (owned[user.id] ?? []).sorted { $0.deviceName < $1.deviceName }.map { device in
                    UserRow.Device(name: device.deviceName, link: PortalRoute.device(device.id).path)
                }, change: texts["user.\(RoleChange(of: user).rawValue)Role"],
                changeLink: PortalRoute.role(user.id).path)
        }
        return context.page(
            "users", texts["users.title"], at: .users, Listing(part: part, target: PortalRoute.users.path))
    }
}
