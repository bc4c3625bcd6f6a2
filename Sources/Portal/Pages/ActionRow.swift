import Administration

/// An action in a list.
struct ActionRow {
    let name: String
    let mark: StateMark
    let by: String
    let moment: Moment
    let changed: Moment
    let deviceName: String
    let deviceLink: String?
    /// Where more is told of one that failed.
    let details: String?
    /// Of one that was canceled: why, in the visitor's language,
    let canceled: String?
    /// or as the server keeps it, where only that is known.
    let reason: String?
    /// Where it is taken back; nil where it is too late.
    let cancelLink: String?
    let actionID: String

    init(_ action: DeviceAction, _ context: PortalContext) {
        let texts = context.texts
        let device = context.tenant.devices[action.device]
        name = texts["action.\(action.kind.rawValue)"]
        mark = StateMark(action.state, texts)
        by = action.initiatedBy
        moment = Moment(action.startDateTime, texts)
        changed = Moment(action.lastUpdatedDateTime, texts)
        deviceName = device?.deviceName ?? action.device.rawValue
        deviceLink = device.map { PortalRoute.device($0.id).path }
        details = action.detailsPath
        canceled = action.cancellation.map { cancellation in
            switch cancellation {
            case .by(let name): texts("action.canceledBy", ["name": name])
            case .replaced: texts["action.replaced"]
            }
        }
        reason = action.state == .canceled && canceled == nil ? action.reason : nil
        cancelLink = action.state == .pending ? "\(PortalRoute.device(action.device).path)/cancel" : nil
        actionID = action.id.rawValue
    }
}
