internal import Administration
internal import JSON

/// The directory itself, its users and its devices (Graph: *organization*, *user*, *device*).
extension GraphRoutes {
    private static let read = GraphPermission.read("User", or: GraphPermission.readDirectory)
    private static let write = GraphPermission.write("User", or: GraphPermission.writeDirectory)

    /// What everybody may who has signed in: to see who they are.
    static let ownPage = "User.Read"
    private static let readTenant = GraphPermission.read("Organization", or: GraphPermission.readDirectory)
    private static let readDevices = GraphPermission.read("Device", or: GraphPermission.readDirectory)

    static let people: [GraphOperation] = [
        GraphOperation(
            .get, "/organization", "listOrganization", "The tenant; its id is the directory id.",
            permission: readTenant, answer: .page(.organization)
        ) { call throws(GraphError) in .objects([Rendering.object(call.tenant.organization)]) },
        .one(
            "/organization/{id}", "getOrganization", "The same by its id.", permission: readTenant, .organization
        ) { call throws(GraphError) in
            guard call.id() == call.tenant.id else {
                throw GraphError(.notFound, "Resource '\(call.id())' does not exist: there is no such organization.")
            }
            return Rendering.object(call.tenant.organization)
        },
        GraphOperation(
            .get, "/me", "getMe", "The user who asks.", permission: GraphPermission([ownPage] + read.names),
            answer: .object(.user),
            failures: [.badRequest]
        ) { call throws(GraphError) in
            guard let user = call.caller.userPrincipalName.flatMap(call.tenant.user) else {
                throw GraphError(
                    .badRequest,
                    "/me request is only valid with delegated authentication flow: an application has no user.")
            }
            return .object(Rendering.object(user))
        },
        GraphOperation(.get, "/users", "listUsers", "All users.", permission: read, answer: .page(.user)) {
            call throws(GraphError) in
            .rows(GraphObjects(call.tenant.users.rows, Rendering.object))
        },
        GraphOperation(
            .post, "/users", "createUser", "Make a user, who can sign in if there is a passwordProfile.",
            permission: write, request: .named("user"), answer: .created(.user),
            failures: [.badRequest, .passwordPolicy, .conflict, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .user)
            var user = DirectoryUser(
                id: call.occasion.newID(), displayName: try body.required("displayName", try body.text("displayName")),
                userPrincipalName: try body.required("userPrincipalName", try body.text("userPrincipalName")),
                accountEnabled: try body.flag("accountEnabled") ?? true)
            guard DirectoryUser.isPrincipalName(user.userPrincipalName) else {
                throw body.wrong(
                    "userPrincipalName", "name@domain, of letters and digits without accents and of '.-_!#^~")
            }
            user.password = try call.passwords.password(body, of: user.userPrincipalName)
            let new = user
            try call.change { tenant throws(AdministrationError) in try tenant.add(new) }
            return .object(Rendering.object(new))
        },
        .one("/users/{id}", "getUser", "One user, by id or userPrincipalName.", permission: read, .user) {
            call throws(GraphError) in Rendering.object(try user(call))
        },
        GraphOperation(
            .patch, "/users/{id}", "updateUser", "Change a user's name or password, or block them.", permission: write,
            request: .object([
                .optional("displayName", .text, "The user's name."),
                .optional("accountEnabled", .flag, "Whether the user may sign in."),
                .optional("passwordProfile", .named("passwordProfile"), "By which the user signs in from now on."),
            ]), answer: .nothing, failures: [.notFound, .badRequest, .passwordPolicy]
        ) { call throws(GraphError) in
            let body = try GraphBody(
                call.body, what: "user", known: ["displayName", "accountEnabled", "passwordProfile"])
            let user = try user(call)
            let (name, isEnabled) = (try body.text("displayName"), try body.flag("accountEnabled"))
            let password = try call.passwords.password(body, of: user.userPrincipalName)
            let occasion = call.occasion
            try call.change { tenant throws(AdministrationError) in
                try tenant.updateUser(user.id, occasion) { user in
                    if let name { user.displayName = name }
                    if let isEnabled { user.accountEnabled = isEnabled }
                    if let password { user.password = password }
                }
            }
            return .nothing
        },
        .removal(
            "/users/{id}", "deleteUser", "Remove a user, from groups too. Devices stay. The last administrator stays.",
            permission: write, failures: [.notFound, .badRequest]
        ) { tenant, id, occasion throws(AdministrationError) in try tenant.removeUser(id, occasion) },
        GraphOperation(
            .get, "/devices", "listDevices", "All devices as objects of the directory.", permission: readDevices,
            answer: .page(.device)
        ) { call throws(GraphError) in .rows(GraphObjects(call.tenant.devices.rows, Rendering.directoryObject)) },
        .one("/devices/{id}", "getDevice", "One of them.", permission: readDevices, .device) {
            call throws(GraphError) in
            guard case .device(let device)? = call.tenant.member(call.id()) else {
                throw GraphError(.notFound, "Resource '\(call.id())' does not exist: there is no such device.")
            }
            return Rendering.directoryObject(device)
        },
    ]

    /// The user whom the path names, by id or principal name.
    private static func user(_ call: GraphCall) throws(GraphError) -> DirectoryUser {
        let name = call.parameters["id"] ?? ""
        guard let user = call.tenant.users[call.id()] ?? call.tenant.user(named: name) else {
            throw GraphError(.notFound, "Resource '\(name)' does not exist: there is no such user.")
        }
        return user
    }
}
