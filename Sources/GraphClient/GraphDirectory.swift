internal import JSON

/// A user (Graph: *user*).
package struct GraphUser: GraphEntity {
    package static let path = "/users"
    package static let noun = "user"
    package static let nameProperties = ["userPrincipalName", "displayName"]

    package var id: String
    package var displayName: String
    package var userPrincipalName: String
    package var accountEnabled: Bool

    package var name: String { userPrincipalName }
}

/// A group of users and devices (Graph: *group*).
package struct GraphGroup: GraphEntity {
    package static let path = "/groups"
    package static let noun = "group"
    package static let nameProperties = ["displayName"]

    package var id: String
    package var displayName: String
    package var description: String?
    package var createdDateTime: String
    /// Where it was asked for with them.
    package var members: [GraphMember]?

    package var name: String { displayName }
}

/// What a group holds: a user or a device (Graph: *directoryObject*).
package struct GraphMember: Codable, Sendable {
    /// `#microsoft.graph.user` or `#microsoft.graph.device`.
    package var type: String
    /// In the directory; a device has another one than where it is managed.
    package var id: String
    package var displayName: String
    package var userPrincipalName: String?
    package var operatingSystem: String?

    private enum CodingKeys: String, CodingKey {
        case type = "@odata.type"
        case id, displayName, userPrincipalName, operatingSystem
    }

    package var isUser: Bool { type.hasSuffix(".user") }
}

/// A role of the directory (Graph: *directoryRole*).
package struct GraphRole: GraphEntity {
    package static let path = "/directoryRoles"
    package static let noun = "role"
    package static let nameProperties = ["displayName"]
    /// Administrator, by the id that the role has in every directory.
    static let administrator = "62e90394-69f5-4237-9190-012177145e10"

    package var id: String
    package var displayName: String
    package var roleTemplateId: String

    package var name: String { displayName }
}

/// The tenant (Graph: *organization*).
package struct GraphOrganization: Codable, Sendable {
    /// The directory id, which OMA-URIs name.
    package var id: String
    package var displayName: String
}

extension GraphConnection {
    package func organization() async throws(GraphFailure) -> GraphOrganization {
        let found: [GraphOrganization] = try await list("/organization")
        guard let one = found.first else { throw GraphFailure(.unreadable, "The lab names no organization.") }
        return one
    }

    package func users() async throws(GraphFailure) -> [GraphUser] {
        try await list(GraphUser.path, ["$orderby": "userPrincipalName"])
    }

    /// - Parameter password: by which the user signs in; nil for somebody who cannot.
    package func makeUser(
        _ principalName: String, displayName: String, password: String? = nil
    ) async throws(GraphFailure) -> GraphUser {
        var body: [String: JSONValue] = [
            "userPrincipalName": .string(principalName), "displayName": .string(displayName), "accountEnabled": true,
        ]
        body["passwordProfile"] = password.map(Self.profile)
        return try await post(GraphUser.path, .object(body))
    }

    /// Gives a user another password.
    package func setPassword(_ password: String, of user: GraphUser) async throws(GraphFailure) {
        try await patch(user.path, ["passwordProfile": Self.profile(of: password)])
    }

    /// Who administers the tenant.
    package func administrators() async throws(GraphFailure) -> [GraphUser] {
        let members = try await administratorsPath()
        return try await list(members)
    }

    /// Makes a user an administrator, or no longer one.
    package func setAdministrator(_ isAdministrator: Bool, _ user: GraphUser) async throws(GraphFailure) {
        let members = try await administratorsPath()
        if isAdministrator {
            try await tell("\(members)/$ref", Self.reference(to: user.id, base))
        } else {
            try await delete("\(members)/\(user.id)/$ref")
        }
    }

    /// Where those stand who have the role of administrators.
    private func administratorsPath() async throws(GraphFailure) -> String {
        let found: [GraphRole] = try await list(
            GraphRole.path, ["$filter": "roleTemplateId eq '\(GraphRole.administrator)'"])
        guard let role = found.first else { throw GraphFailure(.unreadable, "The lab has no role of administrators.") }
        return "\(role.path)/members"
    }

    /// The body by which an object of the directory is put into a list of members.
    private static func reference(to id: String, _ base: String) -> JSONValue {
        ["@odata.id": .string("\(base)\(version)/directoryObjects/\(id)")]
    }

    private static func profile(of password: String) -> JSONValue {
        ["password": .string(password), "forceChangePasswordNextSignIn": false]
    }

    /// All groups with their members, by name.
    package func groups() async throws(GraphFailure) -> [GraphGroup] {
        try await list(GraphGroup.path, ["$expand": "members", "$orderby": "displayName"])
    }

    package func members(of group: GraphGroup) async throws(GraphFailure) -> [GraphMember] {
        try await list("\(group.path)/members")
    }

    package func makeGroup(_ name: String, description: String?) async throws(GraphFailure) -> GraphGroup {
        var body: [String: JSONValue] = [
            "displayName": .string(name), "mailEnabled": false, "mailNickname": .string(Self.nickname(name)),
            "securityEnabled": true,
        ]
        if let description { body["description"] = .string(description) }
        return try await post(GraphGroup.path, .object(body))
    }

    /// A name for mail has no blanks.
    private static func nickname(_ name: String) -> String {
        let letters = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return letters.isEmpty ? "group" : letters
    }

    /// The id of a user or a device by its name.
    package func member(named name: String) async throws(GraphFailure) -> (id: String, name: String) {
        let users = try await search(GraphUser.self, named: name).map { ($0.id, $0.name) }
        let devices = try await search(GraphDevice.self, named: name).map { ($0.id, $0.name) }
        let found = users + devices
        switch found.count {
        case 1: return found[0]
        case 0: throw GraphFailure(.unknownName, "there is no user and no device '\(name)'")
        default:
            let ids = found.map(\.0).joined(separator: ", ")
            throw GraphFailure(
                .ambiguousName, "\(found.count) users and devices are called '\(name)': name one by its id: \(ids)")
        }
    }

    /// Puts a user or a device into a group.
    package func add(member id: String, to group: GraphGroup) async throws(GraphFailure) {
        try await tell("\(group.path)/members/$ref", Self.reference(to: id, base))
    }

    package func remove(member id: String, from group: GraphGroup) async throws(GraphFailure) {
        try await delete("\(group.path)/members/\(id)/$ref")
    }
}
