internal import Administration
internal import JSON

/// Groups and who is in them (Graph: *group*).
extension GraphRoutes {
    private static let read = GraphPermission.read("Group", or: GraphPermission.readDirectory)
    private static let write = GraphPermission.write("Group", or: GraphPermission.writeDirectory)

    private static let readMembers = GraphPermission.read("GroupMember", or: read.names)
    private static let writeMembers = GraphPermission.write("GroupMember", or: write.names)

    static let groups: [GraphOperation] = [
        GraphOperation(.get, "/groups", "listGroups", "All groups.", permission: read, answer: .page(.group)) {
            call throws(GraphError) in
            .objects(call.tenant.groups.rows.map { shown($0, call) })
        },
        GraphOperation(
            .post, "/groups", "createGroup", "Make a group.", permission: write, request: .named("group"),
            answer: .created(.group), failures: [.badRequest, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .group)
            let name = try body.required("displayName", try body.text("displayName"))
            let new = DirectoryGroup(
                id: call.occasion.newID(), displayName: name, description: try body.text("description"),
                mailEnabled: try body.flag("mailEnabled") ?? false,
                mailNickname: try body.text("mailNickname") ?? name,
                securityEnabled: try body.flag("securityEnabled") ?? true, createdDateTime: call.occasion.now)
            try call.change { tenant throws(AdministrationError) in try tenant.add(new) }
            return .object(Rendering.object(new))
        },
        .one("/groups/{id}", "getGroup", "One group.", permission: read, .group) { call throws(GraphError) in
            shown(try call.find(\.groups, "group"), call)
        },
        .removal(
            "/groups/{id}", "deleteGroup", "Remove a group, and with it what was assigned to it.", permission: write
        ) { tenant, id, _ throws(AdministrationError) in try tenant.removeGroup(id) },
        GraphOperation(
            .get, "/groups/{id}/members", "listMembers", "The users and devices of a group.", permission: readMembers,
            answer: .page(.directoryObject), failures: [.notFound]
        ) { call throws(GraphError) in
            let found = try call.find(\.groups, "group")
            return .rows(GraphObjects(call.tenant.members(of: found), Rendering.object))
        },
        GraphOperation(
            .post, "/groups/{id}/members/$ref", "addMember", "Put a user or a device into a group.",
            permission: writeMembers,
            request: GraphReference.schema, answer: .nothing, failures: [.notFound, .badRequest, .full]
        ) { call throws(GraphError) in
            let (group, member) = (call.id(), try GraphReference(call.body).id)
            _ = try call.find(\.groups, "group")
            try call.change { tenant throws(AdministrationError) in try tenant.add(member: member, to: group) }
            return .nothing
        },
        GraphOperation(
            .delete, "/groups/{id}/members/{member}/$ref", "removeMember", "Take a user or a device out of a group.",
            permission: writeMembers, answer: .nothing, failures: [.notFound]
        ) { call throws(GraphError) in
            let (group, member) = (call.id(), call.id("member"))
            try call.change { tenant throws(AdministrationError) in
                try tenant.remove(member: member, from: group)
            }
            return .nothing
        },
    ]

    private static func shown(_ group: DirectoryGroup, _ call: GraphCall) -> GraphObject {
        call.expanded(Rendering.object(group), "members", call.tenant.members(of: group).map(Rendering.object))
    }
}

extension GraphType {
    /// A user or a device: what both have.
    static let directoryObject = GraphType(
        name: "directoryObject", properties: mergedProperties(user, device))

    private static func mergedProperties(_ first: GraphType, _ second: GraphType) -> [Property] {
        let known = Set(first.properties.map(\.name))
        return first.properties + second.properties.filter { !known.contains($0.name) }
    }
}
