internal import SyncML

/// What Intune's *reset passcode* sends (RemoteLock CSP and PassportForWork CSP; csp.md sections 2 to 4).
extension LabCommand {
    /// Where the new PIN is read.
    package static let newPINAddress = "./Vendor/MSFT/RemoteLock/NewPINValue"

    /// The policy that makes a phone ready for PIN recovery.
    package static func enablePINRecovery(tenant: String) -> LabCommand {
        .replace(
            "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true", format: .bool)
    }

    /// A new PIN that keeps the keys, and the reading of it, strictly one after the other.
    package static var recoverPIN: LabCommand {
        .container(.sequence, [.exec("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"), .get(newPINAddress)])
    }

    /// The same for a new PIN that does not keep the keys.
    package static var resetPIN: LabCommand {
        .container(.sequence, [.exec("./Vendor/MSFT/RemoteLock/LockAndResetPIN"), .get(newPINAddress)])
    }

    /// What asks a phone to leave (DMClient CSP, `Unenroll`).
    package static func unenroll(provider: String) -> LabCommand {
        .exec("./Vendor/MSFT/DMClient/Provider/\(provider)/Unenroll", data: provider)
    }
}
