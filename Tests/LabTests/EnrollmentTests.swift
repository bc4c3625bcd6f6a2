import Certificates
import Enrollment
import Lab
import Notation
import SyncML
import Testing
import XML

/// The three services of enrolment without sockets (MS-MDE2 3.1, 3.3, 3.4).
@Suite("Enrolment at the lab")
struct EnrollmentTests {
    private typealias Text = EnrollmentText
    private static let base = "https://lab.example:8443"
    private static let authority = Result { try LabAuthority.make(now: 1_500_000_000) }

    private static func lab(_ configuration: LabConfiguration = LabConfiguration()) throws -> LabEnrollment {
        LabEnrollment(configuration: configuration, authority: try authority.get(), sources: .counting())
    }

    @Test("Discovery tells the policy and where to go on")
    func discovery() throws {
        let answer = try Self.lab(LabConfiguration(authentication: .federated)).discover(Text.discover, base: Self.base)
        let result = try #require(try answer.soapBody.first("DiscoverResult"))
        #expect(answer.status == 200 && answer.mediaType == "application/soap+xml; charset=utf-8")
        #expect(
            result.elements.map(\.name) == [
                "AuthPolicy", "EnrollmentVersion", "EnrollmentPolicyServiceUrl", "EnrollmentServiceUrl",
                "AuthenticationServiceUrl",
            ])
        #expect(result.first("AuthPolicy")?.text == "Federated")
        #expect(result.first("EnrollmentServiceUrl")?.text == Self.base + "/EnrollmentServer/Enrollment.svc")
        let relation = try XMLElement.read(answer.body).first("Header")?.first("RelatesTo")?.text
        #expect(relation == Text.messageID)
    }

    @Test("A server may have no policy service")
    func noPolicyService() throws {
        let answer = try Self.lab(LabConfiguration(hasPolicyService: false)).discover(Text.discover, base: Self.base)
        #expect(try answer.soapBody.first("DiscoverResult")?.first("EnrollmentPolicyServiceUrl") == nil)
    }

    @Test(
        "The policy names a key length, and a hash by its reference",
        arguments: [(nil, nil), (.sha1, "1.3.14.3.2.29"), (.sha256, "2.16.840.1.101.3.4.2.1")]
            as [(HashAlgorithm?, String?)])
    func policies(_ hash: HashAlgorithm?, _ identifier: String?) throws {
        let lab = try Self.lab(LabConfiguration(keyLength: 4096, hash: hash))
        let body = try lab.policies(Text.policies(Text.password("ann", "x"))).soapBody
        let attributes = try #require(
            body.first("response")?.first("policies")?.first("policy")?.first("attributes"))
        #expect(attributes.first("privateKeyAttributes")?.first("minimalKeyLength")?.text == "4096")
        let reference = attributes.first("hashAlgorithmOIDReference")?.text
        let oid = body.first("oIDs")?.all("oID").first { $0.first("oIDReferenceID")?.text == reference }
        #expect(oid?.first("value")?.text == identifier)
    }

    @Test(
        "Who does not show what the policy asks for is refused",
        arguments: [
            (.onPremise, "", ["a:InvalidSecurity"]),
            (.onPremise, Text.password("ann", "wrong"), ["s:Authentication"]),
            (.onPremise, Text.bearer("x.y.z"), ["a:InvalidSecurity"]),
            (.federated, Text.password("ann", "right"), ["a:InvalidSecurity"]),
            (.federated, Text.bearer("bm8gdG9rZW4="), ["s:Authentication"]),
            (.certificate, Text.bearer("bm8gdG9rZW4="), ["a:InvalidSecurity"]),
        ] as [(AuthPolicy, String, [String])])
    func credentials(
        _ authentication: AuthPolicy, _ security: String, _ fault: [String]
    ) async throws {
        let lab = try Self.lab(LabConfiguration(authentication: authentication, users: ["ann": "right"]))
        let policies = lab.policies(Text.policies(security))
        #expect(policies.status == 500)
        #expect(try policies.fault == fault)
        let outcome = await lab.enroll(Text.token(try Keys.request(), security), base: Self.base)
        #expect(try outcome.answer.fault == fault)
        #expect(outcome.device == nil)
    }

    @Test(
        "What the directory says of a password counts before how the lab was set up",
        arguments: [
            (.right, [:], nil), (.right, ["ben": "x"], nil), (.wrong, [:], ["s:Authentication"]),
            (.wrong, ["ann": "x"], ["s:Authentication"]), (.blocked, [:], ["s:Authorization"]),
            (.noPassword, ["ben": "x"], ["s:Authentication"]), (.noPassword, ["ann": "x"], nil),
        ] as [(DirectoryVerdict, [String: String], [String]?)])
    func directory(_ verdict: DirectoryVerdict, _ users: [String: String], _ fault: [String]?) async throws {
        let lab = try Self.lab(LabConfiguration(users: users))
        let security = Text.password("ann", "x")
        let policies = lab.policies(Text.policies(security), directory: verdict)
        let outcome = await lab.enroll(
            Text.token(try Keys.request(), security), base: Self.base, directory: verdict)
        #expect((policies.status == 200) == (fault == nil) && (outcome.device != nil) == (fault == nil))
        guard let fault else { return }
        #expect(try policies.fault == fault)
        #expect(try outcome.answer.fault == fault)
    }

    @Test("Who is known by a certificate is told the policy without a password: a phone that renews has none any more")
    func knownPhone() throws {
        let lab = try Self.lab(LabConfiguration(users: ["ann": "right"]))
        let request = Text.policies(Text.password("ann", ""))
        #expect(try lab.policies(request).fault == ["s:Authentication"])
        #expect(lab.policies(request, isKnown: true).status == 200)
    }

    @Test("A phone gets a certificate for its key, the root, and an account whose client has the same name")
    func enrollment() async throws {
        let outcome = await (try Self.lab()).enroll(
            Text.token(try Keys.request(), Text.password("ann", "x")), base: Self.base)
        let device = try #require(outcome.device)
        #expect(device.id == "PHONE1" && device.user == "ann" && !outcome.isRenewal)
        let document = try outcome.answer.document
        let own = try #require(document.characteristic("CertificateStore", "My", "User"))
        let issued = try #require(own.certificate)
        let certificate = try ParsedCertificate(der: issued)
        #expect(certificate.matches(try Keys.phone.get()) && certificate.commonName == "ann@lab.example")
        #expect(device.thumbprint == certificate.thumbprint)
        #expect(own.characteristic(certificate.thumbprint) != nil && own.characteristic("PrivateKeyContainer") != nil)
        let root = document.characteristic("CertificateStore", "Root", "System")?.certificate
        #expect(root == (try Self.authority.get().certificate))
        let account = try #require(document.characteristic("APPLICATION"))
        #expect(account.parameter("PROVIDER-ID") == "UnderstudyLab")
        #expect(account.parameter("ADDR") == Self.base + "/ManagementServer/MDM.svc")
        #expect(
            account.parameter("SSLCLIENTCERTSEARCHCRITERIA") == "Subject=CN%3Dann%40lab.example&Stores=My%5CUser")
        let client = document.characteristic("DMClient", "Provider", "UnderstudyLab")
        #expect(client?.parameter("UPN") == "ann")
        #expect(client?.characteristic("Poll")?.parameter("IntervalForFirstSetOfRetries") == "15")
    }

    @Test("A joined device with a directory's token gets a certificate of the system, and its tenant is remembered")
    func joined() async throws {
        let lab = try Self.lab(LabConfiguration(authentication: .federated))
        let token = Text.jwt("{\"upn\":\"ann@t.example\",\"tid\":\"TENANT\"}")
        for text in [token, Base64.encode(Array(token.utf8))] {
            let outcome = await lab.enroll(
                Text.token(try Keys.request(), Text.bearer(text), enrollment: "Device"), base: Self.base)
            #expect(outcome.device?.tenant == "TENANT" && outcome.device?.user == "ann@t.example")
            let document = try outcome.answer.document
            #expect(document.characteristic("CertificateStore", "My", "System")?.certificate != nil)
        }
    }

    @Test("A request in the form of Windows gets the device's id as its name")
    func windowsRequest() async throws {
        let outcome = await (try Self.lab()).enroll(
            Text.token(try Keys.request(.windows), Text.password("ann", "x"), device: "0123456789ABCDEF"),
            base: Self.base)
        let store = try outcome.answer.document.characteristic("CertificateStore", "My", "User")
        let issued = try #require(store?.certificate)
        let certificate = try ParsedCertificate(der: issued)
        #expect(certificate.commonName == "0123456789ABCDEF")
    }

    /// A phone that has enrolled, and the octets by which it asks for its next certificate.
    private static func renewing(at lab: LabEnrollment) async throws -> (LabDevice, [UInt8]) {
        let first = await lab.enroll(
            Text.token(try Keys.request(), Text.password("ann", "x")), base: base)
        var device = try #require(first.device)
        device.state = .enrolled
        let octets = try #require(
            try first.answer.document.characteristic("CertificateStore", "My", "User")?.certificate)
        let request = try CMS.signedData(
            try Keys.request(key: Keys.renewed), certificate: try ParsedCertificate(der: octets),
            key: try Keys.phone.get(), at: 1_500_000_000)
        return (device, request)
    }

    @Test("A renewal signed with the old certificate gets a new one and no new account")
    func renewal() async throws {
        let lab = try Self.lab()
        let (device, renewal) = try await Self.renewing(at: lab)
        let request = Text.token(renewal, Text.password("ann", ""), type: "Renew")
        let outcome = await lab.enroll(request, base: Self.base, holder: { device.thumbprint == $0 ? device : nil })
        #expect(outcome.isRenewal)
        let document = try outcome.answer.document
        #expect(document.characteristic("APPLICATION")?.all("parm").count == 1)
        let new = try #require(document.characteristic("CertificateStore", "My", "User")?.certificate)
        #expect(try ParsedCertificate(der: new).matches(try Keys.renewed.get()))
        let stranger = await lab.enroll(request, base: Self.base)
        #expect(try stranger.answer.fault == ["s:Authorization", "NotEligibleToRenew"])
    }

    @Test(
        "A renewal's certificate is for the store of the enrolment, which a phone that was let in by hand says only then",
        arguments: [
            ("Device", nil, "System"), ("Full", nil, "User"), ("Device", "Full", "System"), ("", "Device", "System"),
            ("", nil, "User"),
        ] as [(String, String?, String)])
    func renewalStore(_ said: String, _ known: String?, _ store: String) async throws {
        let lab = try Self.lab()
        let (enrolled, renewal) = try await Self.renewing(at: lab)
        var device = enrolled
        device.context = known.map { [LabDevice.ContextItem(name: "EnrollmentType", value: $0)] } ?? []
        let outcome = await lab.enroll(
            Text.token(renewal, Text.password("ann", ""), type: "Renew", enrollment: said), base: Self.base,
            holder: { [device] in device.thumbprint == $0 ? device : nil })
        let own = try outcome.answer.document.characteristic("CertificateStore", "My", store)
        #expect(own?.certificate != nil)
    }

    @Test(
        "A renewal's request is announced as MS-MDE2 writes it or as Windows does, and as nothing else",
        arguments: [
            (nil, nil),
            ("http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS7", nil),
            ("http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd#PKCS7", nil),
            ("http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS10", ["s:MessageFormat"]),
            ("", ["s:MessageFormat"]),
        ] as [(String?, [String]?)])
    func renewalTypes(_ type: String?, _ fault: [String]?) async throws {
        let lab = try Self.lab()
        let (device, renewal) = try await Self.renewing(at: lab)
        let outcome = await lab.enroll(
            Text.token(renewal, Text.password("ann", ""), type: "Renew", valueType: type), base: Self.base,
            holder: { device.thumbprint == $0 ? device : nil })
        #expect(outcome.isRenewal == (fault == nil))
        if let fault { #expect(try outcome.answer.fault == fault) }
    }

    @Test("A DeviceID, a user's name and a context without end are refused or cut")
    func longNames() async throws {
        let lab = try Self.lab()
        let long = String(repeating: "x", count: 300)
        for (user, device) in [("ann", long), (long, "PHONE1")] {
            let outcome = await lab.enroll(
                Text.token(try Keys.request(), Text.password(user, "x"), device: device), base: Self.base)
            #expect(try outcome.answer.fault == ["s:EnrollmentServer", "InvalidEnrollmentData"])
        }
        let outcome = await lab.enroll(
            Text.token(
                try Keys.request(), Text.password("ann", "x"), enrollment: String(repeating: "y", count: 9000)),
            base: Self.base)
        let value = try #require(outcome.device?.context.last?.value)
        #expect(value.utf8.count < 5000)
    }

    @Test("What is no request is a fault that says so")
    func nonsense() async throws {
        let lab = try Self.lab()
        for octets in [[], Array("<a/>".utf8), Text.discover] as [[UInt8]] {
            let outcome = await lab.enroll(octets, base: Self.base)
            #expect(try outcome.answer.fault == ["s:MessageFormat"])
        }
        let outcome = await lab.enroll(
            Text.token([1, 2, 3], Text.password("ann", "x")), base: Self.base)
        #expect(try outcome.answer.fault == ["s:CertificateRequest"])
    }

    @Test("Any exchange can be made to fail with any fault")
    func injected() async throws {
        let lab = try Self.lab()
        let fault = LabFault("Authorization", errorType: "DeviceCapReached")
        let answers = [
            lab.discover(Text.discover, base: Self.base, fault: fault),
            lab.policies(Text.policies(Text.password("ann", "x")), fault: fault),
            await lab.enroll([], base: Self.base, fault: fault).answer,
        ]
        for answer in answers { #expect(try answer.fault == ["s:Authorization", "DeviceCapReached"]) }
    }

    @Test("The certificate can be wrong in each way", arguments: LabCertificateOddity.allCases)
    func wrongCertificate(_ oddity: LabCertificateOddity) async throws {
        let outcome = await (try Self.lab()).enroll(
            Text.token(try Keys.request(), Text.password("ann", "x")), base: Self.base,
            oddities: LabOddities(certificate: oddity))
        let octets = try outcome.answer.document.characteristic("CertificateStore", "My", "User")?.certificate
        let certificate = try? octets.map { try ParsedCertificate(der: $0) }
        let root = try ParsedCertificate(der: try Self.authority.get().certificate)
        switch oddity {
        case .otherKey: #expect(certificate?.matches(try Keys.phone.get()) == false)
        case .otherIssuer: #expect(certificate.map { $0.issuer != root.subject } == true)
        case .garbage: #expect(octets != nil && certificate == nil)
        case .missing: #expect(octets == nil)
        }
    }

    @Test("md5 credentials are part of the account, with secrets that the lab remembers")
    func secrets() async throws {
        var configuration = LabConfiguration()
        configuration.management.clientScheme = .md5
        configuration.management.authenticatesItself = true
        let outcome = await (try Self.lab(configuration)).enroll(
            Text.token(try Keys.request(), Text.password("ann", "x")), base: Self.base)
        let known = try #require(outcome.device?.credentials)
        let levels = try #require(try outcome.answer.document.characteristic("APPLICATION")?.all("characteristic"))
        #expect(levels.map { $0.parameter("AAUTHLEVEL") } == ["CLIENT", "APPSRV"])
        #expect(levels.map { $0.parameter("AAUTHTYPE") } == ["DIGEST", "DIGEST"])
        #expect(levels.map { $0.parameter("AAUTHSECRET") } == [known.serverSecret, known.deviceSecret])
        #expect(levels[1].parameter("AAUTHDATA") == Base64.encode(known.deviceNonce))
        #expect(known.serverSecret != known.deviceSecret)
    }

    /// A request in canonical form, signed over everything but the signature.
    private static func signedPolicies(_ certificate: [UInt8]) throws -> [UInt8] {
        let parts = [
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header><Security>"
                + "<BinarySecurityToken>\(Base64.encode(certificate))</BinarySecurityToken>",
            "</Security></s:Header><s:Body><GetPolicies></GetPolicies></s:Body></s:Envelope>",
        ]
        let digest = Base64.encode(Digest.sha256(Array(parts.joined().utf8)))
        let namespace = " xmlns=\"http://www.w3.org/2000/09/xmldsig#\""
        let info = "><Reference URI=\"\"><DigestValue>\(digest)</DigestValue></Reference></SignedInfo>"
        let value = try Keys.phone.get().signature(over: Array("<SignedInfo\(namespace)\(info)".utf8), .sha256)
        let signature =
            "<Signature\(namespace)><SignedInfo\(info)<SignatureValue>\(Base64.encode(value))</SignatureValue></Signature>"
        return Array((parts[0] + signature + parts[1]).utf8)
    }

    @Test("Who signs with the key of a certificate is whom the certificate names")
    func signedRequest() throws {
        let request = try LabCertificateRequest(der: try Keys.request())
        let certificate = try Self.authority.get().deviceCertificate(
            for: request, commonName: "ann", now: 1_500_000_000, days: 1)
        let signed = try Self.signedPolicies(certificate)
        #expect(try Self.lab(LabConfiguration(authentication: .certificate)).policies(signed).status == 200)
        let strict = try Self.lab(LabConfiguration(authentication: .certificate, users: ["ben": ""]))
        #expect(try strict.policies(signed).fault == ["s:Authentication"])
        let changed = String(decoding: signed, as: UTF8.self).replacing("<GetPolicies>", with: "<GetPolicies >")
        let open = try Self.lab(LabConfiguration(authentication: .certificate))
        #expect(try open.policies(Array(changed.utf8)).fault == ["a:InvalidSecurity"])
        let other = try LabCertificateRequest(der: try Keys.request(key: Keys.renewed))
        let foreign = try Self.authority.get().deviceCertificate(
            for: other, commonName: "ann", now: 1_500_000_000, days: 1)
        #expect(try open.policies(try Self.signedPolicies(foreign)).fault == ["a:InvalidSecurity"])
    }
}
