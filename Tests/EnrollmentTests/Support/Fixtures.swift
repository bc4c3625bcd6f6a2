import Certificates
import Enrollment
import Notation
import XML
import Wire

/// What most tests need: a phone, its keys, and a plan.
enum Fixtures {
    /// A moment in the life of the certificates, 2030-01-02T03:04:05Z.
    static let now: Int64 = 1_893_553_445
    static let guid = "9d1c4d1c-3f6a-4d53-8f6e-0b7a5b1f2c3d"

    static func key() throws -> SigningKey { try SigningKey(pem: PEM.deviceKey) }
    static func otherKey() throws -> SigningKey { try SigningKey(pem: PEM.otherKey) }
    static func certificate() throws -> ParsedCertificate { try ParsedCertificate(pem: PEM.device) }
    static func otherCertificate() throws -> ParsedCertificate { try ParsedCertificate(pem: PEM.other) }

    static let phone = EnrollmentDevice(
        deviceID: "5D0E2F8A6B7C4D3E9F1A2B3C4D5E6F70", directoryDeviceID: "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9",
        deviceName: "Windows phone", osEdition: 104, osVersion: "10.0.15063.297", applicationVersion: "10.0.15063.297",
        macs: ["AA-BB-CC-00-11-22", "AA-BB-CC-00-11-23"], imeis: ["353918050000006", "353918050000014"],
        locale: "en-us",
        hardwareDeviceID: String(repeating: "0123456789ABCDEF", count: 4))

    static let discoveryURL = "https://mdm.contoso.com/EnrollmentServer/Discovery.svc"

    static func plan(
        credential: EnrollmentCredential? = .password(user: "user@contoso.com", password: "secret"),
        kind: EnrollmentType = .full, probes: Bool = false,
        redirections: EnrollmentPlan.Redirections = .refused, purpose: EnrollmentPlan.Purpose = .enrollment,
        changing change: (inout EnrollmentPlan) -> Void = { _ in }
    ) -> EnrollmentPlan {
        var plan = EnrollmentPlan(
            discoveryURL: discoveryURL, emailAddress: "user@contoso.com", device: phone, credential: credential,
            kind: kind, probes: probes, redirections: redirections, purpose: purpose)
        change(&plan)
        return plan
    }

    /// A renewal of the other certificate, which is the old one then.
    static func renewal(entDMID: String? = "42", serverURL: String? = nil) throws -> EnrollmentPlan {
        let old = RenewedIdentity(
            certificate: try otherCertificate(), key: try otherKey(), providerID: "TestServer", entDMID: entDMID,
            serverURL: serverURL)
        return plan(credential: .password(user: "user@contoso.com", password: ""), purpose: .renewal(old))
    }
}

extension WireResponse {
    init(status: Int, mediaType: String?, body: [UInt8]) {
        self.init(
            status: status, headers: WireHeaders(mediaType.map { [WireHeaders.Field("Content-Type", $0)] } ?? []),
            body: body)
    }

    static func ok(_ text: String) -> WireResponse {
        WireResponse(status: 200, mediaType: "application/soap+xml", body: Array(text.utf8))
    }

    static func redirection(to location: String) -> WireResponse {
        WireResponse(status: 302, headers: ["Location": location])
    }
}

extension EnrollmentStep {
    /// The request of the step.
    var call: WireRequest? {
        if case .send(let call) = self { call } else { nil }
    }

    var failure: EnrollmentFailure? {
        if case .failed(let failure) = self { failure } else { nil }
    }

    var requirements: KeyRequirements? {
        if case .needsKey(let requirements) = self { requirements } else { nil }
    }

    var provisioning: Provisioning? {
        if case .finished(let provisioning) = self { provisioning } else { nil }
    }

    var renewal: CertificateRenewal? {
        if case .renewed(let renewal) = self { renewal } else { nil }
    }
}

extension WireRequest {
    var text: String { String(decoding: body, as: UTF8.self) }

    func xml() throws -> XMLElement { try XMLElement.read(body) }

    func header(_ name: String) -> String? { headers[name] }
}

extension XMLElement {
    /// The element at the end of a way of local names.
    func at(_ path: String...) -> XMLElement? {
        path.reduce(self) { $0?.first($1) }
    }
}

extension EnrollmentMachine {
    /// Starts and answers Discover; `step` is what follows.
    static func discovered(
        _ plan: EnrollmentPlan, _ response: String = Server.discoverResponse()
    ) -> (machine: EnrollmentMachine, step: EnrollmentStep) {
        var machine = EnrollmentMachine(plan)
        _ = machine.start(at: Fixtures.now)
        let step = machine.receive(.ok(response), at: Fixtures.now)
        return (machine, step)
    }

    /// Goes on to RequestSecurityToken, whose request is `step`.
    static func requesting(_ plan: EnrollmentPlan) throws -> (machine: EnrollmentMachine, step: EnrollmentStep) {
        var (machine, _) = discovered(plan)
        _ = machine.receive(.ok(Server.policiesResponse()), at: Fixtures.now)
        let step = machine.provide(key: try Fixtures.key(), guid: Fixtures.guid, at: Fixtures.now)
        return (machine, step)
    }

    /// Goes all the way with a document as the last answer, and tells what was odd about the last answer.
    static func tolerating(
        _ plan: EnrollmentPlan = Fixtures.plan(), document: String, at seconds: Int64 = Fixtures.now
    ) throws -> (step: EnrollmentStep, tolerances: [EnrollmentTolerance]) {
        var (machine, _) = try requesting(plan)
        _ = machine.takeTolerances()
        let step = machine.receive(.ok(Server.tokenResponse(document)), at: seconds)
        return (step, machine.takeTolerances())
    }

    /// Goes all the way with a document as the last answer.
    static func played(_ plan: EnrollmentPlan = Fixtures.plan(), document: String) throws -> EnrollmentStep {
        var (machine, _) = try requesting(plan)
        return machine.receive(.ok(Server.tokenResponse(document)), at: Fixtures.now)
    }
}
