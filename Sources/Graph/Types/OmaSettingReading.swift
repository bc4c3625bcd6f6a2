internal import Administration
internal import JSON
internal import Notation

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
        let value = try body.required("value", body["value"])
        let fileName = try body.text("fileName")
        switch (body.odataType?.lowercased(), value) {
        case ("omasettingstring", .string(let text)): self = .string(text)
        case ("omasettinginteger", .integer(let number)):
            guard let number = Int32(exactly: number) else { throw body.wrong("value", "a number of 32 bits") }
            self = .integer(number)
        case ("omasettingboolean", .bool(let flag)): self = .boolean(flag)
        case ("omasettingfloatingpoint", .number(let number)): self = .floatingPoint(number)
        case ("omasettingfloatingpoint", .integer(let number)): self = .floatingPoint(Double(number))
        case ("omasettingdatetime", .string(let text)):
            guard let instant = Instant(iso8601: text.uppercased(), zone: .needed) else {
                throw body.wrong("value", "a point in time with zone, such as 2017-05-01T00:00:00Z")
            }
            self = .dateTime(instant)
        case ("omasettingbase64", .string(let text)):
            guard Base64.decode(text) != nil else { throw body.wrong("value", "Base64") }
            self = .base64(text, fileName: fileName)
        case ("omasettingstringxml", .string(let text)):
            guard let octets = Base64.decode(text), let xml = String(validating: octets, as: UTF8.self) else {
                throw body.wrong("value", "Base64 of an XML text in UTF-8")
            }
            self = .xml(xml, fileName: fileName)
        case (let type?, _) where Self.typeNames.contains(type):
            throw body.wrong("value", "one of the type that @odata.type names")
        default:
            throw GraphError(
                .badRequest,
                "The @odata.type of an omaSetting is missing or unknown. Write #microsoft.graph.omaSettingString, Integer, "
                    + "Boolean, Base64, StringXml, DateTime or FloatingPoint.")
        }
    }

    private static let typeNames: Set<String> = [
        "omasettingstring", "omasettinginteger", "omasettingboolean", "omasettingfloatingpoint", "omasettingdatetime",
        "omasettingbase64", "omasettingstringxml",
    ]
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
