package import Administration
package import Notation

/// What somebody sends to the portal, read from the path and the fields of a form.
package enum PortalForm: Equatable, Sendable {
    case action(DeviceActionKind, device: ObjectID, keepsUserData: Bool)
    case cancel(action: ObjectID, device: ObjectID)
    case readPasscode(device: ObjectID)
    case removeDevice(ObjectID)
    /// A profile is to be kept: a new one where there is no id.
    case saveProfile(ProfileDraft, id: ObjectID?)
    /// A row more is wanted in the form, nothing else.
    case addRow(ProfileDraft, id: ObjectID?)
    /// What is to be said of a draft.
    case advise(ProfileDraft)
    case assign(ObjectID, [AssignmentTarget], added: String, isExcluded: Bool)
    case removeProfile(ObjectID)
    case createGroup(name: String, details: String)
    case addMember(ObjectID, name: String)
    case removeMember(ObjectID, member: ObjectID)
    case removeGroup(ObjectID)
    case createUser(name: String, principalName: String)
    case giveRole(user: ObjectID)
    case takeRole(user: ObjectID)
    case setApplication(ObjectID, isEnabled: Bool)

    /// - Parameter path: where the form was sent.
    /// - Returns: nil for a path to which no form goes, and for a form that lacks what it must have.
    package init?(_ path: String, _ form: FormFields) {
        let parts = PortalRoute.parts(path)
        let found: PortalForm? =
            switch (parts.first, parts.count) {
            case ("devices", 3): Self.device(ObjectID(parts[1]), parts[2], form)
            case ("profiles", 1), ("profiles", 2), ("profiles", 3): Self.profile(parts, form)
            case ("groups", 1): .createGroup(name: form["name"] ?? "", details: form["details"] ?? "")
            case ("groups", 3): Self.group(ObjectID(parts[1]), parts[2], form)
            case ("users", 1):
                .createUser(name: form["name"] ?? "", principalName: (form["principalName"] ?? "").trimmed)
            case ("users", 3) where parts[2] == "role":
                form["kind"].flatMap { RoleChange(rawValue: $0) }.map { $0.form(for: ObjectID(parts[1])) }
            case ("applications", 2):
                .setApplication(ObjectID(parts[1]), isEnabled: form["enabled"] == "true")
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    private static func device(_ id: ObjectID, _ what: String, _ form: FormFields) -> PortalForm? {
        switch what {
        case "actions":
            form["kind"].flatMap { DeviceActionKind(rawValue: $0) }.map {
                .action($0, device: id, keepsUserData: form["keepUserData"] != nil)
            }
        case "cancel": form["action"].map { .cancel(action: ObjectID($0), device: id) }
        case "passcode": .readPasscode(device: id)
        case "remove": .removeDevice(id)
        default: nil
        }
    }

    private static func profile(_ parts: [String], _ form: FormFields) -> PortalForm? {
        guard parts.count == 3 else {
            switch parts.last {
            case "profiles": return .saveProfile(ProfileDraft(form), id: nil)
            case "new": return .addRow(ProfileDraft(form), id: nil)
            case "advice": return .advise(ProfileDraft(form, isWhole: true))
            default: return nil
            }
        }
        let id = ObjectID(parts[1])
        switch parts[2] {
        case "settings": return .saveProfile(ProfileDraft(form), id: id)
        case "row": return .addRow(ProfileDraft(form), id: id)
        case "assignments": return assignment(id, form)
        case "remove": return .removeProfile(id)
        default: return nil
        }
    }

    private static func assignment(_ id: ObjectID, _ form: FormFields) -> PortalForm {
        var targets: [AssignmentTarget] = []
        if form["allDevices"] != nil { targets.append(.allDevices) }
        if form["allUsers"] != nil { targets.append(.allLicensedUsers) }
        let fields = form.firstValues
        for number in 0..<AdministrationBounds.assignments {
            guard let group = fields["group.\(number)"].map({ ObjectID($0) }) else { break }
            switch fields["mode.\(number)"] {
            case "include": targets.append(.group(group))
            case "exclude": targets.append(.exclusionGroup(group))
            default: break
            }
        }
        return .assign(
            id, targets, added: (form["added"] ?? "").trimmed, isExcluded: form["addedMode"] == "exclude")
    }

    private static func group(_ id: ObjectID, _ what: String, _ form: FormFields) -> PortalForm? {
        switch what {
        case "members": .addMember(id, name: (form["member"] ?? "").trimmed)
        case "leave": form["member"].map { .removeMember(id, member: ObjectID($0)) }
        case "remove": .removeGroup(id)
        default: nil
        }
    }

    /// Whether it can change the tenant. Others are answered from a copy, while phones go on.
    package var isKept: Bool {
        switch self {
        case .addRow, .advise: false
        default: true
        }
    }
}

/// What can become of a user's role, as forms and texts name it.
enum RoleChange: String, Sendable {
    case give, take

    /// What there is to change.
    init(of user: DirectoryUser) {
        self = user.isAdministrator ? .take : .give
    }

    func form(for user: ObjectID) -> PortalForm { self == .give ? .giveRole(user: user) : .takeRole(user: user) }
}
