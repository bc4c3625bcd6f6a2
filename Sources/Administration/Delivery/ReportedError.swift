package import SyncML

/// The number by which Intune names a status of OMA-DM: 0x87D10000 and the status, as a signed number.
package enum ReportedError {
    /// *Remediation failed*: what was sent was accepted, and is not in force.
    package static let remediationFailed: Int32 = -2_016_281_112

    /// - Returns: 0 for a status of success.
    package static func number(_ code: StatusCode) -> Int32 {
        code.isSuccess ? 0 : Int32(bitPattern: 0x87D1_0000 | UInt32(code.rawValue))
    }

    /// The status in words, in Intune's form: `Syncml(500): Command failed`.
    package static func text(_ code: StatusCode) -> String { "Syncml(\(code.rawValue)): \(code.name)" }
}
