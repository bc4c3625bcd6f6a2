import Administration
import Graph
import JSON
import Notation

/// The request of Graph that a form stands for, and where the browser goes when it is done.
struct FormStep: Sendable {
    var request: GraphRequest
    var done: PortalDone
    /// nil where it is the page of what was made.
    var next: PortalRoute?
    var nextOfNew: @Sendable (ObjectID) -> PortalRoute = { _ in .start }
}

extension PortalForms {
    private static let management = "/v1.0/deviceManagement"

    /// - Returns: nil for a form that asks for nothing but a page.
    static func step(
        _ form: PortalForm, _ tenant: Tenant, _ context: PortalContext
    ) throws(PortalRefusal) -> FormStep? {
        switch form {
        case .action(let kind, let device, let keepsUserData):
            let body: JSONValue? = kind == .wipe ? ["keepUserData": .bool(keepsUserData)] : nil
            return FormStep(
                request: GraphRequest(.post, "\(devices)/\(device)/\(kind.rawValue)", body: body), done: .requested,
                next: .device(device))
        case .cancel(let action, let device):
            return FormStep(
                request: GraphRequest(
                    .post, "\(devices)/\(device)/cancelAction", body: ["actionId": .string(action.rawValue)]),
                done: .canceled, next: .device(device))
        case .readPasscode(let device):
            return FormStep(
                request: GraphRequest(.get, "\(devices)/\(device)"), done: .requested, next: .device(device))
        case .removeDevice(let device):
            return FormStep(
                request: GraphRequest(.delete, "\(devices)/\(device)"), done: .deviceRemoved, next: .devices)
        case .saveProfile(let draft, let id): return save(draft, id)
        case .addRow, .advise: return nil
        case .assign(let id, let targets, let added, let isExcluded):
            return try assign(id, targets, added, isExcluded, tenant, context.texts)
        case .removeProfile(let id):
            return FormStep(
                request: GraphRequest(.delete, "\(profiles)/\(id)"), done: .profileRemoved, next: .profiles)
        case .createUser(let name, let principalName):
            return FormStep(
                request: GraphRequest(
                    .post, "/v1.0/users",
                    body: ["displayName": .string(name), "userPrincipalName": .string(principalName)]),
                done: .userSaved, next: .users)
        case .giveRole(let user):
            return FormStep(
                request: GraphRequest(
                    .post, "\(administrators)/$ref", body: ["@odata.id": .string("/v1.0/directoryObjects/\(user)")]),
                done: .roleGiven, next: .users)
        case .takeRole(let user):
            return FormStep(
                request: GraphRequest(.delete, "\(administrators)/\(user)/$ref"), done: .roleTaken, next: .users)
        case .setApplication(let id, let isEnabled):
            return FormStep(
                request: GraphRequest(
                    .patch, "/v1.0/servicePrincipals/\(id)", body: ["accountEnabled": .bool(isEnabled)]),
                done: .applicationChanged, next: .applications)
        case .createGroup, .addMember, .removeMember, .removeGroup:
            return try group(form, tenant, context.texts)
        }
    }

    private static var devices: String { "\(management)/managedDevices" }
    private static var administrators: String {
        "/v1.0/directoryRoles(roleTemplateId='\(DirectoryRole.administrator.template)')/members"
    }
    private static var profiles: String { "\(management)/deviceConfigurations" }

    private static func save(_ draft: ProfileDraft, _ id: ObjectID?) -> FormStep {
        guard let id else {
            return FormStep(
                request: GraphRequest(.post, profiles, body: draft.graphBody), done: .profileSaved,
                nextOfNew: { .profile($0) })
        }
        return FormStep(
            request: GraphRequest(.patch, "\(profiles)/\(id)", body: draft.graphBody), done: .profileSaved,
            next: .profile(id))
    }

    private static func assign(
        _ id: ObjectID, _ targets: [AssignmentTarget], _ added: String, _ isExcluded: Bool, _ tenant: Tenant,
        _ texts: PortalTexts
    ) throws(PortalRefusal) -> FormStep {
        var targets = targets
        if !added.isEmpty {
            let group = try found(added, tenant.groups.rows, texts) { $0.displayName }.id
            targets.append(isExcluded ? .exclusionGroup(group) : .group(group))
        }
        let listed = targets.map { target -> JSONValue in
            var members: [String: JSONValue] = ["@odata.type": .string("#microsoft.graph.\(target.typeName)")]
            if let group = target.group { members["groupId"] = .string(group.rawValue) }
            return ["target": .object(members)]
        }
        return FormStep(
            request: GraphRequest(.post, "\(profiles)/\(id)/assign", body: ["assignments": .array(listed)]),
            done: .assigned, next: .assignments(id))
    }

    private static func group(
        _ form: PortalForm, _ tenant: Tenant, _ texts: PortalTexts
    ) throws(PortalRefusal) -> FormStep? {
        let root = "/v1.0/groups"
        switch form {
        case .createGroup(let name, let details):
            let nickname = name.filter { $0.isLetter || $0.isNumber }
            let body: JSONValue = [
                "displayName": .string(name.trimmed), "description": .string(details.trimmed), "mailEnabled": false,
                "mailNickname": .string(nickname.isEmpty ? "group" : nickname), "securityEnabled": true,
            ]
            return FormStep(
                request: GraphRequest(.post, root, body: body), done: .groupSaved, nextOfNew: { .group($0) })
        case .addMember(let id, let name):
            let member = try self.member(name, tenant, texts)
            return FormStep(
                request: GraphRequest(
                    .post, "\(root)/\(id)/members/$ref",
                    body: ["@odata.id": .string("/v1.0/directoryObjects/\(member)")]),
                done: .memberAdded, next: .group(id))
        case .removeMember(let id, let member):
            return FormStep(
                request: GraphRequest(.delete, "\(root)/\(id)/members/\(member)/$ref"), done: .memberRemoved,
                next: .group(id))
        case .removeGroup(let id):
            return FormStep(request: GraphRequest(.delete, "\(root)/\(id)"), done: .groupRemoved, next: .groups)
        default: return nil
        }
    }

    /// The user or the device that somebody names.
    private static func member(
        _ name: String, _ tenant: Tenant, _ texts: PortalTexts
    ) throws(PortalRefusal) -> ObjectID {
        if let user = tenant.user(named: name) { return user.id }
        if let known = tenant.member(ObjectID(name)) { return known.directoryID }
        return try found(name, tenant.devices.rows, texts) { $0.deviceName }.directoryID
    }

    /// The one object of a name or an id.
    private static func found<Row: TableRow>(
        _ name: String, _ rows: [Row], _ texts: PortalTexts, _ named: (Row) -> String
    ) throws(PortalRefusal) -> Row {
        if let row = rows.first(where: { $0.id == ObjectID(name) }) { return row }
        let fitting = rows.filter { named($0).lowercased() == name.lowercased() }
        guard let row = fitting.first else {
            throw PortalRefusal(status: 400, text: texts("refused.nobody", ["name": name]))
        }
        guard fitting.count == 1 else {
            throw PortalRefusal(status: 400, text: texts("refused.several", ["name": name]))
        }
        return row
    }
}
