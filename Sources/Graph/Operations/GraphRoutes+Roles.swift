internal import Administration
internal import JSON

/// Who administers the tenant (Graph: *directoryRole*). A role is there in every tenant, and is neither made nor removed.
extension GraphRoutes {
    private static let path = "/directoryRoles"
    private static let write = GraphPermission(["RoleManagement.ReadWrite.Directory"])
    private static let read = GraphPermission(
        ["RoleManagement.Read.Directory"] + write.names + GraphPermission.readDirectory)

    /// Where one role is: by its id, and by that in every directory, which is what scripts know.
    private static let places = [
        (path: "\(path)/{id}", by: ""), (path: "\(path)(roleTemplateId='{roleTemplateId}')", by: "ByTemplate"),
    ]

    static let roles: [GraphOperation] =
        [
            GraphOperation(
                .get, path, "listDirectoryRoles", "The roles that somebody can have: administrator.", permission: read,
                answer: .page(.directoryRole)
            ) { call throws(GraphError) in .objects(DirectoryRole.all.map { shown($0, call) }) }
        ] + places.flatMap { one(at: $0.path, by: $0.by) }

    /// What can be done with one role.
    /// - Parameter name: the end of the operations' names.
    private static func one(at path: String, by name: String) -> [GraphOperation] {
        [
            .one(path, "getDirectoryRole\(name)", "One role.", permission: read, .directoryRole) {
                call throws(GraphError) in shown(try role(call), call)
            },
            GraphOperation(
                .get, "\(path)/members", "listDirectoryRoleMembers\(name)", "Who has a role.", permission: read,
                answer: .page(.user), failures: [.notFound]
            ) { call throws(GraphError) in
                .rows(GraphObjects(call.tenant.members(of: try role(call)), Rendering.object))
            },
            GraphOperation(
                .post, "\(path)/members/$ref", "addDirectoryRoleMember\(name)", "Give a user a role.",
                permission: write, request: GraphReference.schema, answer: .nothing, failures: [.notFound, .badRequest]
            ) { call throws(GraphError) in
                let (role, user, occasion) = (try role(call), try GraphReference(call.body).id, call.occasion)
                try call.change { tenant throws(AdministrationError) in try tenant.give(role, to: user, occasion) }
                return .nothing
            },
            GraphOperation(
                .delete, "\(path)/members/{member}/$ref", "removeDirectoryRoleMember\(name)",
                "Take a role from a user; one administrator must be left.", permission: write, answer: .nothing,
                failures: [.notFound, .badRequest]
            ) { call throws(GraphError) in
                let (role, user, occasion) = (try role(call), call.id("member"), call.occasion)
                try call.change { tenant throws(AdministrationError) in try tenant.take(role, from: user, occasion) }
                return .nothing
            },
        ]
    }

    /// The role that the path names, by either id.
    private static func role(_ call: GraphCall) throws(GraphError) -> DirectoryRole {
        let id = call.parameters["roleTemplateId"].map { ObjectID($0) } ?? call.id()
        guard let role = DirectoryRole.all.first(where: { $0.id == id || $0.template == id }) else {
            throw GraphError(.notFound, "Resource '\(id)' does not exist: there is no such directoryRole.")
        }
        return role
    }

    private static func shown(_ role: DirectoryRole, _ call: GraphCall) -> GraphObject {
        call.expanded(Rendering.object(role), "members", call.tenant.members(of: role).map(Rendering.object))
    }
}
