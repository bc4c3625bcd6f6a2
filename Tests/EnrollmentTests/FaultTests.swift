import Enrollment
import Testing
import Wire

@Suite("Faults (MS-MDE2 2.2.10, protocol.md 6.8)")
struct FaultTests {
    private static func failure(_ fault: String, status: Int = 500) throws -> EnrollmentFailure {
        var (machine, _) = try EnrollmentMachine.requesting(Fixtures.plan())
        let answer = WireResponse(status: status, body: Array(fault.utf8))
        return try #require(machine.receive(answer, at: Fixtures.now).failure)
    }

    static let subcodes: [(String, EnrollmentFailure.Code, UInt32)] = [
        ("s:MessageFormat", .messageFormat, 0x8018_0001), ("s:Authentication", .authentication, 0x8018_0002),
        ("s:Authorization", .authorization, 0x8018_0003), ("s:CertificateRequest", .certificateRequest, 0x8018_0004),
        ("s:EnrollmentServer", .enrollmentServer, 0x8018_0005),
        ("a:InternalServiceFault", .internalServiceFault, 0x8018_0006),
        ("a:InvalidSecurity", .invalidSecurity, 0x8018_0007), ("s:SomethingElse", .unknownFault, 0x8018_0008),
    ]

    @Test(
        "a subcode in lower case tells what is meant, with the number that Windows shows",
        arguments: subcodes.dropLast())
    func lowerCaseSubcode(name: String, code: EnrollmentFailure.Code, hresult: UInt32) throws {
        let failure = try Self.failure(Server.fault(name.lowercased()))
        #expect(failure.code == code && failure.hresult == 0x8018_0006)
        #expect(failure.message.contains(name.dropFirst(2)) && failure.message.contains(WindowsNumber.text(hresult)))
    }

    @Test("each subcode has its number, whatever its prefix and the status of HTTP", arguments: subcodes)
    func subcode(name: String, code: EnrollmentFailure.Code, hresult: UInt32) throws {
        let local = name.dropFirst(2)
        for spelling in [name, "x:\(local)"] {
            for status in [200, 500] {
                let failure = try Self.failure(Server.fault(spelling, reason: "Because."), status: status)
                #expect(failure.code == code)
                #expect(failure.hresult == hresult)
                #expect(failure.phase == .enrollment)
                #expect(failure.message.contains("The server says: Because."))
            }
        }
    }

    static let errorTypes: [(String, EnrollmentFailure.Code, UInt32)] = [
        ("DeviceCapReached", .deviceCapReached, 0x8018_0013), ("DeviceNotSupported", .deviceNotSupported, 0x8018_0014),
        ("NotSupported", .notSupported, 0x8018_0015), ("NotEligibleToRenew", .notEligibleToRenew, 0x8018_0016),
        ("InMaintenance", .inMaintenance, 0x8018_0017), ("UserLicense", .userLicense, 0x8018_0018),
        ("InvalidEnrollmentData", .invalidEnrollmentData, 0x8018_0019),
    ]

    @Test("ENR-15: the ErrorType wins over the subcode", arguments: errorTypes)
    func errorType(name: String, code: EnrollmentFailure.Code, hresult: UInt32) throws {
        let detail = Server.detail(name, message: "Too many.", traceID: "42-17")
        let failure = try Self.failure(Server.fault("s:Authorization", reason: "No.", detail: detail))
        #expect(failure.code == code)
        #expect(failure.hresult == hresult)
        #expect(failure.traceID == "42-17")
        #expect(failure.description.contains("No. / Too many."))
        #expect(failure.description.contains(String(hresult, radix: 16, uppercase: true)))
    }

    @Test("all names are found in any case: in the samples even the envelope is in lower case")
    func lowerCase() throws {
        let fault = Server.fault("s:Authorization", detail: Server.detail("DeviceCapReached", traceID: "ab-7"))
        let failure = try Self.failure(
            fault.replacing("http://www.w3.org/2003/05/soap-envelope", with: "urn:s").lowercased())
        #expect(failure.code == .deviceCapReached)
        #expect(failure.traceID == "ab-7")
    }

    @Test("an ErrorType that is younger than the phone leaves it to the subcode")
    func youngErrorType() throws {
        let detail = Server.detail("CustomServerError", message: "Ask Anna.")
        let failure = try Self.failure(Server.fault("s:Authorization", detail: detail))
        #expect(failure.code == .authorization)
        #expect(failure.message.contains("Ask Anna."))
    }

    @Test("a fault of SOAP 1.1 is read as well")
    func soap11() throws {
        let fault = """
            <SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/"><SOAP:Body><SOAP:Fault>
            <faultcode>SOAP:Authentication</faultcode><faultstring>Who?</faultstring>
            <detail><DeviceEnrollmentServiceError><ErrorType>UserLicense</ErrorType></DeviceEnrollmentServiceError>
            </detail>
            </SOAP:Fault></SOAP:Body></SOAP:Envelope>
            """
        let failure = try Self.failure(fault)
        #expect(failure.code == .userLicense)
        #expect(failure.message.contains("Who?"))
        #expect(try Self.failure(fault.replacing("UserLicense", with: "")).code == .authentication)
    }

    @Test("a bad status without a fault is told with its number", arguments: ["", "<html>Not here</html>", "nothing"])
    func badStatus(body: String) throws {
        let failure = try Self.failure(body, status: 404)
        #expect(failure.code == .badStatus)
        #expect(failure.message.contains("404") && failure.message.contains(Server.enrollmentURL))
    }

    @Test("a good answer with a bad status is not believed")
    func goodBodyBadStatus() throws {
        let failure = try Self.failure(Server.tokenResponse(try Document().text), status: 500)
        #expect(failure.code == .badStatus)
    }

    @Test("a redirection of the services is not followed")
    func redirection() throws {
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan(redirections: .accepted))
        let failure = machine.receive(.redirection(to: "https://other.contoso.com"), at: Fixtures.now).failure
        #expect(failure?.code == .redirected)
    }

    @Test("a fault ends every exchange, with the phase in which it came")
    func phases() throws {
        var discovering = EnrollmentMachine(Fixtures.plan())
        _ = discovering.start(at: Fixtures.now)
        let fault = WireResponse.ok(Server.fault("s:MessageFormat"))
        #expect(discovering.receive(fault, at: 0).failure?.phase == .discovery)
        var (asking, _) = EnrollmentMachine.discovered(Fixtures.plan())
        #expect(asking.receive(fault, at: 0).failure?.phase == .policy)
        #expect(asking.receive(.ok(Server.policiesResponse()), at: 0).failure?.code == .unexpectedEvent)
    }

    @Test("no two kinds of failure with a number of their own share it")
    func numbers() {
        let numbers = EnrollmentFailure.Code.allCases.map(\.hresult).filter { $0 != 0x8018_0008 }
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.count == 21)
    }
}
