internal import Settings

/// The profiles of a device and where they disagree, worked out once for all that is asked about them.
package struct AssignedProfiles: Sendable {
    package let device: ManagedDevice
    /// The oldest first.
    package let configurations: [DeviceConfiguration]
    /// The addresses to which the profiles give different values, and these profiles.
    package let conflicts: [String: [ObjectID]]
    /// The profiles that write an address.
    private let writers: [String: Set<ObjectID>]
    /// What has been written on the device, and by which profile last.
    private let written: [String: DeviceNodes.Origin]

    fileprivate init(_ device: ManagedDevice, _ configurations: [DeviceConfiguration], _ nodes: DeviceNodes?) {
        self.device = device
        self.configurations = configurations
        written = nodes?.written ?? [:]
        var values: [String: [ObjectID: OmaValue]] = [:]
        for configuration in configurations {
            for setting in configuration.omaSettings {
                values[setting.comparedURI, default: [:]][configuration.id] = setting.value
            }
        }
        writers = values.mapValues { Set($0.keys) }
        conflicts = values.filter { _, values in
            guard values.count > 1, let first = values.values.first else { return false }
            return values.values.contains { !$0.travels(as: first) }
        }.mapValues { $0.keys.sorted() }
    }

    /// The same profiles on another device that they are assigned to alike.
    fileprivate init(_ device: ManagedDevice, _ nodes: DeviceNodes?, as other: AssignedProfiles) {
        self.device = device
        configurations = other.configurations
        conflicts = other.conflicts
        writers = other.writers
        written = nodes?.written ?? [:]
    }

    /// Whether another profile, which does not write the address any more, was the last that has written it: then the device
    /// has that one's value, whatever it had answered to this one before.
    ///
    /// While two that disagree are both assigned it is a conflict, and nothing is sent for it: they would write over one
    /// another in each session.
    func isOverwritten(_ setting: OmaSetting, of configuration: ObjectID) -> Bool {
        let address = setting.comparedURI
        guard let last = written[address]?.configuration, last != configuration else { return false }
        return conflicts[address] == nil && writers[address]?.contains(last) != true
    }
}

extension Tenant {
    /// The profiles of a device and where they disagree.
    package func assignedProfiles(of device: ManagedDevice) -> AssignedProfiles {
        AssignedProfiles(device, configurations(of: device), deviceNodes[device.id])
    }

    /// The same of many devices, in their order.
    ///
    /// Which profiles a device has depends on its groups, and on whether it has a user; of 10,000 most are alike in that, so the
    /// profiles are worked out once for all that are.
    package func assignedProfiles(of devices: [ManagedDevice]) -> [AssignedProfiles] {
        var known: [Belonging: AssignedProfiles] = [:]
        return devices.map { device in
            let belonging = Belonging(groups: joinedGroups(of: device), hasUser: device.user != nil)
            if let other = known[belonging] { return AssignedProfiles(device, deviceNodes[device.id], as: other) }
            let found = assignedProfiles(of: device)
            known[belonging] = found
            return found
        }
    }
}

/// What decides which profiles a device has.
private struct Belonging: Hashable {
    let groups: Set<ObjectID>
    let hasUser: Bool
}

extension OmaValue {
    /// Whether two values are the same to a device: the same text in the same format.
    fileprivate func travels(as other: OmaValue) -> Bool { format == other.format && data == other.data }
}
