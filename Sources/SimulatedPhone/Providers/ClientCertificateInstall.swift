import ManagementTree
import Notation

/// ClientCertificateInstall: certificates of the device and of its user with their keys, from files of PKCS#12 and by SCEP
/// (Microsoft, *ClientCertificateInstall CSP*; csp.md 12.1). Those of the device are at `./Device` and without a prefix.
struct ClientCertificateInstallProvider: Provider {
    private static let file = "PFXCertInstall/*"
    private static let scep = "SCEP/*"

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard parent.place == Self.scep, let result = enrollment(parent, in: phone) else { return [] }
        return ["ErrorCode"] + (result.thumbprint == nil ? [] : ["CertThumbprint"])
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case Self.file + "/Thumbprint": return node.value(PFXInstallation(node).thumbprint(in: phone))
        case Self.file + "/Status":
            // Inferred: a signed number, as other nodes of format int show an HRESULT.
            return node.value("\(Int32(bitPattern: PFXInstallation(node).result(in: phone)?.status ?? 0))")
        default: break
        }
        guard node.place.hasPrefix(Self.scep + "/") else { return nil }
        let requester = SCEPRequester.clientCertificateInstall(node)
        let result = phone.enrollmentResult(of: requester)
        return switch node.place {
        case Self.scep + "/Status": node.value("\((result?.status ?? .unknown).rawValue)")
        case Self.scep + "/ErrorCode": node.value("\(Int32(bitPattern: result?.errorCode ?? 0))")
        case Self.scep + "/RespondentServerUrl": node.value(result?.server ?? "")
        case Self.scep + "/CertThumbprint":
            node.value(
                phone.certificates.validThumbprint(result?.thumbprint, in: requester.location, environment.now))
        default: nil
        }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        if case .renamed = change {
            // What was installed is found by it.
            throw Refusal(.permanent, "\(node.uri): the name of a certificate's node is fixed")
        }
        guard node.place.hasPrefix(Self.file + "/"), let name = node.name, let value = change.value else { return }
        let installation = PFXInstallation(node).node
        switch name {
        case "PFXCertBlob": _ = try PFXSettings(at: installation, in: phone)
        case "KeyLocation", "PFXKeyExportable": try PFXSettings.check(name, value, at: installation, in: phone)
        default: break
        }
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        switch node.place {
        case Self.file + "/PFXCertBlob":
            if case .bytes(let octets) = change.value?.content {
                PFXInstallation(node).install(octets, in: &phone, environment)
            }
        case Self.file: if change == .deleted { PFXInstallation(node).remove(from: &phone) }
        case Self.scep:
            if change == .deleted { phone.removeEnrollment(of: .clientCertificateInstall(node)) }
        default: break
        }
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        switch node.place {
        case Self.file + "/PFXCertBlob":
            let reason = PFXInstallation(node).result(in: phone)?.reason
            return reason.map { [Note(.effect, "the certificate was not installed: \($0)")] } ?? []
        case Self.scep + "/Install/ValidPeriodUnits":
            return [SCEPNodes.validityNote]
        default: return []
        }
    }

    /// The phone's own certificates, but for the one by which it is enrolled, and why one has not come.
    func sights(in phone: Phone) -> [String] {
        phone.certificates.identities.filter { !$0.isOfEnrollment }.map { "has \($0.sight)" }
            + phone.failedInstallations + phone.failedEnrollments(of: Order.csp)
    }

    // MARK: - SCEP

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        guard node.place == Self.scep + "/Install/Enroll" else { return nil }
        let install = node.uri.ancestor(depth: node.uri.depth - 1)
        let settings = try SCEPSettings(at: install, .clientCertificateInstall, in: phone)
        let requester = SCEPRequester.clientCertificateInstall(node)
        phone.planEnrollment(settings, for: requester, job: Order(enroll: requester.key), now: environment.now)
        // What is written later counts for the next time; the password is not kept.
        phone.tree.remove(install.appending("Challenge"))
        return .accepted
    }

    private func enrollment(_ node: NodeLocation, in phone: Phone) -> SCEPResult? {
        phone.enrollmentResult(of: .clientCertificateInstall(node))
    }

    /// Which enrolment a job is.
    struct Order: JobOrder, Equatable {
        static let csp = "ClientCertificateInstall"

        var enroll: String
    }

    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        phone.beginEnrollment(job)
    }

    func proceed(
        _ job: Job, by outcome: ErrandOutcome, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> JobCourse? {
        phone.proceedEnrollment(job, by: outcome, environment)
    }
}
