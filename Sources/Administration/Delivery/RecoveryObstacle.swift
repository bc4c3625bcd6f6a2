internal import Settings
internal import Notation
package import PINReset

/// What PIN recovery lacks on a device, as far as its server knows: said while it is not ready, and where a reset failed
/// (S10, S11).
package enum RecoveryObstacle: Equatable, Sendable {
    case consentMissing([PINResetApplication])
    /// Consent was given, and an administrator has disabled the applications since.
    case disabled([PINResetApplication])
    case noPolicy
    case policyPending
    case policyRefused(Int32)
    /// The PIN reset service, which is the lab's own, denies whatever it is asked for.
    case ticketDenied
    /// What only the phone knows: whether it has been unlocked since, and what the PIN reset service said to it.
    case unknown

    package var message: String {
        switch self {
        case .consentMissing(let applications):
            "The tenant has not consented to \(applications.map(\.name).joined(separator: " and ")): an administrator "
                + "must accept."
        case .disabled(let applications):
            "\(applications.map(\.name).joined(separator: " and ")) \(applications.count == 1 ? "is" : "are") disabled: an "
                + "administrator must enable what the tenant has consented to."
        case .noPolicy:
            "No assigned profile sets EnablePinRecovery to True for this tenant: make one and assign it to a group of the "
                + "device or its user."
        case .policyPending: "The profile that sets EnablePinRecovery has not reached the device: let it sync."
        case .policyRefused(let code): "The device has refused EnablePinRecovery (\(code)): see the profile's status."
        case .ticketDenied: PINResetRefusal.denied.description
        case .unknown:
            "Consent and policy are in order: the device must be unlocked once after the policy has arrived, and reach the "
                + "PIN reset service."
        }
    }
}

extension Tenant {
    /// What PIN recovery lacks on a device.
    package func recoveryObstacles(of id: ObjectID) -> [RecoveryObstacle] {
        guard let device = devices[id] else { return [] }
        var found: [RecoveryObstacle] = []
        let disabled = missingApplications.filter { servicePrincipal(of: $0) != nil }
        let missing = missingApplications.filter { !disabled.contains($0) }
        if !missing.isEmpty { found.append(.consentMissing(missing)) }
        if !disabled.isEmpty { found.append(.disabled(disabled)) }
        let profiles = assignedProfiles(of: device)
        let statuses = profiles.configurations.flatMap { settingStatuses(of: $0, among: profiles) }
            .filter { enablesRecovery($0.setting) }
        if statuses.isEmpty {
            found.append(.noPolicy)
        } else if !statuses.contains(where: { $0.state == .succeeded || $0.state == .conflict }) {
            let refused = statuses.first { $0.state == .error }
            found.append(refused.map { .policyRefused($0.errorCode) } ?? .policyPending)
        }
        return found
    }

    /// What PIN recovery has lacked, where a reset was refused; never nothing.
    package func obstacles(of reset: DeviceAction) -> [RecoveryObstacle] {
        var found = recoveryObstacles(of: reset.device)
        if reset.isTicketDenied == true { found.append(.ticketDenied) }
        return found.isEmpty ? [.unknown] : found
    }

    /// Notes that a device was denied the ticket for the reset that it is doing: it tells its server only that it failed.
    package mutating func noteDeniedTicket(to managementName: String) {
        guard let device = device(managementName: managementName),
            let reset = actions(of: device.id).last(where: { $0.kind == .resetPasscode && $0.state == .active })
        else { return }
        actions[reset.id]?.isTicketDenied = true
    }

    /// What a reset that was asked for now would lack: no policy where the last one has worked without, for it may have come
    /// by another way than a profile, and what a profile brought stays when its assignment ends (S8).
    package func resetObstacles(of id: ObjectID) -> [RecoveryObstacle] {
        let found = recoveryObstacles(of: id)
        guard lastResetHasWorked(on: id) else { return found }
        return found.filter { obstacle in
            switch obstacle {
            case .noPolicy, .policyPending: false
            case .consentMissing, .disabled, .policyRefused, .ticketDenied, .unknown: true
            }
        }
    }

    /// Whether the last reset of a device, since it has enrolled, has brought a passcode, and no profile turns off what it
    /// needed.
    package func lastResetHasWorked(on id: ObjectID) -> Bool {
        guard let device = devices[id],
            let last = actions(of: id).last(where: {
                $0.kind == .resetPasscode && $0.state.isFinal && $0.state != .canceled
            })
        else { return false }
        let settings = assignedProfiles(of: device).configurations.flatMap(\.omaSettings)
        return last.state == .done && last.startDateTime >= device.enrolledDateTime
            && settings.allSatisfy { !isForRecovery($0) || enablesRecovery($0) }
    }

    /// Whether a setting makes phones of this tenant ready for recovery.
    private func enablesRecovery(_ setting: OmaSetting) -> Bool {
        isForRecovery(setting) && setting.value == .boolean(true)
    }

    /// Whether a setting turns recovery on or off, in the scope of the device or of its user.
    private func isForRecovery(_ setting: OmaSetting) -> Bool {
        let wanted = "vendor/msft/passportforwork/\(id)/policies/enablepinrecovery"
        return [wanted, "device/\(wanted)", "user/\(wanted)"].contains(String(setting.comparedURI.dropFirst(2)))
    }
}
