internal import Administration
internal import JSON
internal import PINReset

/// Enterprise applications and consent (Graph: *servicePrincipal* and what it is granted).
extension GraphRoutes {
    private static let read = GraphPermission.read("Application", or: GraphPermission.readDirectory)
    private static let write = GraphPermission.write("Application", or: GraphPermission.writeDirectory)
    private static let assign = GraphPermission.write("AppRoleAssignment")
    private static let grant = GraphPermission.write("DelegatedPermissionGrant", or: GraphPermission.writeDirectory)

    static let applications: [GraphOperation] = [
        GraphOperation(
            .get, "/servicePrincipals", "listServicePrincipals",
            "All enterprise applications, with the date of consent.",
            permission: read, answer: .page(.servicePrincipal)
        ) { call throws(GraphError) in .objects(call.tenant.servicePrincipals.rows.map(Rendering.object)) },
        GraphOperation(
            .post, "/servicePrincipals", "createServicePrincipal",
            "Let an application in, for the whole tenant: this is an administrator's consent.", permission: write,
            request: .object([
                .required("appId", .text, "The application's id."),
                .optional("accountEnabled", .flag, "False lets it in switched off, which is no consent yet."),
            ]),
            answer: .created(.servicePrincipal), failures: [.badRequest, .conflict]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .servicePrincipal)
            let appID = try body.required("appId", try body.text("appId"))
            guard let application = PINResetApplication(clientID: appID) else {
                throw GraphError(
                    .badRequest,
                    "The appId '\(appID)' of the service principal does not reference a valid application object. Known are "
                        + PINResetApplication.allCases.map { "\($0.clientID) (\($0.name))" }.joined(separator: ", ")
                        + ".")
            }
            let (isEnabled, occasion) = (try body.flag("accountEnabled") ?? true, call.occasion)
            let new = try call.change { tenant throws(AdministrationError) in
                try tenant.add(application, isEnabled: isEnabled, occasion)
            }
            return .object(Rendering.object(new))
        },
        .one(
            "/servicePrincipals/{id}", "getServicePrincipal", "One enterprise application.", permission: read,
            .servicePrincipal
        ) { call throws(GraphError) in Rendering.object(try principal(call)) },
        .one(
            "/servicePrincipals(appId='{appId}')", "getServicePrincipalByAppId", "The same by the application's id.",
            permission: read, .servicePrincipal
        ) { call throws(GraphError) in Rendering.object(try principal(call)) },
        GraphOperation(
            .patch, "/servicePrincipals/{id}", "updateServicePrincipal", "Switch an application on or off.",
            permission: write, request: .object([.required("accountEnabled", .flag, "Whether it may do anything.")]),
            answer: .nothing, failures: [.notFound, .badRequest]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, what: "servicePrincipal", known: ["accountEnabled"])
            let isEnabled = try body.required("accountEnabled", try body.flag("accountEnabled"))
            let (id, occasion) = (call.id(), call.occasion)
            try call.change { tenant throws(AdministrationError) in
                try tenant.setEnabled(isEnabled, servicePrincipal: id, occasion)
            }
            return .nothing
        },
        .removal(
            "/servicePrincipals/{id}", "deleteServicePrincipal", "Take an application out of the tenant.",
            permission: write
        ) { tenant, id, occasion throws(AdministrationError) in try tenant.removeServicePrincipal(id, occasion) },
        GraphOperation(
            .get, "/servicePrincipals/{id}/appRoleAssignments", "listAppRoleAssignments",
            "The roles that an application was given.", permission: read, answer: .page(.appRoleAssignment),
            failures: [.notFound]
        ) { call throws(GraphError) in
            let principal = try principal(call).id
            let found = call.tenant.appRoleAssignments.rows { $0.principal == principal }
            return .objects(found.map(Rendering.object))
        },
        GraphOperation(
            .post, "/servicePrincipals/{id}/appRoleAssignments", "createAppRoleAssignment",
            "Give an application a role of another.", permission: assign,
            request: .named("appRoleAssignment"), answer: .created(.appRoleAssignment),
            failures: [.notFound, .badRequest, .conflict, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .appRoleAssignment)
            let principal = try principal(call).id
            guard try body.id("principalId") ?? principal == principal else {
                throw body.wrong("principalId", "the service principal that the address names")
            }
            let new = AppRoleAssignment(
                id: call.occasion.newID(), appRole: try body.required("appRoleId", try body.id("appRoleId")),
                principal: principal, resource: try body.required("resourceId", try body.id("resourceId")),
                createdDateTime: call.occasion.now)
            try call.change { tenant throws(AdministrationError) in try tenant.add(new) }
            return .object(Rendering.object(new))
        },
        GraphOperation(
            .get, "/oauth2PermissionGrants", "listOAuth2PermissionGrants", "What applications were granted.",
            permission: read, answer: .page(.oAuth2PermissionGrant)
        ) { call throws(GraphError) in .objects(call.tenant.permissionGrants.rows.map(Rendering.object)) },
        GraphOperation(
            .post, "/oauth2PermissionGrants", "createOAuth2PermissionGrant", "Grant an application something.",
            permission: grant, request: .named("oAuth2PermissionGrant"),
            answer: .created(.oAuth2PermissionGrant), failures: [.notFound, .badRequest, .conflict, .full]
        ) { call throws(GraphError) in
            let body = try GraphBody(call.body, .oAuth2PermissionGrant)
            let new = OAuth2PermissionGrant(
                id: call.occasion.newID(), client: try body.required("clientId", try body.id("clientId")),
                consentType: try body.required("consentType", try body.text("consentType")),
                principal: try body.id("principalId"),
                resource: try body.required("resourceId", try body.id("resourceId")),
                scope: try body.text("scope") ?? "")
            try call.change { tenant throws(AdministrationError) in try tenant.add(new) }
            return .object(Rendering.object(new))
        },
    ]

    /// The enterprise application that the path names, by its id in the tenant or everywhere.
    private static func principal(_ call: GraphCall) throws(GraphError) -> ServicePrincipal {
        guard let appID = call.parameters["appId"] else {
            return try call.find(\.servicePrincipals, "servicePrincipal")
        }
        guard let found = PINResetApplication(clientID: appID).flatMap(call.tenant.servicePrincipal) else {
            throw GraphError(.notFound, "Resource '\(appID)' does not exist: the tenant has not consented to it.")
        }
        return found
    }
}
