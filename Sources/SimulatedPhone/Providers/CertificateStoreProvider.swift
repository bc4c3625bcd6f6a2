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
            return [
                Note(
                    .effect, "a request by SCEP carries no validity: the server decides how long a certificate is good")
            ]
        }
        return RenewalNode(node)?.notes(in: phone) ?? []
    }

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

/// The settings of renewal below `MY/WSTEP/Renew`, and what came of the last try.
private enum RenewalNode: String {
    case period = "RenewPeriod"
    /// The name on Microsoft's page; the DDF file and the provisioning document have the other (C18).
    case periodOfPage = "RenewalPeriod"
    case retryInterval = "RetryInterval"
    case retryAfterExpiry = "RetryAfterExpiryInterval"
    case serverURL = "ServerURL"
    case support = "ROBOSupport"
    case status = "Status"
    case errorCode = "ErrorCode"
    case lastTry = "LastRenewalAttemptTime"

    private static let top = "MY/WSTEP/Renew"

    init?(_ node: NodeLocation) {
        guard node.place.hasPrefix(Self.top + "/") else { return nil }
        self.init(rawValue: String(node.place.dropFirst(Self.top.count + 1)))
    }

    /// WSTEP is there with the account. A setting is there where it was set; ROBOSupport always, because it counts as true.
    static func names(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard let renewal = phone.enrolled?.renewal else { return [] }
        switch parent.place {
        case "MY": return ["WSTEP"]
        case "MY/WSTEP": return ["CertThumbprint"]
        case top:
            var nodes: [RenewalNode] = [.support]
            if renewal.period != nil { nodes += [.period, .periodOfPage] }
            if renewal.retryInterval != nil { nodes.append(.retryInterval) }
            if renewal.retryAfterExpiry != nil { nodes.append(.retryAfterExpiry) }
            if renewal.serverURL != nil { nodes.append(.serverURL) }
            return nodes.map(\.rawValue)
        default: return []
        }
    }

    /// nil where nothing is set.
    func text(in phone: Phone) -> String? {
        guard let renewal = phone.enrolled?.renewal else { return nil }
        return switch self {
        case .period, .periodOfPage: renewal.period.map { "\($0)" }
        case .retryInterval: renewal.retryInterval.map { "\($0)" }
        case .retryAfterExpiry: renewal.retryAfterExpiry.map { "\($0)" }
        case .serverURL: renewal.serverURL
        case .support: "true"
        case .status: "\(renewal.status.rawValue)"
        // Inferred: an HRESULT as a signed number, as other nodes of format int show them.
        case .errorCode: "\(Int32(bitPattern: renewal.errorCode))"
        case .lastTry: renewal.lastTry?.text ?? ""
        }
    }

    /// Inferred: outside an Atomic the three that belong together fail with 500; the page only says that they must be in
    /// one.
    func check(_ change: NodeChange, at uri: NodeURI, in phone: Phone) throws(Refusal) {
        switch self {
        case .period, .periodOfPage, .retryInterval, .support:
            guard phone.isInAtomic else {
                throw Refusal(
                    .failed,
                    "\(uri): ROBOSupport, RenewPeriod and RetryInterval are set in an Atomic only; put the command into one"
                )
            }
        case .serverURL:
            guard let text = change.value?.text else { return }
            guard !text.hasPrefix("<"), !ServerAddressList.addresses(in: text).isEmpty else {
                throw Refusal(.valueRefused, "\(uri): '\(text.prefix(80))' is no address; write https://…")
            }
        case .retryAfterExpiry, .status, .errorCode, .lastTry: break
        }
    }

    func follow(_ change: NodeChange, in phone: inout Phone) {
        let value = change.value
        switch self {
        case .period, .periodOfPage: phone.enrolled?.renewal.period = value?.number
        case .retryInterval: phone.enrolled?.renewal.retryInterval = value?.number
        case .retryAfterExpiry: phone.enrolled?.renewal.retryAfterExpiry = value?.number
        case .serverURL: phone.enrolled?.renewal.serverURL = value?.text
        case .support, .status, .errorCode, .lastTry: break
        }
    }

    /// Settings of what will never happen.
    func notes(in phone: Phone) -> [Note] {
        guard phone.certificates.enrollmentIdentity != nil else {
            return [Note(.effect, "the phone was enrolled without a certificate, so there is none to renew")]
        }
        guard phone.accountValue(["EntDMID"])?.text.isEmpty ?? true else { return [] }
        return [Note(.effect, "the phone renews no certificate until DMClient/Provider/{id}/EntDMID is set")]
    }

    /// The interval may be no longer than the period: judged when both are written, in whichever order.
    static func checkTogether(in phone: Phone) throws(Refusal) {
        guard let renewal = phone.enrolled?.renewal, let interval = renewal.retryInterval else { return }
        let period = renewal.period ?? CertificateRenewalState.standardPeriod
        guard interval > period else { return }
        throw Refusal(
            .valueRefused,
            "RetryInterval is \(interval) days, longer than the RenewPeriod of \(period): set both, the interval no longer "
                + "than the period")
    }
}
