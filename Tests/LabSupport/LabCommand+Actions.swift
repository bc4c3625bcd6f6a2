import Administration
package import Lab
import SyncML

/// What tests have a phone do by a command that is queued as it is; the lab itself sends the same for an action.
extension LabCommand {
    /// A new PIN that keeps the keys, and the reading of it, strictly one after the other (csp.md section 3).
    package static var recoverPIN: LabCommand { newPIN(by: "LockAndRecoverPIN") }

    /// The same for a new PIN that does not keep the keys.
    package static var resetPIN: LabCommand { newPIN(by: "LockAndResetPIN") }

    private static func newPIN(by name: String) -> LabCommand {
        .container(.sequence, [.exec("./Vendor/MSFT/RemoteLock/\(name)"), .get(ActionCommand.newPINValue)])
    }

    /// What asks a phone to leave (DMClient CSP, `Unenroll`).
    package static func unenroll(provider: String) -> LabCommand {
        .exec("./Vendor/MSFT/DMClient/Provider/\(provider)/Unenroll", data: provider)
    }
}
