/// What can happen to an action.
package enum DeviceActionEvent: Equatable, Sendable, CaseIterable {
    /// Its command went to the device.
    case send
    /// The session in which it was sent ended without an answer, or the server ended.
    case interrupt
    /// The device has answered that it will do it; what it does later tells the end.
    case accept
    case succeed
    case fail
    /// The device has answered that it does not know such a thing.
    case refuse
    /// The administrator does not want it any more, or the device has gone.
    case cancel
}

extension DeviceAction.State {
    /// The state that an event leads to; nil for one that changes nothing.
    ///
    /// What was sent cannot be canceled, because nobody knows whether the device has done it, and what never was has no
    /// answer; a device that has gone is told by `leave`.
    package func after(_ event: DeviceActionEvent) -> DeviceAction.State? {
        switch (self, event) {
        case (.pending, .send): .active
        case (.pending, .cancel): .canceled
        case (.active, .send), (.active, .interrupt), (.active, .accept): .active
        case (.active, .succeed): .done
        case (.active, .fail): .failed
        case (.active, .refuse): .notSupported
        case (.active, .cancel): nil
        case (.pending, .interrupt), (.pending, .accept), (.pending, .succeed), (.pending, .fail), (.pending, .refuse):
            nil
        case (.done, _), (.failed, _), (.notSupported, _), (.canceled, _): nil
        }
    }
}

extension DeviceAction.Delivery {
    /// How far the command has come after an event. What a device has accepted no end of a session takes back.
    package func after(_ event: DeviceActionEvent) -> DeviceAction.Delivery {
        switch event {
        case .send: .sent
        case .accept: .accepted
        case .interrupt: self == .sent ? .waiting : self
        case .succeed, .fail, .refuse, .cancel: self
        }
    }
}
