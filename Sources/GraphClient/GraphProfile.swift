package import JSON

/// A custom profile (Graph: *windows10CustomConfiguration*).
package struct GraphProfile: GraphEntity {
    package static let path = "/deviceManagement/deviceConfigurations"
    package static let noun = "profile"
    package static let nameProperties = ["displayName"]

    package var id: String
    package var displayName: String
    package var description: String?
    /// One more with other settings.
    package var version: Int
    package var createdDateTime: String
    package var lastModifiedDateTime: String
    package var omaSettings: [GraphSetting]
    /// What is probably wrong with its settings for PIN recovery.
    package var warnings: [String]
    /// Where it was asked for with them.
    package var assignments: [GraphAssignment]?

    package var name: String { displayName }
}

/// One setting of a profile (Graph: *omaSetting*).
package struct GraphSetting: Codable, Equatable, Sendable {
    /// `#microsoft.graph.omaSettingBoolean` and its like.
    package var type: String
    package var displayName: String
    package var description: String?
    package var omaUri: String
    /// As its type has it; XML as Base64 of its UTF-8.
    package var value: JSONValue
    package var fileName: String?

    package init(type: String, displayName: String, omaUri: String, value: JSONValue, fileName: String? = nil) {
        self.type = type
        self.displayName = displayName
        self.omaUri = omaUri
        self.value = value
        self.fileName = fileName
    }

    private enum CodingKeys: String, CodingKey {
        case type = "@odata.type"
        case displayName, description, omaUri, value, fileName
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "@odata.type": .string(type), "displayName": .string(displayName), "omaUri": .string(omaUri),
            "value": value,
        ]
        if let fileName { members["fileName"] = .string(fileName) }
        return .object(members)
    }
}

/// To whom a profile is assigned, or who is left out (Graph: *deviceConfigurationAssignment*).
package struct GraphAssignment: Codable, Sendable {
    package struct Target: Codable, Equatable, Sendable {
        package var type: String
        package var groupId: String?

        private enum CodingKeys: String, CodingKey {
            case type = "@odata.type"
            case groupId
        }

        private init(_ name: String, _ groupId: String? = nil) {
            type = "#microsoft.graph.\(name)"
            self.groupId = groupId
        }

        package static func group(_ id: String) -> Target { Target("groupAssignmentTarget", id) }
        package static func exclusion(of id: String) -> Target { Target("exclusionGroupAssignmentTarget", id) }
        package static let allDevices = Target("allDevicesAssignmentTarget")
        package static let allUsers = Target("allLicensedUsersAssignmentTarget")

        package var isExclusion: Bool { type.lowercased().hasSuffix("exclusiongroupassignmenttarget") }

        /// Whether both are about the same group, or about all.
        package func concernsSame(as other: Target) -> Bool {
            groupId == other.groupId && (groupId != nil || type == other.type)
        }

        fileprivate var json: JSONValue {
            var members: [String: JSONValue] = ["@odata.type": .string(type)]
            if let groupId { members["groupId"] = .string(groupId) }
            return ["target": .object(members)]
        }
    }

    package var id: String
    package var target: Target
}

extension GraphConnection {
    /// All profiles with whom they are assigned to, by name.
    package func profiles() async throws(GraphFailure) -> [GraphProfile] {
        try await list(GraphProfile.path, ["$expand": "assignments", "$orderby": "displayName"])
    }

    /// One profile with whom it is assigned to.
    package func profile(named name: String) async throws(GraphFailure) -> GraphProfile {
        let found = try await find(GraphProfile.self, named: name)
        return try await get(found.path, ["$expand": "assignments"])
    }

    package func makeProfile(
        _ name: String, description: String?, _ settings: [GraphSetting]
    ) async throws(GraphFailure) -> GraphProfile {
        var body: [String: JSONValue] = [
            "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": .string(name),
            "omaSettings": .array(settings.map(\.json)),
        ]
        if let description { body["description"] = .string(description) }
        return try await post(GraphProfile.path, .object(body))
    }

    /// Puts these assignments in the place of those that are there.
    package func assign(
        _ profile: GraphProfile, to targets: [GraphAssignment.Target]
    ) async throws(GraphFailure) -> [GraphAssignment] {
        let made: Made<GraphAssignment> = try await post(
            "\(profile.path)/assign", ["assignments": .array(targets.map(\.json))])
        return made.value
    }

    private struct Made<Value: Decodable>: Decodable {
        var value: [Value]
    }
}
