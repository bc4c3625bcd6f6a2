internal import Administration
internal import JSON

/// The types of device management, as Graph v1.0 names them and their properties.
extension GraphType {
    package static let managedDevice = GraphType(
        name: "managedDevice",
        properties: [
            .text("id", "The device's id."), .text("deviceName", "Its name."), .text("userId", "Who enrolled it."),
            .text("userPrincipalName", "By which that user signs in."), .text("userDisplayName", "That user's name."),
            .choice("operatingSystem", DevicePlatform.allCases.map(\.operatingSystem), "What it runs."),
            .text("osVersion", "The version of it."), .text("manufacturer", "Who made it."),
            .text("model", "What it is."), .text("serialNumber", "Its serial number."), .text("imei", "Its IMEI."),
            .instant("enrolledDateTime", "When it enrolled."),
            .instant("lastSyncDateTime", "When its last session ended."),
            .choice("managementState", ManagedDevice.ManagementState.allCases.map(\.rawValue), "How it stands."),
            .choice("complianceState", ["unknown", "compliant"], "compliant once a session has ended."),
            .choice("managementAgent", ["mdm"], "By what it is managed."),
            .choice("managedDeviceOwnerType", ["company"], "Whose it is."),
            .choice(
                "deviceEnrollmentType", ["windowsAzureADJoin", "userEnrollment"], "How it came to be managed."),
            .choice("deviceRegistrationState", ["registered", "notRegistered"], "Whether it is enrolled now."),
            .flag("azureADRegistered", "Whether it is joined to Azure AD."),
            .text("azureADDeviceId", "The id that it was given when it joined."),
            .list(
                "deviceActionResults", of: .named("deviceActionResult"),
                "The last action of each kind, the newest first; empty in lists."),
            .list(
                "resetPasscodeObstacles", of: .text,
                "The lab's own: why a reset would fail, as far as the server knows; empty in lists."),
        ],
        navigations: ["users"])

    package static let deviceActionResult = GraphType(
        name: "deviceActionResult",
        properties: [
            .choice("actionName", DeviceActionKind.allCases.map(\.rawValue), "What was asked for."),
            .choice("actionState", DeviceAction.State.allCases.map(\.rawValue), "How far it has come."),
            .instant("startDateTime", "When it was asked for."),
            .instant("lastUpdatedDateTime", "When its state last changed."),
            .integer("errorCode", "Of a reset: 0, or the signed number of what went wrong."),
            .text("passcode", "Of a reset that is done: the passcode, for seven days."),
            .instant("passcodeShownUntil", "The lab's own: until when the passcode is shown."),
            .text("errorDescription", "The lab's own: why it failed, as a sentence."),
            .text("detailsUrl", "The lab's own: where more is told of a failure."),
            .text("id", "The lab's own: the action's id, by which it is canceled."),
            .text("initiatedByUserPrincipalName", "The lab's own: who asked for it."),
        ])

    /// The lab's own: an action in the list of all of them.
    package static let deviceAction = GraphType(
        name: "deviceAction",
        properties: deviceActionResult.properties.filter { !$0.name.hasPrefix("passcode") } + [
            .text("managedDeviceId", "The device that it was asked of."),
            .text("deviceDisplayName", "That device's name."),
        ])

    package static let deviceConfiguration = GraphType(
        name: "windows10CustomConfiguration",
        properties: [
            .text("id", "The profile's id."), .name("displayName", "Its name.", writable: true),
            .text("description", "What it is for.", writable: true),
            .instant("createdDateTime", "When it was made."), .instant("lastModifiedDateTime", "When it last changed."),
            .integer("version", "Counted from 1, one more with other settings."),
            .list("omaSettings", of: .named("omaSetting"), "What it writes.", writable: true),
            .list("warnings", of: .text, "The lab's own: what is probably wrong with its settings for PIN recovery."),
        ],
        navigations: ["assignments"],
        // The first four are the server's own, and exported profiles and the examples of Graph's pages hold them.
        tolerated: [
            "id", "version", "createdDateTime", "lastModifiedDateTime", "supportsScopeTags", "roleScopeTagIds",
            "deviceManagementApplicabilityRuleOsEdition",
            "deviceManagementApplicabilityRuleOsVersion", "deviceManagementApplicabilityRuleDeviceMode", "assignments",
        ])

    package static let omaSetting = GraphType(
        name: "omaSetting",
        properties: [
            .name("displayName", "The setting's name.", writable: true),
            .text("description", "What it is for.", writable: true),
            .name("omaUri", "The node that it writes.", writable: true),
            .text("fileName", "Of Base64 and XML: the file that the value came from.", writable: true),
            GraphType.Property(
                name: "value", schema: .anything, note: "As its type has it; of XML as Base64 of UTF-8.",
                isFilterable: false, isWritable: true),
        ],
        tolerated: ["isEncrypted", "secretReferenceValueId", "isReadOnly"])

    package static let deviceConfigurationAssignment = GraphType(
        name: "deviceConfigurationAssignment",
        properties: [
            .text("id", "The ids of profile and group."),
            GraphType.Property(
                name: "target", schema: .named("assignmentTarget"), note: "To whom.", isFilterable: false,
                isWritable: true),
        ],
        tolerated: ["intent", "source", "sourceId"])

    package static let assignmentTarget = GraphType(
        name: "deviceAndAppManagementAssignmentTarget",
        properties: [.text("groupId", "Of the two that name a group.", writable: true)],
        tolerated: [
            "deviceAndAppManagementAssignmentFilterId", "deviceAndAppManagementAssignmentFilterType", "collectionId",
        ])

    package static let deviceConfigurationDeviceStatus = GraphType(
        name: "deviceConfigurationDeviceStatus",
        properties: [
            .text("id", "The ids of profile and device."), .text("deviceDisplayName", "The device's name."),
            .text("deviceModel", "What it is."), .text("userName", "Who enrolled it."),
            .text("userPrincipalName", "By which that user signs in."), complianceStatus("status"),
            .instant("lastReportedDateTime", "When the device last answered for the profile."),
        ])

    package static let deviceConfigurationDeviceOverview = GraphType(
        name: "deviceConfigurationDeviceOverview",
        properties: [
            .text("id", "The profile's id."), .integer("configurationVersion", "The profile's version."),
            .integer("successCount", "Devices on which every setting has succeeded."),
            .integer("errorCount", "Devices that have refused a setting."),
            .integer("conflictCount", "Devices on which another profile disagrees."),
            .integer("pendingCount", "Devices that have not answered."),
            .integer("notApplicableCount", "Devices that the profile is not for."),
            .integer("failedCount", "Always 0: what fails is an error or a conflict."),
            .instant("lastUpdateDateTime", "When a device last answered for the profile."),
        ])

    package static let deviceConfigurationState = GraphType(
        name: "deviceConfigurationState",
        properties: [
            .text("id", "The profile's id."), .text("displayName", "The profile's name."),
            .integer("version", "The profile's version."),
            .choice("platformType", ["windows10AndLater"], "For what it is."),
            complianceStatus("state"), .integer("settingCount", "How many settings it has."),
            .list("settingStates", of: .named("deviceConfigurationSettingState"), "How each of them stands."),
        ])

    package static let deviceConfigurationSettingState = GraphType(
        name: "deviceConfigurationSettingState",
        properties: [
            .text("setting", "The node that it writes."), .text("settingName", "The setting's name."),
            .text("instanceDisplayName", "The profile's name."), complianceStatus("state"),
            .integer("errorCode", "0, or 0x87D10000 and the status as a signed number."),
            .text("errorDescription", "The status in words."),
            .list("sources", of: .named("settingSource"), "Of a conflict: the profiles that disagree."),
        ])

    package static let settingSource = GraphType(
        name: "settingSource",
        properties: [
            .text("id", "The profile's id."), .text("displayName", "The profile's name."),
            .choice("sourceType", ["deviceConfiguration"], "What it is."),
        ])

    package static let remoteActionAudit = GraphType(
        name: "remoteActionAudit",
        properties: [
            .text("id", "The entry's id."), .text("action", "What was done."),
            .text("deviceDisplayName", "The device's name, of what was done to one."),
            .text("managedDeviceId", "The device's id, of what was done to one."),
            .text("initiatedByUserPrincipalName", "Who did it."), .instant("requestDateTime", "When."),
            .text("detail", "The lab's own: an action's id or name, an application's id, a user's name."),
            .integer("requestCount", "The lab's own: how often a passcode was read in a row; else 1."),
            .instant("lastRequestDateTime", "The lab's own: when last."),
        ])

    private static func complianceStatus(_ name: String) -> Property {
        .choice(
            name,
            [
                "unknown", "notApplicable", "compliant", "remediated", "nonCompliant", "error", "conflict",
                "notAssigned",
            ], "How it stands; unknown while the device has not answered.")
    }

    /// All types by the names that a description gives them.
    package static let all: [(name: String, type: GraphType)] = [
        ("organization", organization), ("verifiedDomain", verifiedDomain), ("user", user),
        ("passwordProfile", passwordProfile), ("group", group),
        ("device", device), ("directoryRole", directoryRole), ("servicePrincipal", servicePrincipal),
        ("oAuth2PermissionGrant", oAuth2PermissionGrant),
        ("appRoleAssignment", appRoleAssignment), ("managedDevice", managedDevice),
        ("deviceActionResult", deviceActionResult), ("deviceAction", deviceAction),
        ("windows10CustomConfiguration", deviceConfiguration),
        ("omaSetting", omaSetting), ("deviceConfigurationAssignment", deviceConfigurationAssignment),
        ("assignmentTarget", assignmentTarget), ("deviceConfigurationDeviceStatus", deviceConfigurationDeviceStatus),
        ("deviceConfigurationDeviceOverview", deviceConfigurationDeviceOverview),
        ("deviceConfigurationState", deviceConfigurationState),
        ("deviceConfigurationSettingState", deviceConfigurationSettingState), ("settingSource", settingSource),
        ("remoteActionAudit", remoteActionAudit),
    ]
}
