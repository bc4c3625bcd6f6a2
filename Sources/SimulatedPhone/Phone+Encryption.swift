/// Whether a policy has had the storage encrypted. It stays so when the server goes.
private struct StorageEncryption: KeyedValue {
    static let key = "StorageEncryption"

    var isOn = false
}

/// The encryption of the phone's storage: the profile's, or that which Security/RequireDeviceEncryption asked for. No policy
/// takes it back (Microsoft, *Policy CSP, Security*), but a wipe does.
extension Phone {
    package var isEncrypted: Bool { profile.encrypted || self[StorageEncryption.self].isOn }

    mutating func encryptStorage() {
        guard !isEncrypted else { return }
        self[StorageEncryption.self].isOn = true
        effects.append(.noticed(csp: "Policy", "the phone encrypts its storage"))
    }
}
