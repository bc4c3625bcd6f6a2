internal import Certificates
internal import Enrollment
internal import Notation
internal import XML

/// Who asks, by the security header of GetPolicies and RequestSecurityToken (MS-MDE2 3.3.4.1.1.1).
struct LabCredentialCheck {
    struct Person: Equatable {
        var name: String?
        var tenant: String?
    }

    private let configuration: LabConfiguration
    private let directory: DirectoryVerdict

    /// - Parameter directory: what the directory says of the name and the password.
    init(_ configuration: LabConfiguration, _ directory: DirectoryVerdict = .noPassword) {
        self.configuration = configuration
        self.directory = directory
    }

    /// The name and the password by which somebody asks; nil where they do not count.
    func passwordClaim(_ request: [UInt8]) -> (name: String, password: String)? {
        guard configuration.authentication == .onPremise, let envelope = try? SOAPEnvelope(request),
            !envelope.isRenewal, let security = envelope.security
        else { return nil }
        return Self.claim(security)
    }

    private static func claim(_ security: XMLElement) -> (name: String, password: String)? {
        guard let token = security.first("UsernameToken"), let name = token.first("Username")?.text.trimmed,
            let password = token.first("Password")?.text
        else { return nil }
        return (name, password)
    }

    /// - Throws: the fault for missing or wrong credentials.
    func person(_ envelope: SOAPEnvelope) throws(LabFault) -> Person {
        guard let security = envelope.security else {
            throw LabFault.invalidSecurity("The request has no Security header.")
        }
        switch configuration.authentication {
        case .onPremise: return try passwordHolder(security)
        case .federated: return try tokenBearer(security)
        case .certificate: return try certificateHolder(security, envelope)
        }
    }

    private func passwordHolder(_ security: XMLElement) throws(LabFault) -> Person {
        guard let (name, password) = Self.claim(security) else {
            throw LabFault.invalidSecurity("The request has no UsernameToken.")
        }
        guard !name.isEmpty else { throw LabFault.authentication("The user name is empty.") }
        switch directory {
        case .right: break
        case .wrong: throw LabFault.authentication("The user name or the password is wrong.")
        case .blocked: throw LabFault.authorization("The user may not sign in.")
        case .noPassword:
            guard isOpen || configuration.users[name] == password else {
                throw LabFault.authentication("The user name or the password is wrong.")
            }
        }
        return Person(name: name)
    }

    /// Whether anybody may enrol.
    private var isOpen: Bool { configuration.users.isEmpty && configuration.takesAnybody }

    private func tokenBearer(_ security: XMLElement) throws(LabFault) -> Person {
        guard configuration.takesAnybody else {
            throw LabFault.authorization("Tokens are not verified here, so nobody may enrol by one.")
        }
        guard let text = security.first("BinarySecurityToken")?.text.trimmed else {
            throw LabFault.invalidSecurity("The request has no BinarySecurityToken.")
        }
        guard let token = EnrollmentToken.read(text) else {
            throw LabFault.authentication("The token is not a JSON Web Token.")
        }
        return Person(name: token.upn, tenant: token.tid)
    }

    /// Whose key signed the request is whom its certificate names; any authority will do.
    private func certificateHolder(
        _ security: XMLElement, _ envelope: SOAPEnvelope
    ) throws(LabFault) -> Person {
        guard let octets = security.first("BinarySecurityToken").flatMap({ Base64.decode($0.text) }),
            let element = security.first("Signature"),
            let signature = EnvelopedSignature(envelope.octets, element)
        else { throw LabFault.invalidSecurity("The request has no certificate, or no signature.") }
        let name: String?
        do {
            name = try ParsedCertificate(der: octets).commonName
        } catch {
            throw LabFault.authentication("The token is no certificate: \(LibraryWords.of(error))")
        }
        guard signature.holds(for: octets) else {
            throw LabFault.invalidSecurity("The signature over the request does not hold.")
        }
        guard isOpen || name.map({ configuration.users[$0] != nil }) == true else {
            throw LabFault.authentication("The certificate is not that of a known user.")
        }
        return Person(name: name)
    }
}
