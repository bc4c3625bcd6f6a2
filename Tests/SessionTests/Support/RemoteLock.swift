import SimulatedPhone

/// Addresses and messages of the RemoteLock CSP and of the policy that PIN recovery hangs on.
enum RemoteLock {
    static let lock = "./Vendor/MSFT/RemoteLock/Lock"
    static let resetPIN = "./Vendor/MSFT/RemoteLock/LockAndResetPIN"
    static let recoverPIN = "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"
    static let newPIN = "./Vendor/MSFT/RemoteLock/NewPINValue"

    /// Sequence 3 with Exec 4 of LockAndRecoverPIN and Get 5 of NewPINValue.
    static let recover = Stimulus.sequence("3", Stimulus.exec("4", recoverPIN), Stimulus.get("5", newPIN))

    /// Sequence 3 with Exec 4 of LockAndResetPIN and Get 5 of NewPINValue.
    static let reset = Stimulus.sequence("3", Stimulus.exec("4", resetPIN), Stimulus.get("5", newPIN))

    static func enableRecovery(
        _ id: String, scope: String = "./Device", tenant: String = PhoneProfile.tenant, value: String = "true"
    ) -> String {
        Stimulus.replace(id, policy("EnablePinRecovery", scope: scope, tenant: tenant), "bool", value)
    }

    /// A node below the Hello policies of a tenant.
    static func policy(
        _ name: String, scope: String = "./Device", tenant: String = PhoneProfile.tenant
    ) -> String {
        "\(scope)/Vendor/MSFT/PassportForWork/\(tenant)/Policies/\(name)"
    }
}
