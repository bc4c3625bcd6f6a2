/// Whether a device can do what is asked of it: judged before anything is sent, and told with the reason (S2, S3).
package enum ActionSupport {
    /// Why a device cannot do something, whatever is sent to it.
    package enum Reason: Equatable, Sendable, CaseIterable {
        case notEnrolled
        /// Remote lock is for phones and Macs.
        case lockOnPC
        /// Restart is for Windows 10.
        case restartElsewhere
        /// A reset needs Windows 10 Mobile,
        case resetElsewhere
        /// of the Creators Update or later,
        case resetTooOld
        /// joined to Azure AD.
        case resetNotJoined
    }

    /// - Returns: why the device cannot, as a sentence; nil where it can.
    package static func obstacle(_ kind: DeviceActionKind, on device: ManagedDevice) -> String? {
        reason(kind, on: device).map { sentence($0, device) }
    }

    /// - Returns: why the device cannot; nil where it can.
    package static func reason(_ kind: DeviceActionKind, on device: ManagedDevice) -> Reason? {
        guard device.isEnrolled else { return .notEnrolled }
        switch kind {
        case .resetPasscode: return resetReason(device)
        case .remoteLock: return device.platform == .windows ? .lockOnPC : nil
        case .rebootNow: return device.platform.isWindows ? nil : .restartElsewhere
        case .syncDevice, .wipe, .retire: return nil
        }
    }

    /// The document's list of what is supported: Windows 10 Mobile, Creators Update or later, joined to Azure AD.
    private static func resetReason(_ device: ManagedDevice) -> Reason? {
        guard device.platform == .windowsMobile else { return .resetElsewhere }
        // Inferred: a phone that has not told its version may have the right one; else it refuses by itself.
        let version = OSVersion(device.osVersion)
        guard device.osVersion.isEmpty || version.map({ $0 >= .creatorsUpdate }) ?? false else { return .resetTooOld }
        return device.isAzureADJoined ? nil : .resetNotJoined
    }

    private static func sentence(_ reason: Reason, _ device: ManagedDevice) -> String {
        let wanted = "Reset passcode needs Windows 10 Mobile, Creators Update (10.0.15063) or later, joined to Azure AD"
        let name = device.deviceName
        switch reason {
        case .notEnrolled: return "\(name) is not enrolled any more. Let it enrol again."
        case .lockOnPC: return "\(name) runs Windows on a PC, and Remote lock is for phones and Macs."
        case .restartElsewhere: return "\(name) runs \(device.platform.name), and Restart is for Windows 10."
        case .resetElsewhere: return "\(name) runs \(device.platform.name). \(wanted)."
        case .resetTooOld: return "\(name) has version \(device.osVersion). \(wanted)."
        case .resetNotJoined: return "\(name) is not joined to Azure AD. \(wanted)."
        }
    }
}
