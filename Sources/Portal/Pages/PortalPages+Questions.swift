import Administration

/// What is asked before something is done: *Yes* or *No*.
struct Question {
    let title: String
    /// What will happen.
    let text: String
    /// Where *Yes* goes.
    let target: String
    /// Where *No* goes.
    let back: String
    /// The name of the action; nil for what is no device's action.
    let kind: String?
    /// Whether it can be chosen that the user's data stay.
    let canKeepUserData: Bool
    /// Whether something is lost by it.
    let isGrave: Bool

    /// What is asked before a device's action.
    init(_ kind: DeviceActionKind, _ device: ManagedDevice, _ texts: PortalTexts) {
        let path = PortalRoute.device(device.id).path
        self.init(
            title: texts["action.\(kind.rawValue)"],
            text: texts("ask.\(kind.rawValue)", ["device": device.deviceName]), target: "\(path)/actions", back: path,
            kind: kind.rawValue, canKeepUserData: kind == .wipe, isGrave: kind == .wipe || kind == .retire)
    }

    /// What is asked before a user becomes an administrator, or is none any more.
    /// - Parameter isOwn: whether it is the role of who asks.
    init(roleOf user: DirectoryUser, isOwn: Bool, _ texts: PortalTexts) {
        let change = RoleChange(of: user)
        let question = isOwn ? "ask.takeOwnRole" : "ask.\(change.rawValue)Role"
        self.init(
            title: texts["user.\(change.rawValue)Role"], text: texts(question, ["name": user.userPrincipalName]),
            target: PortalRoute.role(user.id).path, back: PortalRoute.users.path, kind: change.rawValue,
            canKeepUserData: false, isGrave: change == .take)
    }

    /// What is asked before something is taken away.
    init(removing title: String, _ text: String, target: String, back: String) {
        self.init(
            title: title, text: text, target: target, back: back, kind: nil, canKeepUserData: false, isGrave: true)
    }

    private init(
        title: String, text: String, target: String, back: String, kind: String?, canKeepUserData: Bool, isGrave: Bool
    ) {
        self.title = title
        self.text = text
        self.target = target
        self.back = back
        self.kind = kind
        self.canKeepUserData = canKeepUserData
        self.isGrave = isGrave
    }
}

/// The pages that ask, for browsers in which no script runs: with one a dialog asks the same.
extension PortalPages {
    private struct Asking {
        let question: Question
        /// Why there is nothing to ask.
        let obstacle: String?
    }

    static func question(_ kind: DeviceActionKind, _ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let device = context.tenant.devices[id] else { return notFound(context) }
        let question = Question(kind, device, context.texts)
        return context.page(
            "question", "\(question.title): \(device.deviceName)", at: .question(kind, id),
            Asking(question: question, obstacle: obstacle(kind, device, context.texts)))
    }

    static func deviceRemoval(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let device = context.tenant.devices[id] else { return notFound(context) }
        return removal(of: device.deviceName, "device", .device(id), context)
    }

    static func profileRemoval(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let profile = context.tenant.configurations[id] else { return notFound(context) }
        return removal(of: profile.displayName, "profile", .profile(id), context)
    }

    static func groupRemoval(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let group = context.tenant.groups[id] else { return notFound(context) }
        return removal(of: group.displayName, "group", .group(id), context)
    }

    static func roleQuestion(_ id: ObjectID, _ context: PortalContext) -> PortalAnswer {
        guard let user = context.tenant.users[id] else { return notFound(context) }
        let isOwn = user.userPrincipalName.lowercased() == context.visitor.name.lowercased()
        let question = Question(roleOf: user, isOwn: isOwn, context.texts)
        return context.page(
            "question", "\(question.title): \(user.userPrincipalName)", at: .role(id),
            Asking(question: question, obstacle: nil))
    }

    private static func removal(
        of name: String, _ what: String, _ route: PortalRoute, _ context: PortalContext
    ) -> PortalAnswer {
        let question = Question(
            removing: context.texts["ask.remove.title"], context.texts("ask.remove.\(what)", ["name": name]),
            target: "\(route.path)/remove", back: route.path)
        return context.page(
            "question", "\(question.title): \(name)", at: route, Asking(question: question, obstacle: nil))
    }
}
