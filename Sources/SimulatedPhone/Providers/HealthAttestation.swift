import ManagementTree
import Notation

/// HealthAttestation: proof of how the phone has started (Microsoft, *Device HealthAttestation CSP*; csp.md 15.9).
///
/// Inferred: the service answers by itself after a moment, whatever HASEndpoint says: how a device speaks with it is not on
/// the page. What it gives is no proof for a real service.
struct HealthAttestationProvider: Provider {
    /// How far the request has come, by the numbers of the node Status.
    enum Progress: Int, Codable {
        case uninitialized, requested, failed, complete
    }

    struct Health: KeyedValue {
        static let key = "HealthAttestation"

        var progress = Progress.uninitialized
        /// By which the service finds the request in its logs.
        var correlation: Int32 = 0
        /// When the proof was made that is at hand.
        var made: Instant?
    }

    enum Order: String, JobOrder {
        static let csp = Health.key

        case verify
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        let health = phone[Health.self]
        let text: String? =
            switch node.place {
            case "Status": "\(health.progress.rawValue)"
            case "CorrelationID": "\(health.correlation)"
            case "Certificate": Self.proof(health, phone)
            case "HASEndpoint": node.isStored ? nil : "has.spserv.microsoft.com"
            // Inferred: nothing is wrong with the TPM.
            case "TpmReadyStatus": "0"
            default: nil
            }
        return text.map { node.value($0) }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard node.place == "Nonce", let text = change.value?.text else { return }
        guard (16...64).contains(text.utf8.count), text.utf8.count.isMultiple(of: 2), text.allSatisfy(\.isHexDigit)
        else {
            throw Refusal(.valueRefused, "\(node.uri) takes 8 to 32 octets in hexadecimal digits, 16 to 64 of them")
        }
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard node.place == "VerifyHealth" else { return nil }
        let correlation = Int32.random(in: .min ... .max, using: &phone.random)
        phone[Health.self].progress = .uninitialized
        phone[Health.self].correlation = correlation
        phone.plan(Order.verify, due: environment.now)
        return .accepted
    }

    /// What the service gave last is good enough, unless the server wants a new one (ForceRetrieve).
    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        let isForced =
            phone.tree.node(at: ["Vendor", "MSFT", Self.name, "ForceRetrieve"], in: .device)?.value?.flag ?? false
        guard phone[Health.self].made == nil || isForced else { return JobCourse() }
        phone[Health.self].progress = .requested
        return JobCourse(seconds: 5)
    }

    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        let hasTPM = !phone.profile.tpm.isEmpty
        phone[Health.self].progress = hasTPM ? .complete : .failed
        if hasTPM { phone[Health.self].made = environment.now }
        let text = hasTPM ? "the proof of its health is ready" : "there is no TPM to prove its health by"
        phone.effects.append(.noticed(csp: Health.key, text))
        phone.report(
            GenericAlert(
                type: "com.microsoft.mdm:HealthAttestation.Result", format: "int",
                data: "\(phone[Health.self].progress.rawValue)", source: "./Vendor/MSFT/HealthAttestation/VerifyHealth"),
            startingSession: true)
    }

    func sights(in phone: Phone) -> [String] {
        phone[Health.self].made.map { ["proof of its health got at \($0.text)"] } ?? []
    }

    private static let name = NodeName(Health.key)

    /// DHA-Data in the form that the page shows, with claims that only say what the profile says.
    private static func proof(_ health: Health, _ phone: Phone) -> String {
        guard health.progress == .complete, let made = health.made else { return "" }
        let claims = """
            device=\(phone.deviceID) secureBoot=\(phone.profile.secureBoot) tpm=\(phone.profile.tpm) \
            encrypted=\(phone.profile.encrypted) build=\(phone.profile.build)
            """
        let document = ValueMarkup.element(
            "HealthCertificateValidationRequest",
            [
                ("ProtocolVersion", "1"),
                ("xmlns", "http://schemas.microsoft.com/windows/security/healthcertificate/validation/request/v1"),
            ],
            ValueMarkup.element("Claims", [], Base64.encode(Array(claims.utf8)))
                + ValueMarkup.element(
                    "HealthCertificateBlob", [], Base64.encode(Array("not a real proof, made \(made.text)".utf8))))
        return Base64.encode(Array((ValueMarkup.declaration + document).utf8))
    }
}
