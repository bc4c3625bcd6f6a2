internal import SyncML

/// What readies a phone for Intune's *reset passcode* (PassportForWork CSP; csp.md section 2).
extension LabCommand {
    /// The policy that makes a phone ready for PIN recovery.
    package static func enablePINRecovery(tenant: String) -> LabCommand {
        .replace(
            "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true", format: .bool)
    }
}
