import ManagementTree

/// What stands below PFXCertInstall/{UniqueID} before the file is added (csp.md 12.1).
struct PFXSettings {
    /// How PFXCertPassword is written.
    enum PasswordForm: String {
        case plain = "0"
        case forEnrollment = "1"
        case forStore = "2"
    }

    let keyPlace: KeyPlace
    let isKeyExportable: Bool
    let password: String
    let passwordForm: PasswordForm
    /// The store with the certificate for which the password is encrypted; empty where none is named.
    let passwordStore: String

    /// - Parameter node: PFXCertInstall/{UniqueID}.
    /// - Throws: where settings are missing or do not go together. The page says that the CSP fails.
    init(at node: NodeURI, in phone: Phone) throws(Refusal) {
        let tree = phone.tree.node(at: node.names, in: node.scope)
        func value(_ name: NodeName) -> NodeValue? { tree?.child(name)?.value }
        guard let place = value("KeyLocation") else {
            throw Refusal(.failed, "\(node): KeyLocation and what else the file needs must be there before PFXCertBlob")
        }
        // The description admits no other numbers.
        keyPlace = KeyPlace(rawValue: place.text) ?? .software
        let exportable = value("PFXKeyExportable")?.flag
        try Self.check(isExportable: exportable, keyPlace, at: node)
        // What the description gives as default counts for keys that can be exported at all.
        isKeyExportable = exportable ?? (keyPlace == .software)
        guard keyPlace != .hello || value("ContainerName")?.text.isEmpty == false else {
            throw Refusal(.failed, "\(node): KeyLocation is 4 (Windows Hello), which needs ContainerName")
        }
        guard keyPlace != .tpm || KeyPlace.hasTPM(phone) else {
            throw Refusal(.failed, "\(node): KeyLocation is 1, and this device has no TPM; write 2 or 3")
        }
        password = value("PFXCertPassword")?.text ?? ""
        passwordForm = PasswordForm(rawValue: value("PFXCertPasswordEncryptionType")?.text ?? "0") ?? .plain
        passwordStore = value("PFXCertPasswordEncryptionStore")?.text ?? ""
        guard passwordForm != .forStore || !passwordStore.isEmpty else {
            throw Refusal(
                .failed, "\(node): PFXCertPasswordEncryptionType is 2, which needs PFXCertPasswordEncryptionStore")
        }
    }

    /// Judges one of the two settings that may contradict each other, as soon as both are there.
    static func check(_ name: NodeName, _ value: NodeValue, at node: NodeURI, in phone: Phone) throws(Refusal) {
        let tree = phone.tree.node(at: node.names, in: node.scope)
        let place = name == "KeyLocation" ? value : tree?.child("KeyLocation")?.value
        let exportable = name == "PFXKeyExportable" ? value : tree?.child("PFXKeyExportable")?.value
        guard let place = place.flatMap({ KeyPlace(rawValue: $0.text) }) else { return }
        try check(isExportable: exportable?.flag, place, at: node)
    }

    private static func check(isExportable: Bool?, _ place: KeyPlace, at node: NodeURI) throws(Refusal) {
        guard isExportable == true, place != .software else { return }
        throw Refusal(
            .failed,
            "\(node): PFXKeyExportable may be true only where KeyLocation is 3, and it is \(place.rawValue)")
    }
}
