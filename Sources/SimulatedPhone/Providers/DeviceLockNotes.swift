import ManagementTree

/// What of the DeviceLock policies has no effect, and why: those of Policy/Config and of the older CSP (csp.md section 5).
enum DeviceLockNotes {
    /// Those that count only while DevicePasswordEnabled is 0.
    private static let group: [NodeName] = [
        "AllowSimpleDevicePassword", "MinDevicePasswordLength", "AlphanumericDevicePasswordRequired",
        "MaxDevicePasswordFailedAttempts", "MaxInactivityTimeDeviceLock", "MinDevicePasswordComplexCharacters",
        "DevicePasswordExpiration", "DevicePasswordHistory",
    ]

    /// - Parameter policy: the policy's name, a leaf of the area or below a provider.
    static func notes(on node: NodeLocation, policy: NodeName, in phone: Phone) -> [Note] {
        guard let number = phone.tree.node(node.id)?.value?.number else { return [] }
        let merge = PolicyMerge(phone)
        let enabled = merge.number(of: "DevicePasswordEnabled")
        if policy == "DevicePasswordEnabled" { return switchNotes(number, enabled) }
        if policy == "ScreenTimeoutWhileLocked", merge.number(of: "AllowScreenTimeoutWhileLockedUserConfig") == 1 {
            return [
                Note(
                    .effect, "no effect: AllowScreenTimeoutWhileLockedUserConfig is 1, so the user chooses the time",
                    .overruled)
            ]
        }
        guard group.contains(policy) else { return [] }
        switch enabled {
        case 0: return valueNotes(number, policy, merge, phone)
        case nil:
            return [
                Note(
                    .effect,
                    "no effect: it counts only with DevicePasswordEnabled 0 (0 means on), which nobody has set",
                    .deviceLockOff)
            ]
        case let other?:
            return [
                Note(
                    .effect, "no effect: DevicePasswordEnabled is \(other), which means off; 0 means on", .deviceLockOff
                )
            ]
        }
    }

    private static func switchNotes(_ number: Int, _ enabled: Int?) -> [Note] {
        guard number == 1 else { return [] }
        guard enabled == 1 else {
            return [
                Note(
                    .effect, "no effect: another source has DevicePasswordEnabled 0 (on), and the stricter one wins",
                    .overruled)
            ]
        }
        return [
            Note(
                .slip,
                "1 turns the device password off, 0 turns it on; with 1 the other DeviceLock policies of PINs have no effect",
                .enabledMeansOff)
        ]
    }

    private static func valueNotes(_ number: Int, _ policy: NodeName, _ merge: PolicyMerge, _ phone: Phone) -> [Note] {
        if let merged = merge.number(of: policy), merged != number {
            return [
                Note(
                    .effect,
                    "no effect: another source wrote \(policy) \(merged), which wins by the policy's merge rule",
                    .overruled)
            ]
        }
        switch policy {
        case "MinDevicePasswordLength":
            // Inferred: a length of PassportForWork that is stricter counts (csp.md C6). Most phones have none, and to put
            // together all that a PIN has to satisfy takes longer than all other notes.
            guard number >= PINRequirements.shortest,
                phone.hasHelloLengths || !PINRequirements.lengthsOfDeviceLock.contains(number)
            else { return [] }
            let rules = phone.pinRequirements
            guard rules.minimumLength.value != number else { return [] }
            return [
                Note(
                    .effect, "no effect: \(rules.minimumLength.value) is in force (\(rules.minimumLength.source))",
                    .overruled)
            ]
        case "MaxInactivityTimeDeviceLock":
            guard let limit = phone.profile.inactivityTimeoutLimit, number > limit else { return [] }
            return [
                Note(
                    .effect, "a \(phone.profile.model) locks after \(limit) minutes at the latest, whatever is set",
                    .overruled)
            ]
        case "AlphanumericDevicePasswordRequired":
            guard number == 1, (merge.number(of: "MinDevicePasswordComplexCharacters") ?? 1) > 1 else { return [] }
            return [
                Note(
                    .effect, "no effect: MinDevicePasswordComplexCharacters asks for more classes than digits",
                    .overruled
                )
            ]
        default: return []
        }
    }
}

extension DeviceLockProvider {
    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place.hasPrefix("Provider/*/"), let policy = node.name else { return [] }
        return DeviceLockNotes.notes(on: node, policy: policy, in: phone)
    }
}
