/// Which devices can have their passcode reset (S2, S3 of the document).
extension LabDevice {
    /// Why not, as far as the device has said what it is; nil where it can.
    package var passcodeResetObstacle: String? {
        if value(of: "DeviceType") == "CIMClient_Windows" {
            return "The device '\(id)' is a PC: the passcode of Windows on a PC cannot be reset, only that of "
                + "Windows 10 Mobile, Creators Update or later."
        }
        let version = value(of: "OSVersion") ?? ""
        let numbers = version.split(separator: ".").map { Int($0) }
        if numbers.count > 2, let build = numbers[2], build < Self.creatorsUpdate {
            return "The device '\(id)' runs \(version): resetting the passcode needs the Creators Update, "
                + "10.0.15063, or later."
        }
        return nil
    }

    /// The build of version 1703.
    private static let creatorsUpdate = 15_063

    private func value(of name: String) -> String? { context.first { $0.name == name }?.value }
}
