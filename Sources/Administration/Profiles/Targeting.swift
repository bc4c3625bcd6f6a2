extension Tenant {
    /// Whether a profile is assigned to a device. An exclusion counts whatever includes it.
    ///
    /// Inferred: a device is excluded by a group of its user as well as by one of its own. Intune's documentation advises not
    /// to mix the two and tells no more.
    package func isAssigned(_ configuration: DeviceConfiguration, to device: ManagedDevice) -> Bool {
        isAssigned(configuration, to: device) { group in
            isMember(device.directoryID, of: group) || (device.user.map { isMember($0, of: group) } ?? false)
        }
    }

    /// The profiles of a device, the oldest first. Those that do not apply to its platform are among them, for they are
    /// counted all the same (S9).
    package func configurations(of device: ManagedDevice) -> [DeviceConfiguration] {
        let joined = joinedGroups(of: device)
        return configurations.rows { isAssigned($0, to: device, isIn: joined.contains) }
    }

    /// The groups that a device or its user is in.
    func joinedGroups(of device: ManagedDevice) -> Set<ObjectID> {
        Set(groups(of: device.directoryID) + (device.user.map { groups(of: $0) } ?? []))
    }

    /// The devices that a profile is assigned to.
    package func devices(of configuration: DeviceConfiguration) -> [ManagedDevice] {
        guard !configuration.assignments.isEmpty else { return [] }
        return devices.rows { isAssigned(configuration, to: $0) }
    }

    /// - Parameter isIn: whether the device or its user is in a group.
    private func isAssigned(
        _ configuration: DeviceConfiguration, to device: ManagedDevice, isIn: (ObjectID) -> Bool
    ) -> Bool {
        var isIncluded = false
        for target in configuration.assignments {
            switch target {
            case .exclusionGroup(let group): if isIn(group) { return false }
            case .group(let group): if !isIncluded { isIncluded = isIn(group) }
            case .allDevices: isIncluded = true
            case .allLicensedUsers: if device.user != nil { isIncluded = true }
            }
        }
        return isIncluded
    }
}
