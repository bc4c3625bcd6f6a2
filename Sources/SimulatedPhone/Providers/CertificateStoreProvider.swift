import ManagementTree
import Notation

/// CertificateStore: the device's certificates, and how that of its enrolment is renewed (Microsoft, *CertificateStore
/// CSP*; MS-MDE2 2.2.9.2; csp.md 12.3, C18).
///
/// Inferred: a certificate below ROOT or CA itself and one below System are two ways to one store; the page has the longer
/// way only. SCEP below MY is for old servers; what the page of ClientCertificateInstall says of the same settings counts
/// for it too.
struct CertificateStoreProvider: Provider {
    private static let stores: [String: CertificateStore.Location] = [
        "ROOT": .root, "ROOT/System": .root, "CA": .intermediate, "CA/System": .intermediate, "MY/User": .user,
        "MY/System": .system,
    ]
    private static let scep = "MY/SCEP/*/"

    private func certificate(_ node: NodeLocation) -> CertificateNode? { CertificateNode(node, Self.stores) }

    func keeps(_ node: NodeLocation) -> Bool {
        certificate(node)?.isWhole == true || RenewalNode(node) != nil
    }

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        CertificateNode.names(below: parent, Self.stores, in: phone) + RenewalNode.names(below: parent, in: phone)
            + enrollmentNames(below: parent, in: phone)
    }

    func computes(_ name: NodeName, below parent: NodeLocation, in phone: Phone) -> Bool {
        CertificateNode.computes(name, below: parent, Self.stores, in: phone)
            || (RenewalNode.names(below: parent, in: phone) + enrollmentNames(below: parent, in: phone))
                .contains { NodeName($0) == name }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case "MY/WSTEP/CertThumprint", "MY/WSTEP/CertThumbprint":
            node.value(phone.certificates.enrollmentIdentity?.thumbprint ?? "")
        case Self.scep + "Status": node.value("\((result(node, in: phone)?.status ?? .unknown).rawValue)")
        // Inferred: an HRESULT as a signed number, as other nodes of format int show them.
        case Self.scep + "ErrorCode":
            node.value("\(Int32(bitPattern: result(node, in: phone)?.errorCode ?? 0))")
        case Self.scep + "CertThumbPrint": node.value(thumbprint(node, in: phone, environment.now))
        default:
            (RenewalNode(node)?.text(in: phone) ?? certificate(node)?.text(in: phone)).map { node.value($0) }
        }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        try certificate(node)?.check(change, of: node)
        try RenewalNode(node)?.check(change, at: node.uri, in: phone)
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        certificate(node)?.follow(change, of: node, in: &phone)
        RenewalNode(node)?.follow(change, in: &phone)
        // With its node the certificate goes too (CertificateStore CSP, My/SCEP/UniqueID).
        if node.place == "MY/SCEP/*", change == .deleted { phone.removeEnrollment(of: .certificateStore(node)) }
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        if node.place == Self.scep + "Install/ValidPeriodUnit" {
            return [SCEPNodes.validityNote]
        }
        return RenewalNode(node)?.notes(in: phone) ?? []
    }

    func sights(in phone: Phone) -> [String] { phone.failedEnrollments(of: Order.csp) }

    func willEndAtomic(in phone: Phone) throws(Refusal) { try RenewalNode.checkTogether(in: phone) }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        switch node.place {
        case "MY/WSTEP/Renew/RenewNow":
            phone.plan(Order.renewNow, due: environment.now)
            return .accepted
        case Self.scep + "Install/Enroll":
            try enroll(node, in: &phone, environment.now)
            return .accepted
        default: return nil
        }
    }
}

// MARK: - SCEP

extension CertificateStoreProvider {
    /// The settings are read now: what is written to them later counts for the next time. The password is not kept.
    private func enroll(_ node: NodeLocation, in phone: inout Phone, _ now: Instant) throws(Refusal) {
        let install = node.uri.ancestor(depth: node.uri.depth - 1)
        let settings = try SCEPSettings(at: install, .certificateStore, in: phone)
        let requester = SCEPRequester.certificateStore(node)
        phone.planEnrollment(
            settings, for: requester, job: Order(rawValue: "MY/SCEP/\(requester.name)/Install/Enroll"), now: now)
        phone.tree.remove(install.appending("Challenge"))
    }

    private func result(_ node: NodeLocation, in phone: Phone) -> SCEPResult? {
        phone.enrollmentResult(of: .certificateStore(node))
    }

    private func enrollmentNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard parent.place == "MY/SCEP/*", result(parent, in: phone)?.thumbprint != nil else { return [] }
        return ["CertThumbPrint"]
    }

    /// Empty where the certificate is no longer valid, or gone (csp.md 12.1).
    private func thumbprint(_ node: NodeLocation, in phone: Phone, _ now: Instant) -> String {
        phone.certificates.validThumbprint(result(node, in: phone)?.thumbprint, in: .user, now)
    }
}

// MARK: - Jobs

extension CertificateStoreProvider {
    /// What is done later, by the place of the node that was executed.
    struct Order: JobOrder, RawRepresentable, Equatable {
        static let csp = "CertificateStore"
        static let renewNow = Order(rawValue: "MY/WSTEP/Renew/RenewNow")

        var rawValue: String
    }

    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        guard job.order(as: Order.self) == .renewNow else { return phone.beginEnrollment(job) }
        // The account may have gone meanwhile, and its certificate with it.
        return JobCourse(errand: phone.enrolled == nil ? nil : .renewal)
    }

    /// What came of it stands in the nodes; the page says that the device does not report by itself.
    func proceed(
        _ job: Job, by outcome: ErrandOutcome, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> JobCourse? {
        guard job.order(as: Order.self) == .renewNow else {
            return phone.proceedEnrollment(job, by: outcome, environment)
        }
        // It is tried once.
        if case .failed(let failure) = outcome {
            phone.effects.append(
                .noticed(csp: Order.csp, "the renewal that the server asked for failed: \(failure.message)"))
        }
        return nil
    }
}
