import Certificates
import ManagementTree
import Notation

/// What became of a file of PKCS#12 that a server has sent (Microsoft, *ClientCertificateInstall CSP*, PFXCertInstall).
struct PFXResult: Codable, Equatable {
    /// The node's name as the server wrote it.
    var name: String?
    /// What the node Status shows: 0, or the number of the error.
    var status: UInt32 = 0
    /// Of the certificate with the key.
    var thumbprint: String?
    /// Of the authorities that the file has brought along.
    var authorities: [String] = []
    /// Whether the key may leave the phone again.
    var isKeyExportable = false
    /// Why it failed, for people.
    var reason: String?
}

/// The results by scope and name of their nodes, in lower case.
struct PFXResults: KeyedValue {
    static let key = "ClientCertificateInstall"

    var byNode: [String: PFXResult] = [:]
}

/// A file that is installed under a node of PFXCertInstall, or was.
struct PFXInstallation {
    /// PFXCertInstall/{UniqueID}.
    let node: NodeURI
    let name: String
    private let location: CertificateStore.Location
    private let authorities: CertificateStore.Location

    /// - Parameter node: one at or below PFXCertInstall/{UniqueID}.
    init(_ node: NodeLocation) {
        // Vendor, MSFT, ClientCertificateInstall, PFXCertInstall, the id.
        self.node = node.uri.ancestor(depth: 5)
        name = node.openNames.first?.text ?? ""
        location = node.uri.scope == .user ? .user : .system
        authorities = node.uri.scope == .user ? .userIntermediate : .intermediate
    }

    private var key: String { "\(location.rawValue)/\(name.lowercased())" }

    func result(in phone: Phone) -> PFXResult? { phone[PFXResults.self].byNode[key] }

    /// Empty where there is no such certificate any more.
    func thumbprint(in phone: Phone) -> String {
        guard let thumbprint = result(in: phone)?.thumbprint,
            phone.certificates.entry(thumbprint, in: location) != nil
        else { return "" }
        return thumbprint
    }

    /// Takes out what was installed.
    func remove(from phone: inout Phone) {
        if let result = result(in: phone) {
            if let thumbprint = result.thumbprint { phone.certificates.remove(thumbprint, from: location) }
            for authority in result.authorities { phone.certificates.remove(authority, from: authorities) }
        }
        phone[PFXResults.self].byNode[key] = nil
    }

    /// Opens the file and installs what it holds, in the place of what was installed before.
    ///
    /// Inferred: a file that does not open is an answer of success, and Status says what went wrong: an Atomic, which the
    /// page asks for, would else take Status back with all the rest, and nobody could read it.
    func install(_ file: [UInt8], in phone: inout Phone, _ environment: PhoneEnvironment) {
        remove(from: &phone)
        var result: PFXResult
        do throws(PFXFailure) {
            result = try installed(file, in: &phone, environment)
            phone.effects.append(.noticed(csp: PFXResults.key, notice(of: result)))
        } catch {
            result = PFXResult(status: error.number, reason: error.message)
            phone.effects.append(
                .noticed(csp: PFXResults.key, "'\(name)': the certificate was not installed: \(error.message)"))
        }
        result.name = name
        phone[PFXResults.self].byNode[key] = result
    }

    private func notice(of result: PFXResult) -> String {
        "'\(name)': the certificate \(result.thumbprint ?? "") was installed with its key, which "
            + (result.isKeyExportable ? "may leave the phone" : "stays on the phone")
    }

    private func installed(
        _ file: [UInt8], in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(PFXFailure) -> PFXResult {
        let settings = try settings(in: phone)
        let password = try PFXPassword.read(settings, in: phone)
        let identity: IdentityReader.Identity
        do throws(CertificateError) {
            identity = try environment.identities.read(file, password)
        } catch {
            throw PFXFailure(error)
        }
        let origin: CertificateStore.Origin = phone.enrolled == nil ? .other : .server
        guard let own = identity.certificates.first else {
            throw PFXFailure(.unspecified, "the file has no certificate")
        }
        phone.certificates.install(
            CertificateStore.Entry(own, in: location, privateKey: identity.key.der, origin: origin))
        // Inferred: authorities go to the store of those between; a server trusts a root by another CSP only.
        let between = identity.certificates.dropFirst().filter { $0.subject != $0.issuer }
        for authority in between where phone.certificates.entry(authority.thumbprint, in: authorities) == nil {
            phone.certificates.install(CertificateStore.Entry(authority, in: authorities, origin: origin))
        }
        return PFXResult(
            thumbprint: own.thumbprint, authorities: between.map(\.thumbprint),
            isKeyExportable: settings.isKeyExportable)
    }
    /// They were judged before the file was written.
    private func settings(in phone: Phone) throws(PFXFailure) -> PFXSettings {
        do throws(Refusal) {
            return try PFXSettings(at: node, in: phone)
        } catch {
            throw PFXFailure(.unspecified, error.reason)
        }
    }
}

extension Phone {
    /// The files that could not be installed, a sentence each.
    var failedInstallations: [String] {
        self[PFXResults.self].byNode.sorted { $0.key < $1.key }.compactMap { key, result in
            result.reason.map { "could not install the certificate of \(result.name ?? key): \($0)" }
        }
    }
}
