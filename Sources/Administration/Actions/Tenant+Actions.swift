internal import Notation

extension Tenant {
    /// The actions of a device, the oldest first.
    package func actions(of device: ObjectID) -> [DeviceAction] { actions.rows(ofKey: device.rawValue) }

    /// The last action of each kind, the newest first, and the one that has brought the passcode in force: what
    /// `deviceActionResults` shows.
    ///
    /// Inferred: scripts take the first result of a name for the last; Graph keeps one of each. A newer reset that has
    /// brought nothing must not hide the passcode that still opens the phone (S10).
    package func lastActions(of device: ObjectID) -> [DeviceAction] {
        var seen: Set<DeviceActionKind> = []
        return actions(of: device).reversed().filter { seen.insert($0.kind).inserted || passcodes[$0.id] != nil }
    }

    /// Takes an administrator's request. One of the same kind that was not sent yet is not sent as well.
    /// - Throws: `.notSupported` with the reason for a device that cannot; nothing is kept of it.
    @discardableResult
    package mutating func request(
        _ kind: DeviceActionKind, on id: ObjectID, keepUserData: Bool = false, _ occasion: Occasion
    ) throws(AdministrationError) -> DeviceAction {
        guard let device = devices[id] else { throw .unknown("device", id) }
        if let obstacle = ActionSupport.obstacle(kind, on: device) {
            throw AdministrationError(.notSupported, obstacle)
        }
        for waiting in actions(of: id) where waiting.kind == kind && waiting.state == .pending {
            change(waiting.id, by: .cancel, reason: DeviceAction.Cancellation.replaced.reason, occasion)
        }
        var action = DeviceAction(
            id: occasion.newID(), device: id, kind: kind, startDateTime: occasion.now, initiatedBy: occasion.actor)
        action.keepUserData = keepUserData
        actions.put(action)
        audit(.actionRequested, id, kind.rawValue, occasion)
        forgetOldActions(of: id)
        return action
    }

    /// An administrator takes back what has not been sent yet.
    /// - Throws: `.wrongState` for one that was sent, or has ended.
    package mutating func cancel(_ id: ObjectID, _ occasion: Occasion) throws(AdministrationError) {
        guard let action = actions[id] else { throw .unknown("action", id) }
        guard action.state.after(.cancel) != nil else {
            throw AdministrationError(
                .wrongState, "The action is \(action.state.rawValue). Only one that is pending can be canceled.")
        }
        change(id, by: .cancel, reason: DeviceAction.Cancellation.by(occasion.actor).reason, occasion)
        audit(.actionCanceled, action.device, action.kind.rawValue, occasion)
    }

    /// Something has happened to an action.
    mutating func change(
        _ id: ObjectID, by event: DeviceActionEvent, errorCode: Int32 = 0, reason: String? = nil, _ occasion: Occasion
    ) {
        guard var action = actions[id], let state = action.state.after(event) else { return }
        action.delivery = action.delivery.after(event)
        if action.state != state { action.lastUpdatedDateTime = occasion.now }
        action.state = state
        action.errorCode = errorCode
        action.reason = reason
        actions.put(action)
    }

    /// Of many the oldest that have ended go, but never the one by which a passcode is found.
    private mutating func forgetOldActions(of device: ObjectID) {
        let kept = actions(of: device)
        var tooMany = kept.count - AdministrationBounds.actions
        for action in kept where tooMany > 0 && action.state.isFinal && passcodes[action.id] == nil {
            actions[action.id] = nil
            tooMany -= 1
        }
    }
}
