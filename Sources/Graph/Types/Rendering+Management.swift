internal import Administration
internal import JSON
internal import Notation
internal import Settings

/// How objects of device management are shown.
extension Rendering {
    /// A device as lists show it: without what was asked of it.
    static func object(_ device: ManagedDevice, in tenant: Tenant) -> GraphObject {
        let user = device.user.flatMap { tenant.users[$0] }
        return [
            "id": id(device.id), "deviceName": .string(device.deviceName), "userId": id(user?.id),
            "userPrincipalName": text(user?.userPrincipalName), "userDisplayName": text(user?.displayName),
            "operatingSystem": .string(device.platform.operatingSystem), "osVersion": .string(device.osVersion),
            "manufacturer": text(device.manufacturer), "model": text(device.model),
            "serialNumber": text(device.serialNumber), "imei": text(device.imei),
            "enrolledDateTime": instant(device.enrolledDateTime), "lastSyncDateTime": instant(device.lastSyncDateTime),
            "managementState": .string(tenant.managementState(of: device).rawValue),
            "complianceState": .string(device.lastSyncDateTime == nil ? "unknown" : "compliant"),
            "managementAgent": "mdm", "managedDeviceOwnerType": "company",
            "deviceEnrollmentType": .string(
                device.platform.isWindows && device.isAzureADJoined ? "windowsAzureADJoin" : "userEnrollment"),
            "deviceRegistrationState": .string(device.isEnrolled ? "registered" : "notRegistered"),
            "azureADRegistered": .bool(device.isAzureADJoined), "azureADDeviceId": id(device.azureADDeviceID),
            "deviceActionResults": [], "resetPasscodeObstacles": [],
        ]
    }

    /// An action; a passcode is shown by who has read it, which is noted.
    static func object(_ action: DeviceAction, passcode: String?, until: Instant?) -> GraphObject {
        let isReset = action.kind == .resetPasscode
        var object: GraphObject = [
            "@odata.type": type(isReset ? "resetPasscodeActionResult" : "deviceActionResult"), "id": id(action.id),
            "actionName": .string(action.kind.rawValue), "actionState": .string(action.state.rawValue),
            "startDateTime": instant(action.startDateTime),
            "lastUpdatedDateTime": instant(action.lastUpdatedDateTime),
            "initiatedByUserPrincipalName": .string(action.initiatedBy), "errorDescription": text(action.reason),
            "detailsUrl": text(action.detailsPath),
        ]
        guard isReset else { return object }
        object["errorCode"] = .integer(Int(action.errorCode))
        object["passcode"] = text(passcode)
        object["passcodeShownUntil"] = instant(until)
        return object
    }

    /// An action in the list of all of them: with its device, without a passcode.
    static func object(_ action: DeviceAction, in tenant: Tenant, base: String) -> GraphObject {
        var shown = object(action, passcode: nil, until: nil)
        shown["detailsUrl"] = text(action.detailsPath.map { base + $0 })
        shown["@odata.type"] = type("deviceAction")
        shown["passcode"] = nil
        shown["passcodeShownUntil"] = nil
        shown["managedDeviceId"] = id(action.device)
        shown["deviceDisplayName"] = text(tenant.devices[action.device]?.deviceName)
        return shown
    }

    static func object(_ configuration: DeviceConfiguration, in tenant: Tenant) -> GraphObject {
        let advice = configuration.omaSettings.flatMap { SettingAdvice.of($0, tenant: tenant.id) }
        return [
            "@odata.type": type("windows10CustomConfiguration"), "id": id(configuration.id),
            "displayName": .string(configuration.displayName), "description": text(configuration.description),
            "createdDateTime": instant(configuration.createdDateTime),
            "lastModifiedDateTime": instant(configuration.lastModifiedDateTime),
            "version": .integer(configuration.version),
            "omaSettings": .array(configuration.omaSettings.map { .object(object($0)) }),
            "warnings": .array(advice.map { .string($0.message) }),
        ]
    }

    /// What a reset of the passcode lacks on a device, whether the device cannot or something is missing.
    static func resetObstacles(_ device: ManagedDevice, in tenant: Tenant) -> JSONValue {
        if let obstacle = ActionSupport.obstacle(.resetPasscode, on: device) { return [.string(obstacle)] }
        return .array(tenant.resetObstacles(of: device.id).map { .string($0.message) })
    }

    static func object(_ setting: OmaSetting) -> GraphObject {
        var object: GraphObject = [
            "@odata.type": type(setting.value.type.graphName ?? "omaSetting"),
            "displayName": .string(setting.displayName), "description": text(setting.description),
            "omaUri": .string(setting.omaURI), "value": json(setting.value),
        ]
        switch setting.value.type {
        case .base64, .stringXML: object["fileName"] = text(setting.value.fileName)
        case .string, .integer, .boolean, .dateTime, .floatingPoint, .node: break
        }
        return object
    }

    /// A value in the JSON of its type; XML as Base64, as Graph has it.
    private static func json(_ value: OmaValue) -> JSONValue {
        switch value.type {
        case .integer: Int(value.data).map { .integer($0) } ?? .string(value.data)
        case .boolean: .bool(value == .boolean(true))
        case .floatingPoint: Double(value.data).map { .number($0) } ?? .string(value.data)
        case .stringXML: .string(Base64.encode(Array(value.data.utf8)))
        case .string, .dateTime, .base64, .node: .string(value.data)
        }
    }

    static func object(_ target: AssignmentTarget, of configuration: ObjectID) -> GraphObject {
        var inner: GraphObject = ["@odata.type": type(target.typeName)]
        if let group = target.group { inner["groupId"] = id(group) }
        return ["id": id(ObjectID(configuration, target.idSuffix)), "target": .object(inner)]
    }

    /// How a profile stands on a device, as the profile's list has it.
    static func status(
        of configuration: DeviceConfiguration, on device: ManagedDevice, in tenant: Tenant
    ) -> GraphObject {
        let user = device.user.flatMap { tenant.users[$0] }
        return [
            "id": id(ObjectID(configuration.id, device.id)), "deviceDisplayName": .string(device.deviceName),
            "deviceModel": text(device.model), "userName": text(user?.displayName),
            "userPrincipalName": text(user?.userPrincipalName),
            "status": .string(tenant.state(of: configuration, on: device).graphName),
            "lastReportedDateTime": instant(tenant.lastReport(of: configuration, on: device)),
        ]
    }

    /// How many devices a profile stands how on; those that it is not for are counted too (S9).
    static func overview(of configuration: DeviceConfiguration, in tenant: Tenant) -> GraphObject {
        let devices = tenant.devices(of: configuration)
        let states = tenant.assignedProfiles(of: devices).map { tenant.state(of: configuration, among: $0) }
        let count = { (state: SettingState) in JSONValue.integer(states.count { $0 == state }) }
        return [
            "id": id(configuration.id), "configurationVersion": .integer(configuration.version),
            "successCount": count(.succeeded), "errorCount": count(.error), "conflictCount": count(.conflict),
            "pendingCount": count(.pending), "notApplicableCount": count(.notApplicable), "failedCount": .integer(0),
            "lastUpdateDateTime": instant(
                devices.compactMap { tenant.lastReport(of: configuration, on: $0) }.max()),
        ]
    }

    /// The same as the device's list has it, with every setting.
    static func state(
        of configuration: DeviceConfiguration, among profiles: AssignedProfiles, in tenant: Tenant
    ) -> GraphObject {
        let statuses = tenant.settingStatuses(of: configuration, among: profiles)
        let isForIt = profiles.device.platform.isWindows
        let state = isForIt ? SettingState.worst(of: statuses.map(\.state)) : .notApplicable
        let states = statuses.map { status -> JSONValue in
            [
                "setting": .string(status.setting.omaURI), "settingName": .string(status.setting.displayName),
                "instanceDisplayName": .string(configuration.displayName),
                "state": .string(status.state.graphName), "errorCode": .integer(Int(status.errorCode)),
                "errorDescription": text(status.errorDescription),
                "sources": .array(
                    status.sources.map { source in
                        [
                            "id": id(source), "displayName": text(tenant.configurations[source]?.displayName),
                            "sourceType": "deviceConfiguration",
                        ]
                    }),
            ]
        }
        return [
            "id": id(configuration.id), "displayName": .string(configuration.displayName),
            "version": .integer(configuration.version), "platformType": "windows10AndLater",
            "state": .string(state.graphName),
            "settingCount": .integer(configuration.omaSettings.count), "settingStates": .array(states),
        ]
    }

    static func object(_ event: AuditEvent, in tenant: Tenant) -> GraphObject {
        let device = tenant.devices[event.target]
        return [
            "id": id(event.id), "action": .string(event.activity.rawValue), "detail": .string(event.detail),
            "deviceDisplayName": text(device?.deviceName), "managedDeviceId": id(device?.id),
            "initiatedByUserPrincipalName": .string(event.initiatedBy),
            "requestDateTime": instant(event.activityDateTime), "requestCount": .integer(event.count),
            "lastRequestDateTime": instant(event.lastDateTime),
        ]
    }
}
