internal import Administration
internal import JSON
internal import Notation
internal import PINReset

/// An object as Graph shows it.
typealias GraphObject = [String: JSONValue]

/// How objects of the directory are shown.
enum Rendering {
    static func type(_ name: String) -> JSONValue { .string("#microsoft.graph.\(name)") }

    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func id(_ id: ObjectID?) -> JSONValue { text(id?.rawValue) }

    static func instant(_ instant: Instant?) -> JSONValue { text(instant?.text) }

    static func object(_ organization: Organization) -> GraphObject {
        [
            "id": id(organization.id), "displayName": .string(organization.displayName),
            "createdDateTime": instant(organization.createdDateTime),
            "verifiedDomains": .array(
                organization.verifiedDomains.enumerated().map { place, name in
                    [
                        "name": .string(name), "isDefault": .bool(place == 0), "isInitial": .bool(place == 0),
                    ]
                }),
        ]
    }

    static func object(_ user: DirectoryUser) -> GraphObject {
        [
            "@odata.type": type("user"), "id": id(user.id), "displayName": .string(user.displayName),
            "userPrincipalName": .string(user.userPrincipalName), "mail": .string(user.userPrincipalName),
            "accountEnabled": .bool(user.accountEnabled), "passwordProfile": .null,
        ]
    }

    static func object(_ group: DirectoryGroup) -> GraphObject {
        [
            "@odata.type": type("group"), "id": id(group.id), "displayName": .string(group.displayName),
            "description": text(group.description), "mailEnabled": .bool(group.mailEnabled),
            "mailNickname": .string(group.mailNickname), "securityEnabled": .bool(group.securityEnabled),
            "createdDateTime": instant(group.createdDateTime),
        ]
    }

    /// The device as an object of the directory.
    static func directoryObject(_ device: ManagedDevice) -> GraphObject {
        [
            "@odata.type": type("device"), "id": id(device.directoryID), "deviceId": id(device.azureADDeviceID),
            "displayName": .string(device.deviceName),
            "operatingSystem": .string(device.platform.operatingSystem),
            "operatingSystemVersion": .string(device.osVersion),
            "trustType": .string(device.isAzureADJoined ? "AzureAd" : "Workplace"), "accountEnabled": true,
            "isManaged": .bool(device.isEnrolled),
        ]
    }

    static func object(_ member: DirectoryMember) -> GraphObject {
        switch member {
        case .user(let user): object(user)
        case .device(let device): directoryObject(device)
        }
    }

    static func object(_ role: DirectoryRole) -> GraphObject {
        [
            "@odata.type": type("directoryRole"), "id": id(role.id), "displayName": .string(role.displayName),
            "description": .string(role.description), "roleTemplateId": id(role.template),
        ]
    }

    static func object(_ principal: ServicePrincipal) -> GraphObject {
        let application = principal.application
        return [
            "@odata.type": type("servicePrincipal"), "id": id(principal.id), "appId": .string(application.clientID),
            "displayName": .string(application.name), "appDisplayName": .string(application.name),
            "accountEnabled": .bool(principal.accountEnabled), "createdDateTime": instant(principal.createdDateTime),
            "servicePrincipalType": "Application", "servicePrincipalNames": [.string(application.clientID)],
            "replyUrls": [.string(application.redirectURI)],
        ]
    }

    static func object(_ grant: OAuth2PermissionGrant) -> GraphObject {
        [
            "id": id(grant.id), "clientId": id(grant.client), "consentType": .string(grant.consentType),
            "principalId": id(grant.principal), "resourceId": id(grant.resource), "scope": .string(grant.scope),
        ]
    }

    static func object(_ assignment: AppRoleAssignment) -> GraphObject {
        [
            "@odata.type": type("appRoleAssignment"), "id": id(assignment.id), "appRoleId": id(assignment.appRole),
            "principalId": id(assignment.principal), "resourceId": id(assignment.resource),
            "principalType": "ServicePrincipal", "createdDateTime": instant(assignment.createdDateTime),
        ]
    }
}
