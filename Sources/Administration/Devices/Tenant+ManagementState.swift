extension DeviceActionKind {
    /// Whether a device that does it is no longer managed.
    var asksToGo: Bool {
        switch self {
        case .retire, .wipe: true
        case .syncDevice, .remoteLock, .resetPasscode, .rebootNow: false
        }
    }
}

extension Tenant {
    /// How a device stands to management: what the last action says that asked it to go and was not taken back. One that is
    /// under way counts before one that has ended.
    package func managementState(of device: ManagedDevice) -> ManagedDevice.ManagementState {
        let asked = actions(of: device.id).filter { $0.kind.asksToGo && $0.state != .canceled }
        guard let action = asked.last(where: { !$0.state.isFinal }) ?? asked.last else { return .managed }
        let isWipe = action.kind == .wipe
        switch action.state {
        case .pending: return isWipe ? .wipePending : .retirePending
        case .active: return isWipe ? .wipeIssued : .retireIssued
        case .done:
            // One that is enrolled has come back since.
            guard !device.isEnrolled else { return .managed }
            return isWipe ? .wipeIssued : .retireIssued
        case .failed, .notSupported:
            guard action.startDateTime >= device.enrolledDateTime else { return .managed }
            return isWipe ? .wipeFailed : .retireFailed
        case .canceled: return .managed
        }
    }
}
