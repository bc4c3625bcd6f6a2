import ManagementTree
import Notation
package import PINReset

/// What the policies in the tree ask of the PIN.
extension Phone {
    /// What a PIN has to satisfy now: the strictest of PassportForWork `./Device` and `./User` and of DeviceLock.
    package var pinRequirements: PINRequirements {
        PINRequirements.effective(
            helloDevice: helloPolicy(.device), helloUser: helloPolicy(.user), deviceLock: deviceLockPolicy)
    }

    /// The PINComplexity numbers of the phone's own tenant; other tenants' policies do not count here.
    func helloPolicy(_ scope: NodeScope) -> HelloPolicy {
        guard let node = passportPolicies(scope)?.child("PINComplexity") else { return HelloPolicy() }
        func number(_ name: NodeName) -> Int? { node.child(name)?.value?.number }
        return HelloPolicy(
            minimumPINLength: number("MinimumPINLength"), maximumPINLength: number("MaximumPINLength"),
            uppercaseLetters: number("UppercaseLetters"), lowercaseLetters: number("LowercaseLetters"),
            specialCharacters: number("SpecialCharacters"), digits: number("Digits"), history: number("History"),
            expiration: number("Expiration"))
    }

    /// Whether PassportForWork says anything of the length of PINs.
    var hasHelloLengths: Bool {
        NodeScope.allCases.contains { scope in
            let policy = helloPolicy(scope)
            return policy.minimumPINLength != nil || policy.maximumPINLength != nil
        }
    }

    /// The numbers of the DeviceLock policies that are in force, from all sources; nil where none wrote one.
    package var deviceLockPolicy: DeviceLockPolicy {
        let merge = PolicyMerge(self)
        func number(_ name: NodeName) -> Int? { merge.number(of: name) }
        return DeviceLockPolicy(
            devicePasswordEnabled: number("DevicePasswordEnabled"),
            allowSimpleDevicePassword: number("AllowSimpleDevicePassword"),
            minDevicePasswordLength: number("MinDevicePasswordLength"),
            alphanumericDevicePasswordRequired: number("AlphanumericDevicePasswordRequired"),
            minDevicePasswordComplexCharacters: number("MinDevicePasswordComplexCharacters"),
            devicePasswordHistory: number("DevicePasswordHistory"),
            devicePasswordExpiration: number("DevicePasswordExpiration"),
            maxDevicePasswordFailedAttempts: number("MaxDevicePasswordFailedAttempts"),
            maxInactivityTimeDeviceLock: number("MaxInactivityTimeDeviceLock"))
    }

    /// The node `PassportForWork/{tenant}/Policies` of the phone's own tenant.
    private func passportPolicies(_ scope: NodeScope) -> TreeNode? {
        guard let join else { return nil }
        return tree.node(at: Self.passport + [NodeName(join.tenant), Self.policies], in: scope)
    }

    private static let passport: [NodeName] = ["Vendor", "MSFT", "PassportForWork"]
    private static let policies: NodeName = "Policies"
    private static let recovery: NodeName = "EnablePinRecovery"
}

/// PIN recovery: the policy, the protector, and why the phone may not be ready for it.
extension Phone {
    /// Whether EnablePinRecovery is true for the phone's tenant, in `./Device` or `./User` (csp.md C8).
    package var isRecoveryEnabled: Bool {
        NodeScope.allCases.contains { passportPolicies($0)?.child(Self.recovery)?.value?.flag == true }
    }

    /// Makes or drops the protector as policy, PIN and lock screen now ask; to be called after a change of one of them.
    mutating func reviewProtector(now: Instant) {
        hello.reviewProtector(
            hasPIN: lockScreen.pin != nil, recoveryTenant: isRecoveryEnabled ? join?.tenant : nil, now: now,
            using: &random)
    }

    /// Why LockAndRecoverPIN would fail on the phone as it is, whatever the PIN reset service says; nil where it is
    /// ready (design, *LockAndRecoverPIN*).
    package var recoveryObstacle: String? {
        let node = NodeURI(names: ["Vendor", "MSFT", "RemoteLock", "LockAndRecoverPIN"])
        do {
            _ = try locate(node)
        } catch {
            return error.reason
        }
        return protectorObstacle
    }

    /// What the phone asks the PIN reset service for; nil where it has no protector.
    package var ticketRequest: PINResetTicketRequest? {
        guard let join, let protector = hello.protector else { return nil }
        return PINResetTicketRequest(
            tenant: join.tenant, device: deviceID, protector: protector.id, opening: protector.openings + 1)
    }

    /// The same, leaving aside whether the build has the node.
    var protectorObstacle: String? {
        guard let join else { return "the phone is not joined to Azure AD" }
        guard isRecoveryEnabled else {
            return "EnablePinRecovery is not true under PassportForWork/\(join.tenant)/Policies, neither in ./Device "
                + "nor in ./User"
        }
        guard lockScreen.pin != nil else { return "the phone has no PIN" }
        guard hello.protector != nil else {
            return "the Hello container has no recovery protector yet; it is made when the phone is next unlocked"
        }
        return nil
    }
}
