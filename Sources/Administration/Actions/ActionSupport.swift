/// Whether a device can do what is asked of it: judged before anything is sent, and told with the reason (S2, S3).
package enum ActionSupport {
    /// - Returns: why the device cannot, as a sentence; nil where it can.
    package static func obstacle(_ kind: DeviceActionKind, on device: ManagedDevice) -> String? {
        guard device.isEnrolled else {
            return "\(device.deviceName) is not enrolled any more. Let it enrol again."
        }
        switch kind {
        case .resetPasscode: return resetObstacle(device)
        case .remoteLock:
            guard device.platform == .windows else { return nil }
            return "\(device.deviceName) runs Windows on a PC, and Remote lock is for phones and Macs."
        case .rebootNow:
            guard !device.platform.isWindows else { return nil }
            return "\(device.deviceName) runs \(device.platform.name), and Restart is for Windows 10."
        case .syncDevice, .wipe, .retire: return nil
        }
    }

    /// The document's list of what is supported: Windows 10 Mobile, Creators Update or later, joined to Azure AD.
    private static func resetObstacle(_ device: ManagedDevice) -> String? {
        let wanted = "Reset passcode needs Windows 10 Mobile, Creators Update (10.0.15063) or later, joined to Azure AD"
        guard device.platform == .windowsMobile else {
            return "\(device.deviceName) runs \(device.platform.name). \(wanted)."
        }
        // Inferred: a phone that has not told its version may have the right one; else it refuses by itself.
        let version = OSVersion(device.osVersion)
        guard device.osVersion.isEmpty || version.map({ $0 >= .creatorsUpdate }) ?? false else {
            return "\(device.deviceName) has version \(device.osVersion). \(wanted)."
        }
        guard device.isAzureADJoined else {
            return "\(device.deviceName) is not joined to Azure AD. \(wanted)."
        }
        return nil
    }
}
