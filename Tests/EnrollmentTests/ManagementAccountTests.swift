import Enrollment
import Testing
import SyncML

@Suite("The account of the server (w7 APPLICATION CSP, MS-MDE2 2.2.9.5)")
struct ManagementAccountTests {
    private static func account(_ change: (inout Document) -> Void) throws -> ProvisionedAccount {
        let step = try EnrollmentMachine.played(document: try Document().changing(change).text)
        return try #require(step.provisioning?.account, "\(String(describing: step.failure))")
    }

    private static func parm(_ name: String, _ value: String? = nil) -> String {
        "<parm name=\"\(name)\"\(value.map { " value=\"\($0)\"" } ?? "")/>"
    }

    @Test("what is not given has the default of the CSP")
    func defaults() throws {
        let account = try Self.account { document in
            document.application = ""
            document.credentials = ""
        }
        #expect(account == ProvisionedAccount(providerID: "TestServer", addresses: ["https://mdm.contoso.com/omadm"]))
        #expect(account.connRetryFreq == 3)
        #expect(account.initialBackOffTime == 16_000)
        #expect(account.maxBackOffTime == 86_400_000)
        #expect(account.encoding == .xml)
        #expect(account.protocolVersion == .v1_2)
        #expect(!account.backCompatRetryDisabled && !account.usesHardwareDeviceID)
        #expect(account.clientCredential == nil && account.serverCredential == nil)
    }

    @Test("what is given is taken")
    func values() throws {
        let account = try Self.account { document in
            document.application = [
                Self.parm("CONNRETRYFREQ", "6"), Self.parm("INITIALBACKOFFTIME", "30000"),
                Self.parm("MAXBACKOFFTIME", "120000"), Self.parm("BACKCOMPATRETRYDISABLED"),
                Self.parm("DEFAULTENCODING", "application/vnd.syncml.dm+wbxml"), Self.parm("PROTOVER", "1.1"),
                Self.parm("ROLE", "32"), Self.parm("TO-NAPID", "internet"), Self.parm("TO-NAPID", "second"),
                Self.parm("ServerList", "https://x"),
                Self.parm("SSLCLIENTCERTSEARCHCRITERIA", "Subject=CN%3DTester%2CO%3DContoso&amp;Stores=My%5CUser"),
            ].joined()
        }
        #expect(account.connRetryFreq == 6)
        #expect(account.initialBackOffTime == 30_000)
        #expect(account.maxBackOffTime == 120_000)
        #expect(account.backCompatRetryDisabled)
        #expect(account.encoding == .wbxml)
        #expect(account.protocolVersion == .v1_1)
        #expect(account.role == 32)
        #expect(account.napID == "internet")
        #expect(account.criteriaText == "Subject=CN%3DTester%2CO%3DContoso&Stores=My%5CUser")
        #expect(account.criteria.subjects == ["CN=Tester,O=Contoso"])
        #expect(account.criteria.stores == ["My\\User"])
    }

    @Test("ENR-21: USEHWDEVID counts by being there")
    func hardwareDeviceID() throws {
        #expect(try Self.account { $0.application = Self.parm("USEHWDEVID") }.usesHardwareDeviceID)
        #expect(try Self.account { $0.application = Self.parm("USEHWDEVID", "0") }.usesHardwareDeviceID)
    }

    @Test("both credentials are read with their nonces")
    func credentials() throws {
        let account = try Self.account { _ in }
        #expect(
            account.clientCredential
                == ProvisionedCredential(scheme: .basic, name: "phone", secret: "phoneSecret", nonceText: nil))
        #expect(
            account.serverCredential
                == ProvisionedCredential(scheme: .md5, name: nil, secret: "serverSecret", nonceText: "bm9uY2U="))
        #expect(account.serverCredential?.nonce == Array("nonce".utf8))
        #expect(account.clientCredential?.nonce == nil)
    }

    @Test("an address without TLS is taken where that is allowed")
    func insecureHTTP() throws {
        let plan = Fixtures.plan { $0.allowsInsecureHTTP = true }
        let document = try Document().changing { $0.address = Self.parm("ADDR", "http://127.0.0.1:8080/omadm") }
        let step = try EnrollmentMachine.played(plan, document: document.text)
        #expect(step.provisioning?.account.addresses == ["http://127.0.0.1:8080/omadm"])
    }

    @Test("a secret is not in what is printed")
    func secrets() throws {
        let account = try Self.account { _ in }
        #expect(!"\(account)".contains("Secret"))
        let plan = Fixtures.plan(credential: .password(user: "anna", password: "verySecret"))
        #expect("\(plan)".contains("anna") && !"\(plan)".contains("verySecret"))
        #expect(!"\(Fixtures.plan(credential: .token("verySecret")))".contains("verySecret"))
    }

    @Test(
        "APPADDR stands in for ADDR",
        arguments: [
            ("https://mdm.contoso.com/omadm", "", "https://mdm.contoso.com/omadm"),
            ("https://mdm.contoso.com/omadm", "8443", "https://mdm.contoso.com:8443/omadm"),
            ("https://mdm.contoso.com:444/omadm", "8443", "https://mdm.contoso.com:444/omadm"),
            ("mdm.contoso.com", "8443", "https://mdm.contoso.com:8443"),
        ])
    func addresses(address: String, port: String, expected: String) throws {
        let portBlock = "<characteristic type=\"PORT\">\(Self.parm("PORTNBR", port))</characteristic>"
        let account = try Self.account { document in
            document.address = """
                <characteristic type="APPADDR">\(Self.parm("ADDR", address))\(Self.parm("ADDRTYPE", "URI"))
                \(port.isEmpty ? "" : portBlock)</characteristic>
                """
        }
        #expect(account.addresses == [expected])
    }

    static let broken: [BrokenRule] = [
        BrokenRule(
            "ENR-17: ROLE 8 is that of an operator", { $0.application = parm("ROLE", "8") }, .badAccount,
            "APPLICATION/ROLE"),
        BrokenRule("ENR-20: appid is not APPID", { $0.appID = parm("appid", "w7") }, .badAccount, "APPLICATION"),
        BrokenRule("ENR-20: W7 is not w7", { $0.appID = parm("APPID", "W7") }, .badAccount, "APPLICATION"),
        BrokenRule("another application", { $0.appID = parm("APPID", "w4") }, .badAccount, "APPLICATION"),
        BrokenRule("no address", { $0.address = "" }, .badAccount, "APPLICATION"),
        BrokenRule(
            "addr is not ADDR", { $0.address = parm("addr", "https://mdm.contoso.com") }, .badAccount, "APPLICATION"),
        BrokenRule(
            "an address without TLS", { $0.address = parm("ADDR", "http://mdm.contoso.com") }, .badAccount,
            "APPLICATION"),
        BrokenRule("an address that is none", { $0.address = parm("ADDR", "mdm") }, .badAccount, "APPLICATION"),
        BrokenRule(
            "an IPv6 address that is left open", { $0.address = parm("ADDR", "https://[::1") }, .badAccount,
            "APPLICATION"),
        BrokenRule(
            "an APPADDR without ADDR", { $0.address = "<characteristic type=\"APPADDR\"/>" }, .badAccount,
            "APPLICATION/APPADDR"),
        BrokenRule(
            "a retry that is no number", { $0.application = parm("CONNRETRYFREQ", "three") }, .badAccount,
            "APPLICATION/CONNRETRYFREQ"),
        BrokenRule(
            "a negative pause", { $0.application = parm("INITIALBACKOFFTIME", "-1") }, .badAccount,
            "APPLICATION/INITIALBACKOFFTIME"),
        BrokenRule(
            "an unknown encoding", { $0.application = parm("DEFAULTENCODING", "text/xml") },
            .badAccount, "APPLICATION/DEFAULTENCODING"
        ),
        BrokenRule(
            "an unknown version", { $0.application = parm("PROTOVER", "2.0") }, .badAccount, "APPLICATION/PROTOVER"),
        BrokenRule(
            "criteria without a value", { $0.application = parm("SSLCLIENTCERTSEARCHCRITERIA", "Subject") },
            .badAccount,
            "APPLICATION/SSLCLIENTCERTSEARCHCRITERIA"
        ),
        BrokenRule(
            "a server that shows itself by BASIC", { $0.credentials = Document.clientLevel(type: "BASIC") },
            .badAccount, "APPLICATION/APPAUTH"
        ),
        BrokenRule(
            "a type of credential that is none", { $0.credentials = Document.serverLevel(type: "HMAC") },
            .badAccount, "APPLICATION/APPAUTH"
        ),
        BrokenRule(
            "a level that is none", { $0.credentials = Document.serverLevel().replacing("APPSRV", with: "HTTP") },
            .badAccount, "APPLICATION/APPAUTH"
        ),
        BrokenRule(
            "no secret", { $0.credentials = Document.serverLevel().replacing("AAUTHSECRET", with: "AAUTHsecret") },
            .badAccount, "APPLICATION/APPAUTH"
        ),
        BrokenRule(
            "two applications", { $0.more = "<characteristic type=\"APPLICATION\"/>" }, .badAccount, "APPLICATION"),
    ]

    @Test("each broken rule fails the enrolment and names its place", arguments: broken)
    func brokenRules(rule: BrokenRule) throws {
        try rule.check()
    }

    @Test("a document without an account is refused, and one without a name for it")
    func noAccount() throws {
        let text = try Document().text
        let without = text.replacing("\"APPLICATION\"", with: "\"Policy\"")
        #expect(try EnrollmentMachine.played(document: without).failure?.code == .badAccount)
        let nameless = text.replacing("PROVIDER-ID", with: "Provider-ID")
        #expect(try EnrollmentMachine.played(document: nameless).failure?.code == .badAccount)
    }

    @Test(
        "search criteria are taken apart",
        arguments: [
            ("Subject=CN%3dA&amp;Stores=MY%5CUser", ["CN=A"], ["MY\\User"]),
            ("Stores=My%5CSystem%EF%80%80My%5CUser", [], ["My\\System", "My\\User"]),
            ("Subject=CN%3DA%EF%80%80CN%3DB", ["CN=A", "CN=B"], []),
            // Wildcards and other criteria are not supported.
            ("Issuer=CN%3DC&Subject=CN%3DA", ["CN=A"], []),
            ("", [], []),
        ] as [(String, [String], [String])])
    func criteria(text: String, subjects: [String], stores: [String]) throws {
        let criteria = try CertificateCriteria(text)
        #expect(criteria.subjects == subjects)
        #expect(criteria.stores == stores)
    }

    @Test(
        "criteria that cannot be read are refused",
        arguments: ["Subject", "Subject=%4", "Subject=%GG", "Stores=Root", "Subject=%FF"])
    func badCriteria(text: String) {
        #expect(throws: SettingError(.unreadable, name: "", message: "")) { try CertificateCriteria(text) }
    }
}
