extension Tenant {
    /// Who is reached by an assignment: a device, because it or its user is meant.
    private func reaches(_ target: AssignmentTarget, _ device: ManagedDevice) -> Bool {
        switch target {
        case .group(let id), .exclusionGroup(let id):
            guard let group = groups[id] else { return false }
            return group.contains(device.directoryID) || (device.user.map(group.contains) ?? false)
        case .allDevices: return true
        case .allLicensedUsers: return device.user != nil
        }
    }

    /// Whether a profile is assigned to a device. An exclusion counts whatever includes it.
    ///
    /// Inferred: a device is excluded by a group of its user as well as by one of its own. Intune's documentation advises not
    /// to mix the two and tells no more.
    package func isAssigned(_ configuration: DeviceConfiguration, to device: ManagedDevice) -> Bool {
        var isIncluded = false
        for target in configuration.assignments where reaches(target, device) {
            if case .exclusionGroup = target { return false }
            isIncluded = true
        }
        return isIncluded
    }

    /// The profiles of a device, the oldest first. Those that do not apply to its platform are among them, for they are
    /// counted all the same (S9).
    package func configurations(of device: ManagedDevice) -> [DeviceConfiguration] {
        configurations.rows { isAssigned($0, to: device) }
    }

    /// The devices that a profile is assigned to.
    package func devices(of configuration: DeviceConfiguration) -> [ManagedDevice] {
        devices.rows { isAssigned(configuration, to: $0) }
    }
}
