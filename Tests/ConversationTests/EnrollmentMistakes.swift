import Certificates
import Foundation
import Lab
import ServerScripts
import Testing

/// One mistake of a server while a phone enrols, and all that a user of the phone sees of it.
struct EnrollmentMistake: Sendable, CustomTestStringConvertible {
    /// An answer of the lab, as it is before its mistake.
    struct Reply: Sendable {
        var status: Int
        var type: String
        var body: String
    }

    typealias Change = @Sendable (inout Reply) throws -> Void

    var testDescription: String
    /// Which of the answers has it; each of them if nil.
    var exchange: LabExchange?
    var change: Change
    /// The mistake is the lab's own.
    var oddities = LabOddities()
    var fault: LabFault?
    /// By how much the server's clock goes wrong when it makes the phone's certificate.
    var clockDays: Int64 = 0
    /// A part of what is told: the sentence of the error, or of the first tolerance.
    var sentence: String
    /// The kinds of tolerances, in order. With any, `--strict` ends with 76.
    var tolerances: [String] = []
    /// How often each came, as the line at the end says it, where one came more than once.
    var summary: String?
    var exitCode: Int32 = 0
    /// The word for it in JSON.
    var outcome = "done"
    /// The number of Windows.
    var hresult: String?
    /// A phone to which something is refused stays without account.
    var isEnrolled: Bool { exitCode == 0 }

    init(
        _ description: String, in exchange: LabExchange? = .enrollment, _ sentence: String, tolerances: [String] = [],
        summary: String? = nil, exitCode: Int32 = 0, outcome: String = "done", hresult: String? = nil,
        oddities: LabOddities = LabOddities(), fault: LabFault? = nil, clockDays: Int64 = 0,
        change: @escaping Change = { _ in }
    ) {
        testDescription = description
        self.exchange = exchange
        self.sentence = sentence
        self.tolerances = tolerances
        self.summary = summary
        self.exitCode = exitCode
        self.outcome = outcome
        self.hresult = hresult
        self.oddities = oddities
        self.fault = fault
        self.clockDays = clockDays
        self.change = change
    }
}

extension EnrollmentMistake {
    static let inEnrollment = bornByThePhone + certificates + endOfEnrollment

    /// What phones bear in an envelope and in what it holds.
    private static let bornByThePhone = [
        EnrollmentMistake("none", ""),
        EnrollmentMistake(
            "another namespace", in: .policy, "GetPoliciesResponse is in the namespace urn:policy:",
            tolerances: ["foreignNamespace"], change: replacing("xmlns=\"\(policy)\"", "xmlns=\"urn:policy\"")),
        EnrollmentMistake(
            "another Action", in: .discovery, "The Action is urn:bogus:", tolerances: ["wrongAction"],
            change: replacing(
                "http://schemas.microsoft.com/windows/management/2012/01/enrollment/IDiscoveryService/DiscoverResponse<",
                "urn:bogus<")),
        EnrollmentMistake(
            "no RelatesTo", in: .discovery, "There is no RelatesTo: it has to repeat the request's MessageID,",
            tolerances: ["missingRelation"], change: replacing("a:RelatesTo>", "a:Related>")),
        EnrollmentMistake(
            "SOAP 1.1", "This is SOAP 1.1: enrolment speaks SOAP 1.2,", tolerances: ["olderSOAP"],
            change: replacing("http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/")),
        EnrollmentMistake(
            "text/html", in: .discovery, "The Content-Type is text/html: application/soap+xml is right.",
            tolerances: ["wrongMediaType"], change: { $0.type = "text/html; charset=utf-8" }),
        EnrollmentMistake(
            "text/html each time", in: nil, "The Content-Type is text/html: application/soap+xml is right.",
            tolerances: ["wrongMediaType"], summary: "odd in 3 places: wrongMediaType 3 times; --strict ends there",
            change: { $0.type = "text/html" }),
        EnrollmentMistake(
            "a version of enrolment that is not there", in: .discovery,
            "EnrollmentVersion is 9.0: this phone asked with version 4.0.", tolerances: ["unknownEnrollmentVersion"],
            change: replacing("<EnrollmentVersion>4.0<", "<EnrollmentVersion>9.0<")),
        EnrollmentMistake(
            "no policies", in: .policy, "There is no policy in it:", tolerances: ["noPolicies"],
            change: { $0.body = $0.body.replacing(#/<policies>.*</policies>/#, with: "<policies/>") }),
        EnrollmentMistake(
            "criteria that no certificate meets", "they look for the subject CN=nobody, and the certificate's is CN=",
            tolerances: ["criteriaMatchNothing"],
            change: inDocument { $0.replacing(#/Subject=CN%3D[^&]*/#, with: "Subject=CN%3Dnobody") }),
    ]

    /// What is wrong with the phone's certificate.
    private static let certificates = [
        EnrollmentMistake(
            "a certificate that another key has signed",
            "is not signed by CN=Understudy Lab Root: its signature is by another key of that name.",
            tolerances: ["certificateNotSigned"], change: inDocument(withRootOfAnotherKey)),
        EnrollmentMistake(
            "a certificate of an authority that the document does not name",
            "its issuer, CN=Another Root, is not in the document.", tolerances: ["certificateNotSigned"],
            oddities: LabOddities(certificate: .otherIssuer)),
        EnrollmentMistake(
            "a certificate that has expired", ": servers refuse it. Compare the clocks.",
            tolerances: ["certificateExpired"], clockDays: -400),
        EnrollmentMistake(
            "a certificate that is not valid yet", ": servers refuse it until then. Compare the clocks.",
            tolerances: ["certificateNotYetValid"], clockDays: 10),
        EnrollmentMistake(
            "a certificate for another key", "The certificate is for another key than that of the phone's request:",
            exitCode: 76, outcome: "protocolBroken", hresult: "0x80180008",
            oddities: LabOddities(certificate: .otherKey)),
        EnrollmentMistake(
            "a root whose name no TLS library takes",
            "With the document's certificates no session could ever begin:", tolerances: ["certificateNotSigned"],
            exitCode: 76, outcome: "protocolBroken",
            hresult: "0x80180008", change: inDocument(withEndlessRoot)),
    ]

    /// What ends the enrolment.
    private static let endOfEnrollment = [
        EnrollmentMistake(
            "a fault", "The user has enrolled as many devices as the server allows:", exitCode: 77, outcome: "refused",
            hresult: "0x80180013", fault: LabFault("Authorization", errorType: "DeviceCapReached")),
        EnrollmentMistake(
            "HTTP 400, with JSON", in: .discovery, #"It said: {"error": "tenant unknown"}"#, exitCode: 77,
            outcome: "refused", hresult: "0x80190190",
            change: { $0 = Reply(status: 400, type: "application/json", body: #"{"error": "tenant unknown"}"#) }),
        EnrollmentMistake(
            "HTTP 503, with a page", in: .discovery, "It said: Back at noon", exitCode: 69, outcome: "noAnswer",
            hresult: "0x801901F7",
            change: { $0 = Reply(status: 503, type: "text/html", body: "<h1>Back at noon</h1>") }),
        EnrollmentMistake(
            "no BinarySecurityToken", "no BinarySecurityToken,", exitCode: 76, outcome: "protocolBroken",
            hresult: "0x80180008", change: replacing("BinarySecurityToken", "Binary")),
        EnrollmentMistake(
            "a document that is not well-formed", "The provisioning document cannot be read: Not well-formed XML:",
            exitCode: 76, outcome: "protocolBroken",
            hresult: "0x80180008", oddities: LabOddities(document: .notWellFormed)),
        EnrollmentMistake(
            "an answer that is no XML", in: .policy,
            "/EnrollmentServer/Policy.svc cannot be read as SOAP: line 1, column 1:", exitCode: 76,
            outcome: "protocolBroken",
            hresult: "0x801900C8", change: { $0.body = "hello" }),
    ]

    private static let policy = "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy"
}

/// How answers are changed.
extension EnrollmentMistake {
    private static func replacing(_ original: String, _ replacement: String) -> Change {
        { reply in
            try #require(reply.body.contains(original))
            reply.body = reply.body.replacing(original, with: replacement)
        }
    }

    /// Changes the provisioning document within the answer.
    static func inDocument(_ change: @escaping @Sendable (String) throws -> String) -> Change {
        { reply in
            let pattern = #/(<BinarySecurityToken [^>]*>)([^<]*)</#
            let match = try #require(reply.body.firstMatch(of: pattern))
            let document = String(decoding: try #require(Data(base64Encoded: String(match.2))), as: UTF8.self)
            let changed = try change(document)
            try #require(changed != document)
            reply.body = reply.body.replacing(match.2, with: Data(changed.utf8).base64EncodedString())
        }
    }

    /// Puts a root of the same name in the place of the lab's, which has signed the phone's certificate.
    @Sendable private static func withRootOfAnotherKey(_ document: String) throws -> String {
        let old = try Conversation.authority.get().certificate
        let new = try LabAuthority.make(now: LabSources.system.now()).certificate
        return try document.replacing(
            Data(old).base64EncodedString(), with: Data(new).base64EncodedString()
        )
        .replacing(ParsedCertificate(der: old).thumbprint, with: ParsedCertificate(der: new).thumbprint)
    }

    /// Puts a root with a common name of 60,000 letters in the place of the document's.
    @Sendable static func withEndlessRoot(_ document: String) throws -> String {
        let root = try Authority(String(repeating: "a", count: 60_000)).certificate
        let thumbprint = try ParsedCertificate(der: root).thumbprint
        let place =
            #/(type="Root">\s*<characteristic type="System">\s*<characteristic type=")[^"]*("[^>]*>\s*<parm [^>]*value=")[^"]*/#
        return document.replacing(place) { match in
            "\(match.1)\(thumbprint)\(match.2)\(Data(root).base64EncodedString())"
        }
    }
}
