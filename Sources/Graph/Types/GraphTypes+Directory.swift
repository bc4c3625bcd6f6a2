internal import Administration
internal import JSON

/// The types of the directory, as Graph v1.0 names them and their properties.
extension GraphType {
    package static let organization = GraphType(
        name: "organization",
        properties: [
            .text("id", "The directory id, which OMA-URIs name as tenant."), .text("displayName", "Its name."),
            .instant("createdDateTime", "When it was made."),
            .list("verifiedDomains", of: .named("verifiedDomain"), "Its domains."),
        ])

    package static let verifiedDomain = GraphType(
        name: "verifiedDomain",
        properties: [
            .text("name", "The domain."), .flag("isDefault", "Whether new users get it."),
            .flag("isInitial", "Whether it came with the directory."),
        ])

    package static let user = GraphType(
        name: "user",
        properties: [
            .text("id", "The user's id."), .name("displayName", "The user's name.", writable: true),
            .name("userPrincipalName", "By which the user signs in.", writable: true),
            .text("mail", "The same, for the lab has no mail."),
            .flag("accountEnabled", "Whether the user may sign in.", writable: true),
            Property(
                name: "passwordProfile", schema: .nullable(.named("passwordProfile")),
                note: "By which the user signs in: written only, and null where it is read.", isFilterable: false,
                isWritable: true),
        ],
        tolerated: ["mailNickname"])

    package static let passwordProfile = GraphType(
        name: "passwordProfile",
        properties: [
            .name("password", "8 to 256 characters of three of four kinds, without the user's name.", writable: true),
            .flag("forceChangePasswordNextSignIn", "Taken and not used: the lab asks for no other.", writable: true),
        ],
        tolerated: ["forceChangePasswordNextSignInWithMfa"])

    package static let group = GraphType(
        name: "group",
        properties: [
            .text("id", "The group's id."), .name("displayName", "Its name.", writable: true),
            .text("description", "What it is for.", writable: true),
            .flag("mailEnabled", "Whether it has mail.", writable: true),
            .name("mailNickname", "Its name for mail.", writable: true),
            .flag("securityEnabled", "Whether rights and profiles can be given to it.", writable: true),
            .instant("createdDateTime", "When it was made."),
        ],
        navigations: ["members"], tolerated: ["groupTypes"])

    package static let device = GraphType(
        name: "device",
        properties: [
            .text("id", "The id of the device's object in the directory."),
            .text("deviceId", "The id that the device was given when it joined."),
            .text("displayName", "Its name."), .text("operatingSystem", "What it runs."),
            .text("operatingSystemVersion", "The version of it."), .text("trustType", "AzureAd where it is joined."),
            .flag("accountEnabled", "Always true."), .flag("isManaged", "Whether it is enrolled."),
        ])

    package static let directoryRole = GraphType(
        name: "directoryRole",
        properties: [
            .text("id", "The role's id."), .text("displayName", "Its name."),
            .text("description", "What it lets one do."), .text("roleTemplateId", "Its id in every directory."),
        ],
        navigations: ["members"])

    package static let servicePrincipal = GraphType(
        name: "servicePrincipal",
        properties: [
            .text("id", "The id of the application in this tenant."),
            .name("appId", "The application's id everywhere.", writable: true),
            .text("displayName", "Its name among the enterprise applications."),
            .text("appDisplayName", "The same."),
            .flag("accountEnabled", "Whether it may do what was consented to.", writable: true),
            .instant("createdDateTime", "When an administrator consented."),
            .text("servicePrincipalType", "Application."),
            .list("servicePrincipalNames", of: .text, "By which it can be asked for."),
            .list("replyUrls", of: .text, "Where consent sends the browser."),
        ])

    package static let oAuth2PermissionGrant = GraphType(
        name: "oAuth2PermissionGrant",
        properties: [
            .text("id", "The grant's id."),
            .name("clientId", "The service principal that was granted it.", writable: true),
            .name("consentType", "AllPrincipals or Principal.", writable: true),
            .text("principalId", "Of Principal: the user.", writable: true),
            .name("resourceId", "The service principal that it is for.", writable: true),
            .text("scope", "What was granted.", writable: true),
        ])

    package static let appRoleAssignment = GraphType(
        name: "appRoleAssignment",
        properties: [
            .text("id", "The assignment's id."), .name("appRoleId", "The role.", writable: true),
            .text("principalId", "Who was given it.", writable: true),
            .name("resourceId", "The application whose role it is.", writable: true),
            .text("principalType", "ServicePrincipal."), .instant("createdDateTime", "When it was given."),
        ])
}
