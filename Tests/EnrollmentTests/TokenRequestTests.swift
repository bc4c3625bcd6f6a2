import Certificates
import Enrollment
import Notation
import Testing
import XML
import Wire

@Suite("RequestSecurityToken (MS-MDE2 3.4.4.1.1.1)")
struct TokenRequestTests {
    private static func body(_ plan: EnrollmentPlan) throws -> XMLElement {
        let call = try #require(try EnrollmentMachine.requesting(plan).step.call)
        #expect(call.url == Server.enrollmentURL)
        return try #require(try call.xml().at("Body", "RequestSecurityToken"))
    }

    private static func items(_ plan: EnrollmentPlan) throws -> [String] {
        let context = try #require(try body(plan).first("AdditionalContext"))
        return context.elements.map { "\($0.attribute("Name") ?? "")=\($0.first("Value")?.text ?? "")" }
    }

    @Test("ENR-08: types and request are those of the protocol")
    func types() throws {
        let body = try Self.body(Fixtures.plan())
        #expect(body.first("TokenType")?.text.hasSuffix("/Enrollment/DeviceEnrollmentToken") == true)
        #expect(body.first("RequestType")?.text == "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue")
        let token = try #require(body.first("BinarySecurityToken"))
        #expect(token.attribute("ValueType") == "http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS10")
        let expected = try CertificateRequest.make(
            commonName: Fixtures.phone.deviceID, deviceID: Fixtures.phone.deviceID, guid: Fixtures.guid,
            key: try Fixtures.key(), form: .standard(.sha256))
        #expect(Base64.decode(token.text) == expected)
    }

    @Test("ENR-08: the context has the items of a 1703 phone and none of later builds")
    func context() throws {
        #expect(
            try Self.items(Fixtures.plan()) == [
                "HWDevID=\(Fixtures.phone.hardwareDeviceID)", "Locale=en-us", "TargetedUserLoggedIn=true",
                "OSEdition=104", "DeviceName=Windows phone", "MAC=AA-BB-CC-00-11-22", "MAC=AA-BB-CC-00-11-23",
                "IMEI=353918050000006", "IMEI=353918050000014", "DeviceID=\(Fixtures.phone.deviceID)",
                "EnrollmentType=Full", "DeviceType=WindowsPhone", "OSVersion=10.0.15063.297",
                "ApplicationVersion=10.0.15063.297",
            ])
    }

    @Test("joining Azure AD enrols the device, with its id in the directory as subject")
    func joining() throws {
        let plan = Fixtures.plan(kind: .device)
        let items = try Self.items(plan)
        #expect(items.contains("EnrollmentType=Device"))
        let expected = try CertificateRequest.make(
            commonName: try #require(Fixtures.phone.directoryDeviceID), deviceID: Fixtures.phone.deviceID,
            guid: Fixtures.guid, key: try Fixtures.key(), form: .standard(.sha256))
        let token = try #require(try Self.body(plan).first("BinarySecurityToken"))
        #expect(Base64.decode(token.text) == expected)
    }

    @Test("the form of Windows is sent where it was asked for")
    func windowsForm() throws {
        let expected = try CertificateRequest.make(
            commonName: "", deviceID: Fixtures.phone.deviceID, guid: Fixtures.guid, key: try Fixtures.key(),
            form: .windows)
        let token = try #require(
            try Self.body(Fixtures.plan { $0.requestForm = .windows }).first("BinarySecurityToken"))
        #expect(Base64.decode(token.text) == expected)
    }

    @Test("either spelling of the type of the document is accepted, and no other")
    func valueTypes() throws {
        let document = try Document().text
        func step(_ type: String) throws -> EnrollmentStep {
            var (machine, _) = try EnrollmentMachine.requesting(Fixtures.plan())
            return machine.receive(.ok(Server.tokenResponse(document, valueType: type)), at: Fixtures.now)
        }
        let old = "http://schemas.microsoft.com/ConfigurationManager/Enrollment/DeviceEnrollmentProvisionDoc"
        for type in [Server.provisionDoc, old] { #expect(try step(type).provisioning != nil) }
        #expect(try step("urn:other").failure?.code == .unacceptableAnswer)
    }

    @Test("a document that is not base64 is refused")
    func notBase64() throws {
        var (machine, _) = try EnrollmentMachine.requesting(Fixtures.plan())
        let response = Server.tokenResponse("x").replacing("eA==", with: "*")
        #expect(machine.receive(.ok(response), at: Fixtures.now).failure?.code == .unacceptableAnswer)
    }

    @Test("a connection that breaks tells at which service it was", arguments: [false, true])
    func cut(isLater: Bool) throws {
        var (machine, _) =
            isLater ? try EnrollmentMachine.requesting(Fixtures.plan()) : EnrollmentMachine.discovered(Fixtures.plan())
        let failure = try #require(
            machine.receive(EnrollmentConnectionFailure(.noConnection, reason: "It broke.")).failure)
        #expect(failure.phase == (isLater ? .enrollment : .policy))
        #expect(failure.message.contains(isLater ? Server.enrollmentURL : Server.policyURL))
        #expect(failure.hresult == 0x8018_0010)
    }
}
