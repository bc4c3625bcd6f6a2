import Enrollment
import Testing
import Wire

/// Answers that are taken although they break the documents: what is odd, and where.
@Suite("Odd answers are told (MS-MDE2 3.1.4.1, 3.3.4.1, 3.4.4.1; protocol.md 6.1)")
struct OddAnswerTests {
    /// A policy answer in which everything is right.
    private static let good = """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing">
        <s:Header><a:Action>http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy/IPolicy/GetPoliciesResponse\
        </a:Action>
        <a:RelatesTo>urn:uuid:72048B64-0F19-448F-8C2E-B4C661860AA0</a:RelatesTo></s:Header>
        <s:Body><GetPoliciesResponse xmlns="http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy">
        <response><policies><policy/></policies></response></GetPoliciesResponse></s:Body></s:Envelope>
        """

    private static func tolerances(
        _ text: String, mediaType: String? = "application/soap+xml"
    ) throws -> [EnrollmentTolerance] {
        var (machine, _) = EnrollmentMachine.discovered(Fixtures.plan())
        _ = machine.takeTolerances()
        let answer = WireResponse(status: 200, mediaType: mediaType, body: Array(text.utf8))
        let step = machine.receive(answer, at: Fixtures.now)
        try #require(step.requirements != nil, "\(step)")
        return machine.takeTolerances()
    }

    @Test("A good answer has nothing odd, and what was told once is not told again")
    func none() throws {
        #expect(try Self.tolerances(Self.good).isEmpty)
    }

    static let policy = "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy"
    static let oddities: [(original: String, replacement: String, kind: EnrollmentTolerance.Kind, place: String)] = [
        ("/IPolicy/GetPoliciesResponse<", "/IPolicy/Bogus<", .wrongAction, "line 2, column 11"),
        ("a:Action>", "a:Other>", .wrongAction, "line 2, column 1"),
        ("a:RelatesTo>", "a:Related>", .missingRelation, "line 2, column 1"),
        ("72048B64", "00000000", .otherRelation, "line 3, column 1"),
        ("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/", .olderSOAP, "line 1"),
        ("http://www.w3.org/2003/05/soap-envelope", "urn:soap", .foreignEnvelope, "line 1, column 1"),
        ("xmlns=\"\(policy)\"", "xmlns=\"urn:policy\"", .foreignNamespace, "line 4, column 9"),
        ("<policy/>", "", .noPolicies, "line 4, column 9"),
        ("</s:Envelope>", "</s:Envelope>\u{0}", .mendedMarkup, "policy answer"),
    ]

    @Test("each oddity is told with its place", arguments: oddities.indices)
    func each(index: Int) throws {
        let (original, replacement, kind, place) = Self.oddities[index]
        let told = try Self.tolerances(Self.good.replacing(original, with: replacement))
        #expect(told.map(\.kind) == [kind])
        #expect(told.first?.place.contains(place) == true, "\(told)")
        #expect(told.first?.place.hasPrefix("policy answer") == true)
    }

    @Test("So is a media type that is not SOAP's", arguments: ["text/html", "text/xml", nil])
    func mediaType(type: String?) throws {
        let told = try Self.tolerances(Self.good, mediaType: type)
        #expect(told.map(\.kind) == [.wrongMediaType])
        #expect(told.first?.text.contains(type ?? "no Content-Type") == true)
    }

    @Test("So is a version of enrolment that nobody knows", arguments: [("4.0", false), ("9.0", true), ("x", true)])
    func version(text: String, isOdd: Bool) {
        let response = Server.discoverResponse().replacing(">4.0<", with: ">\(text)<")
        var (machine, step) = EnrollmentMachine.discovered(Fixtures.plan(), response)
        #expect(step.call != nil)
        let told = machine.takeTolerances().filter { $0.kind == .unknownEnrollmentVersion }
        #expect(told.count == (isOdd ? 1 : 0))
        #expect(told.allSatisfy { $0.text.contains(text) && $0.place.hasPrefix("discovery answer, line ") })
    }

    static let missing: [(original: String, replacement: String, said: [String])] = [
        ("RequestSecurityTokenResponseCollection", "Other", ["RequestSecurityTokenResponseCollection", "<Other>"]),
        ("RequestSecurityTokenResponse>", "Reply>", ["no RequestSecurityTokenResponse,", "<Reply>"]),
        ("RequestedSecurityToken>", "Token>", ["no RequestedSecurityToken,", "<Token>"]),
        ("<BinarySecurityToken ", "<Binary ", ["no BinarySecurityToken,", "<Binary>"]),
        ("DeviceEnrollmentProvisionDoc", "DeviceEnrollmentUserToken", ["/DeviceEnrollmentUserToken", "ProvisionDoc"]),
    ]

    @Test(
        "Where the document is not there, the first element that is missing is named, and what is there",
        arguments: missing.indices)
    func missingDocument(index: Int) throws {
        let (original, replacement, said) = Self.missing[index]
        var response = Server.tokenResponse("<wap-provisioningdoc/>").replacing(original, with: replacement)
        if replacement == "<Binary " { response = response.replacing("</BinarySecurityToken", with: "</Binary") }
        var (machine, _) = try EnrollmentMachine.requesting(Fixtures.plan())
        let failure = try #require(machine.receive(.ok(response), at: Fixtures.now).failure)
        #expect(failure.code == .unacceptableAnswer)
        for text in said { #expect(failure.message.contains(text), "\(failure)") }
        #expect(failure.place?.hasPrefix("enrolment answer, line ") == true)
    }
}
