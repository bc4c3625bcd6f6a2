import ManagementTree

/// Where a private key is kept (csp.md 12.1, KeyLocation and KeyProtection).
enum KeyPlace: String {
    case tpm = "1"
    case tpmIfThere = "2"
    case software = "3"
    case hello = "4"

    /// Whether there must be a TPM: phones take 2 for 1 where a key is made.
    func needsTPM(on platform: Platform) -> Bool { self == .tpm || (self == .tpmIfThere && platform == .phone) }

    /// Whether DeviceStatus/TPM has a version.
    static func hasTPM(_ phone: Phone) -> Bool { phone.profile.tpm.first?.isNumber == true }
}
