package import SyncML

/// One command that a device is to be sent, and for what.
package struct DeviceWork: Equatable, Sendable {
    package enum Subject: Codable, Hashable, Sendable {
        case configuration(ObjectID)
        case action(ObjectID)
    }

    package var subject: Subject
    /// Without CmdIDs.
    package var command: Command

    /// The verbs of the commands in a container, in their order.
    var verbs: [AccessCommand.Verb] {
        guard case .container(let container) = command else { return [] }
        return container.commands.compactMap { if case .access(let access) = $0 { access.verb } else { nil } }
    }
}

extension Tenant {
    /// What a device is to be sent now: profiles first, the oldest first, then actions as they were asked for. What was sent
    /// in this session is not in it again.
    /// - Parameter provider: the id under which the device knows its server, by which it is asked to leave.
    package func work(for id: ObjectID, provider: String) -> [DeviceWork] {
        guard let device = devices[id], device.isEnrolled else { return [] }
        let assigned = assignedProfiles(of: device)
        let profiles = assigned.configurations.compactMap { configuration -> DeviceWork? in
            guard needsDelivery(configuration, assigned) else { return nil }
            let verbs = verbs(configuration, device)
            return DeviceWork(
                subject: .configuration(configuration.id),
                command: ProfileDelivery.command(configuration.omaSettings, verbs))
        }
        let asked = actions(of: id).compactMap { action -> DeviceWork? in
            guard action.isToBeSent else { return nil }
            return ActionCommand.command(action, provider: provider).map {
                DeviceWork(subject: .action(action.id), command: $0)
            }
        }
        return profiles + asked
    }

    /// Whether a profile is for the platform of a device, says anything, and has not been sent as it is, or was written over
    /// by one that is gone.
    private func needsDelivery(_ configuration: DeviceConfiguration, _ profiles: AssignedProfiles) -> Bool {
        guard profiles.device.platform.isWindows, !configuration.omaSettings.isEmpty else { return false }
        guard let report = reports[ObjectID(configuration.id, profiles.device.id)] else { return true }
        guard report.version == configuration.version else { return true }
        switch report.phase {
        case .pending: return true
        case .sent: return false
        case .answered:
            return zip(configuration.omaSettings, report.settings).contains { setting, told in
                told.hasSucceeded && profiles.isOverwritten(setting, of: configuration.id)
            }
        }
    }

    private func verbs(_ configuration: DeviceConfiguration, _ device: ManagedDevice) -> [AccessCommand.Verb] {
        let written = deviceNodes[device.id]?.written ?? [:]
        let report = reports[ObjectID(configuration.id, device.id)]
        return ProfileDelivery.verbs(configuration.omaSettings) { address in
            written[address] != nil || report?.assumesNode(address) == true
        }
    }

    /// What profiles have written on a device and none that is assigned writes any more: Windows keeps it.
    package func leftovers(on device: ManagedDevice) -> [DeviceNodes.Origin] {
        let current = Set(configurations(of: device).flatMap { $0.omaSettings.map(\.comparedURI) })
        let written = deviceNodes[device.id]?.written ?? [:]
        return written.filter { !current.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }
}
