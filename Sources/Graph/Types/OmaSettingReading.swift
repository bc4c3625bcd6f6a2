internal import Administration
internal import JSON
internal import Settings

extension OmaSetting {
    /// A setting as Graph writes it.
    init(_ value: JSONValue) throws(GraphError) {
        let body = try GraphBody(value, .omaSetting)
        let uri = try body.required("omaUri", try body.text("omaUri"))
        self.init(
            displayName: try body.text("displayName") ?? uri, description: try body.text("description"), omaURI: uri,
            value: try OmaValue(body))
    }
}

extension OmaValue {
    fileprivate init(_ body: GraphBody) throws(GraphError) {
        guard try body.flag("isEncrypted") != true else {
            throw GraphError(
                .badRequest, "The value of an omaSetting is encrypted. Write it plainly, isEncrypted false.")
        }
        guard let type = body.odataType.flatMap({ SettingType(graphName: $0) }) else {
            throw GraphError(
                .badRequest,
                "The @odata.type of an omaSetting is missing or unknown. Write #microsoft.graph.omaSettingString, Integer, "
                    + "Boolean, Base64, StringXml, DateTime or FloatingPoint.")
        }
        let value = try body.required("value", body["value"])
        let fileName = try body.text("fileName")
        do {
            try self.init(value, type, fileName: fileName, tolerating: .none)
        } catch {
            throw GraphError(.badRequest, "The property 'value' of omaSetting \(error.message).")
        }
    }
}

extension AssignmentTarget {
    /// A target as Graph writes it.
    init(_ value: JSONValue) throws(GraphError) {
        let body = try GraphBody(value, .assignmentTarget)
        let group = try body.id("groupId")
        switch body.odataType?.lowercased() {
        case "groupassignmenttarget": self = .group(try body.required("groupId", group))
        case "exclusiongroupassignmenttarget": self = .exclusionGroup(try body.required("groupId", group))
        case "alldevicesassignmenttarget": self = .allDevices
        case "alllicensedusersassignmenttarget": self = .allLicensedUsers
        default:
            throw GraphError(
                .badRequest,
                "The @odata.type of a target is missing or unknown. Write #microsoft.graph.groupAssignmentTarget, "
                    + "exclusionGroupAssignmentTarget, allDevicesAssignmentTarget or allLicensedUsersAssignmentTarget.")
        }
    }
}
