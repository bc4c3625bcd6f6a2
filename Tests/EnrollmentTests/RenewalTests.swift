import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire

@Suite("Renewal of the certificate (MS-MDE2 2.2.9.2, protocol.md 6.9)")
struct RenewalTests {
    static let serverURL = "https://mdm.contoso.com/Renew.svc"

    private static func requesting(_ plan: EnrollmentPlan) throws -> (machine: EnrollmentMachine, step: EnrollmentStep)
    {
        var machine = EnrollmentMachine(plan)
        _ = machine.start(at: Fixtures.now)
        let step = machine.provide(key: try Fixtures.key(), guid: Fixtures.guid, at: Fixtures.now)
        return (machine, step)
    }

    /// Renews at the given server with a document as the answer.
    private static func renewed(_ document: String) throws -> EnrollmentStep {
        var (machine, _) = try requesting(try Fixtures.renewal(serverURL: serverURL))
        return machine.receive(.ok(Server.tokenResponse(document)), at: Fixtures.now)
    }

    @Test("a server for renewals is asked at once, a phone without one discovers again")
    func ways() throws {
        var direct = EnrollmentMachine(try Fixtures.renewal(serverURL: Self.serverURL))
        #expect(direct.start(managedBy: "TestServer", at: Fixtures.now).requirements?.kind == .rsa(bits: 2048))
        var roundabout = EnrollmentMachine(try Fixtures.renewal())
        #expect(roundabout.start(at: Fixtures.now).call?.url == Fixtures.discoveryURL)
        // Nobody is there to sign in, whatever the server wants of a person.
        let policies = roundabout.receive(.ok(Server.discoverResponse("Federated")), at: Fixtures.now)
        #expect(policies.call?.url == Server.policyURL)
    }

    @Test("the request is signed with the old key and shows the user without a password")
    func request() throws {
        let plan = try Fixtures.renewal(serverURL: Self.serverURL)
        let call = try #require(try Self.requesting(plan).step.call)
        #expect(call.url == Self.serverURL)
        let security = try #require(try call.xml().at("Header", "Security"))
        #expect(security.elements.map(\.name) == ["Timestamp", "UsernameToken"])
        #expect(security.first("UsernameToken")?.elements.map(\.text) == ["user@contoso.com", ""])
        let body = try #require(try call.xml().at("Body", "RequestSecurityToken"))
        #expect(body.first("RequestType")?.text == "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Renew")
        #expect(
            body.first("AdditionalContext")?.elements.map { $0.attribute("Name") } == [
                "HWDevID", "Locale", "OSEdition", "DeviceName", "MAC", "MAC", "IMEI", "IMEI", "DeviceID",
                "EnrollmentType", "DeviceType", "OSVersion", "ApplicationVersion",
            ])

        let token = try #require(body.first("BinarySecurityToken"))
        #expect(token.attribute("ValueType") == "http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS7")
        let request = try CertificateRequest.make(
            commonName: Fixtures.phone.deviceID, deviceID: Fixtures.phone.deviceID, guid: Fixtures.guid,
            key: try Fixtures.key(), form: .standard(.sha256))
        let expected = try CMS.signedData(
            request, certificate: try Fixtures.otherCertificate(), key: try Fixtures.otherKey(), at: Fixtures.now)
        #expect(Base64.decode(token.text) == expected)
    }

    @Test("the answer needs a certificate, and of the account at most its name")
    func minimalAnswer() throws {
        let own = Document.own()
        for application in [
            "<characteristic type=\"APPLICATION\"><parm name=\"PROVIDER-ID\" value=\"TestServer\"/></characteristic>",
            "",
        ] {
            let document = """
                <wap-provisioningdoc version="1.1"><characteristic type="CertificateStore">
                <characteristic type="My">\(own)</characteristic></characteristic>\(application)</wap-provisioningdoc>
                """
            let renewal = try #require(try Self.renewed(document).renewal)
            #expect(renewal.certificates.own == (try Fixtures.certificate()))
            #expect(renewal.renewal == nil)
        }
    }

    @Test("a whole document renews the certificate too, with its settings for the next time")
    func wholeAnswer() throws {
        let renewal = try #require(try Self.renewed(try Document().text).renewal)
        #expect(renewal.certificates.map(\.store) == [.root, .user])
        #expect(renewal.renewal?.period == 60)
    }

    @Test("the answer is judged like that to an enrolment, and has to be of the same server")
    func badAnswers() throws {
        let document = try Document()
        let other = document.text.replacing(
            "\"PROVIDER-ID\" value=\"TestServer\"", with: "\"PROVIDER-ID\" value=\"Other\"")
        #expect(try Self.renewed(other).failure?.code == .providerMismatch)
        let wrongKey = document.changing { $0.own = Document.own(PEM.other) }
        #expect(try Self.renewed(wrongKey.text).failure?.code == .keyMismatch)
    }

    @Test("REN-02: a server that refuses is quoted with the number for Renew/ErrorCode, and asked again later")
    func notEligible() throws {
        var (machine, _) = try Self.requesting(try Fixtures.renewal(serverURL: Self.serverURL))
        let fault = Server.fault("s:EnrollmentServer", detail: Server.detail("NotEligibleToRenew"))
        #expect(machine.receive(.ok(fault), at: Fixtures.now).failure?.hresult == 0x8018_0016)

        let settings = try RenewalSettings(period: 42, retryInterval: 7, serverURL: nil)
        let day: Int64 = 86_400
        let end = Fixtures.now + 40 * day
        let next = settings.nextAttempt(notAfter: end, lastAttempt: Fixtures.now, now: Fixtures.now)
        #expect(next == Fixtures.now + 7 * day)
    }

    @Test("REN-03: an expired certificate is not renewed")
    func expired() throws {
        let end = try Fixtures.otherCertificate().notAfter
        for (time, isLate) in [(end, false), (end + 1, true)] {
            var machine = EnrollmentMachine(try Fixtures.renewal(serverURL: Self.serverURL))
            let step = machine.start(at: time)
            #expect((step.failure?.code == .certificateExpired) == isLate)
            #expect((step.requirements != nil) != isLate)
        }
        let settings = RenewalSettings()
        #expect(settings.nextAttempt(notAfter: end, lastAttempt: nil, now: end + 1) == nil)
    }

    @Test(
        "attempts begin the period before the end and come again after each interval, never after the end",
        arguments: [
            (nil, 0, 58), (nil, 58, 58), (nil, 70, 58), (58, 58, 65), (93, 93, 100), (94, 94, nil), (nil, 101, nil),
        ] as [(Int64?, Int64, Int64?)])
    func attempts(last: Int64?, now: Int64, expected: Int64?) {
        // Days; the certificate ends on day 100.
        let day: Int64 = 86_400
        let next = RenewalSettings().nextAttempt(
            notAfter: 100 * day, lastAttempt: last.map { $0 * day }, now: now * day)
        #expect(next == expected.map { $0 * day })
    }

    @Test("a phone whose server has not set EntDMID does not renew", arguments: [nil, ""])
    func notPrepared(entDMID: String?) throws {
        var machine = EnrollmentMachine(try Fixtures.renewal(entDMID: entDMID, serverURL: Self.serverURL))
        #expect(machine.start(at: Fixtures.now).failure?.code == .renewalNotPrepared)
    }

    @Test(
        "settings out of range are refused, a short period shortens the interval that nobody gave",
        arguments: [
            (nil, nil, 42, 7), (3, nil, 3, 3), (1000, 1000, 1000, 1000), (0, nil, nil, nil), (1001, nil, nil, nil),
            (42, 43, nil, nil), (42, 0, nil, nil),
        ] as [(Int?, Int?, Int?, Int?)])
    func settings(period: Int?, interval: Int?, expectedPeriod: Int?, expectedInterval: Int?) {
        let settings = try? RenewalSettings(period: period, retryInterval: interval, serverURL: nil)
        #expect(settings?.period == expectedPeriod)
        #expect(settings?.retryInterval == expectedInterval)
    }

    @Test("both names of the period are known")
    func names() throws {
        let document = try Document().changing { $0.renew = $0.renew.replacing("RenewPeriod", with: "RenewalPeriod") }
        #expect(try EnrollmentMachine.played(document: document.text).provisioning?.renewal.period == 60)
    }
}
