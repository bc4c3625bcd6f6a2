/// What can happen to an action.
package enum DeviceActionEvent: Equatable, Sendable, CaseIterable {
    /// Its command went to the device.
    case send
    /// The session in which it was sent ended without an answer, or the server ended.
    case interrupt
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
    /// What was sent cannot be canceled, because nobody knows whether the device has done it; a device that has gone is told
    /// by `leave`.
    package func after(_ event: DeviceActionEvent) -> DeviceAction.State? {
        switch (self, event) {
        case (.pending, .send): .active
        case (.pending, .cancel): .canceled
        // Of a device that answered only after the server had begun anew.
        case (.pending, .succeed), (.active, .succeed): .done
        case (.pending, .fail), (.active, .fail): .failed
        case (.pending, .refuse), (.active, .refuse): .notSupported
        case (.active, .interrupt): .pending
        case (.active, .send), (.active, .cancel), (.pending, .interrupt): nil
        case (.done, _), (.failed, _), (.notSupported, _), (.canceled, _): nil
        }
    }
}
