import Certificates
import Enrollment
import Notation
import Testing
import SyncML

/// A slip of a document that devices bear, the kind by which it is told, and how its place begins.
struct Slip: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout Document) -> Void
    let kind: EnrollmentTolerance.Kind
    let place: String

    init(
        _ rule: String, _ change: @escaping @Sendable (inout Document) -> Void, _ kind: EnrollmentTolerance.Kind,
        _ place: String
    ) {
        testDescription = rule
        self.change = change
        self.kind = kind
        self.place = place
    }
}

@Suite("Slips of provisioning documents are taken, and told with their place")
struct SlipTests {
    /// A document without a slip: its criteria find the certificate that it brings.
    private static func good() throws -> Document {
        try Document().changing { $0.application = criteria("CN%3D5D0E2F8A6B7C4D3E9F1A2B3C4D5E6F70") }
    }

    private static func criteria(_ subject: String, store: String = "User") -> String {
        "<parm name=\"SSLCLIENTCERTSEARCHCRITERIA\" value=\"Subject=\(subject)&amp;Stores=My%5C\(store)\"/>"
    }

    private static let otherThumbprint = (try? Fixtures.otherCertificate().thumbprint) ?? ""

    static let slips: [Slip] = [
        Slip(
            "no container for the key", { $0.own = Document.own(container: "") }, .missingKeyContainer,
            "CertificateStore/My/User/6812F16048F62FA2F8C9F51CA5ACE14571808F2A (line "),
        Slip("one credential alone", { $0.credentials = Document.serverLevel() }, .oneCredential, "APPLICATION (line "),
        Slip("the other credential", { $0.credentials = Document.clientLevel() }, .oneCredential, "APPLICATION (line "),
        Slip(
            "no type of credential",
            { $0.credentials = $0.credentials.replacing("<parm name=\"AAUTHTYPE\" value=\"BASIC\"/>", with: "") },
            .missingCredentialType, "APPLICATION/APPAUTH (line "),
        Slip(
            "a parameter of operators", { $0.application += "<parm name=\"INIT\"/>" }, .operatorParameter,
            "APPLICATION/INIT (line "),
        Slip(
            "criteria for another subject", { $0.application = criteria("CN%3DTester") }, .criteriaMatchNothing,
            "APPLICATION"),
        Slip(
            "criteria for another store",
            { $0.application = criteria("CN%3D5D0E2F8A6B7C4D3E9F1A2B3C4D5E6F70", store: "System") },
            .criteriaMatchNothing, "APPLICATION"),
        Slip(
            "an authority that did not sign",
            { $0.root = Document.certificate(PEM.other, in: "Root", "System", otherThumbprint) },
            .certificateNotSigned, "CertificateStore/My/User/6812F160"),
    ]

    @Test("each is one tolerance", arguments: slips)
    func each(slip: Slip) throws {
        let (step, tolerances) = try EnrollmentMachine.tolerating(document: try Self.good().changing(slip.change).text)
        #expect(step.provisioning != nil, "\(String(describing: step.failure))")
        let told = tolerances.filter { $0.place.hasPrefix("provisioning document, ") }
        #expect(told.map(\.kind) == [slip.kind])
        #expect(told.first?.place.dropFirst("provisioning document, ".count).hasPrefix(slip.place) == true)
    }

    @Test("A document without a slip has none")
    func none() throws {
        let (step, tolerances) = try EnrollmentMachine.tolerating(document: try Self.good().text)
        #expect(step.provisioning != nil)
        #expect(tolerances.filter { $0.place.hasPrefix("provisioning") }.isEmpty)
    }

    @Test("Criteria are compared without the case of letters, and one subject of several is enough")
    func criteriaMatch() throws {
        let criteria = try CertificateCriteria("Subject=CN%3DTester%EF%80%80cn%3D+phone%2CO%3DLab&Stores=my%5cuser")
        #expect(criteria.mismatch(subject: "CN=Tester", store: "My/User") == nil)
        #expect(criteria.mismatch(subject: "O=lab,CN=Tester", store: "My/User") == nil)
        #expect(criteria.mismatch(subject: "CN=phone", store: "My/User") != nil)
        #expect(criteria.mismatch(subject: "CN=Tester", store: "My/System")?.contains("My\\System") == true)
        #expect(CertificateCriteria().mismatch(subject: "CN=x", store: "My/User") == nil)
        let written = try CertificateCriteria("Subject=CN%3Dx%2CS%3DBayern%2CE%3Da%40b")
        #expect(written.mismatch(subject: "ST=Bayern,1.2.840.113549.1.9.1=a@b,CN=x", store: "My/User") == nil)
    }

    @Test("A document without the type of a credential means DIGEST")
    func missingType() throws {
        let document = try Self.good().changing { document in
            document.credentials = document.credentials.replacing(/<parm name="AAUTHTYPE" value="\w+"\/>/, with: "")
        }
        let account = try EnrollmentMachine.tolerating(document: document.text).step.provisioning?.account
        #expect(account?.clientCredential?.scheme == .md5 && account?.serverCredential?.scheme == .md5)
    }

    @Test("A joined phone's certificate stays in the store of the document; the reason names the way without a device")
    func otherStore() throws {
        let (step, tolerances) = try EnrollmentMachine.tolerating(
            Fixtures.plan(kind: .device), document: try Self.good().text)
        #expect(step.provisioning?.certificates.map(\.store) == [.root, .user])
        let told = try #require(tolerances.first { $0.kind == .otherCertificateStore })
        #expect(told.text.contains("My/System") && told.text.contains("--enrollment full"))
        #expect(told.place.hasPrefix("provisioning document, CertificateStore/My/User (line "))
    }

    static let moments: [(seconds: Int64, kind: EnrollmentTolerance.Kind, said: String)] = [
        (1_795_537_936, .certificateNotYetValid, "valid from 2026-11-24T16:32:17"),
        (2_426_257_938, .certificateExpired, "valid until 2046-11-19T16:32:17"),
    ]

    @Test("A certificate that is not valid now is told at enrolment, with the time", arguments: moments)
    func validity(seconds: Int64, kind: EnrollmentTolerance.Kind, said: String) throws {
        let (step, tolerances) = try EnrollmentMachine.tolerating(document: try Self.good().text, at: seconds)
        #expect(step.provisioning != nil)
        let told = tolerances.filter { $0.place.hasPrefix("provisioning") }
        #expect(told.map(\.kind) == [kind])
        #expect(told.first?.text.contains(said) == true)
    }
}
