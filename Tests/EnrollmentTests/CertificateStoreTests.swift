import Certificates
import Enrollment
import Notation
import Testing
import XML

@Suite("The certificates of the document (MS-MDE2 2.2.9.2)")
struct CertificateStoreTests {
    static let broken: [BrokenRule] = [
        BrokenRule(
            "a certificate for another key", { $0.own = Document.own(PEM.other) }, .keyMismatch,
            "CertificateStore/My/User/"
        ),
        BrokenRule("no certificate for the phone", { $0.own = "" }, .badCertificate, "CertificateStore/My"),
        BrokenRule(
            "two certificates for the phone", { $0.own = Document.own() + Document.own(in: "System") }, .badCertificate,
            "CertificateStore/My"
        ),
        BrokenRule(
            "another thumbprint", { $0.own = Document.own(named: String(repeating: "A", count: 40)) }, .badCertificate,
            "CertificateStore/My/User/AAAA"
        ),
        BrokenRule(
            "a store of another name", { $0.own = Document.own(in: "Machine") }, .badCertificate,
            "CertificateStore/My/Machine"
        ),
        BrokenRule(
            "a store in the wrong case", { $0.root = $0.root.replacing("\"Root\"", with: "\"ROOT\"") }, .badCertificate,
            "CertificateStore/ROOT/System"
        ),
        BrokenRule("two roots", { $0.root += $0.root }, .badCertificate, "CertificateStore/Root/System"),
        BrokenRule(
            "a certificate that is none",
            { $0.root = $0.root.replacing(/value="[^"]*"/, with: "value=\"AAAA\"") }, .badCertificate,
            "CertificateStore/Root/System/"
        ),
        BrokenRule(
            "a certificate that is not base64",
            { $0.root = $0.root.replacing(/value="[^"]*"/, with: "value=\"*\"") }, .badCertificate,
            "CertificateStore/Root/System/"
        ),
        BrokenRule(
            "a certificate in lines", { $0.root = $0.root.replacing("value=\"MII", with: "value=\"MII\n") },
            .badCertificate, "CertificateStore/Root/System/"
        ),
        BrokenRule(
            "a certificate without a value",
            { $0.root = $0.root.replacing(/value="[^"]*"/, with: "") }, .badCertificate, "CertificateStore/Root/System/"
        ),
    ]

    @Test("each broken rule fails the enrolment and names its place", arguments: broken)
    func brokenRules(rule: BrokenRule) throws {
        try rule.check()
    }

    @Test("root, intermediate and own certificate go to their stores")
    func stores() throws {
        let intermediate = try ParsedCertificate(pem: PEM.intermediate)
        let document = try Document().changing { document in
            document.root += Document.certificate(PEM.intermediate, in: "CA", "System", intermediate.thumbprint)
            document.own = Document.own(in: "System")
        }
        let provisioning = try #require(try EnrollmentMachine.played(document: document.text).provisioning)
        #expect(provisioning.certificates.map(\.store) == [.root, .intermediate, .device])
        #expect(provisioning.certificates[1].certificate == intermediate)
    }

    @Test("thumbprints are compared without case, and the container may stand inside")
    func variants() throws {
        let certificate = try Fixtures.certificate()
        let own = Document.own(named: certificate.thumbprint.lowercased(), container: "")
            .replacing(
                "</characteristic></characteristic>",
                with: "<characteristic type=\"PrivateKeyContainer\"/></characteristic></characteristic>")
        let document = try Document().changing { $0.own = own }
        #expect(try EnrollmentMachine.played(document: document.text).provisioning?.certificates.own == certificate)
    }

    @Test("A phone that joins Azure AD has its certificate in My/System, without a word")
    func deviceStore() throws {
        let device = try Document().changing { $0.own = Document.own(in: "System") }
        let (step, tolerances) = try EnrollmentMachine.tolerating(Fixtures.plan(kind: .device), document: device.text)
        #expect(step.provisioning?.certificates.map(\.store) == [.root, .device])
        #expect(!tolerances.map(\.kind).contains(.otherCertificateStore))
    }

    @Test("several CertificateStore beside each other are one, as in the samples")
    func severalStores() throws {
        let text = try Document().text.replacing(
            "<characteristic type=\"My\">",
            with: "</characteristic><characteristic type=\"CertificateStore\"><characteristic type=\"My\">")
        #expect(try EnrollmentMachine.played(document: text).provisioning?.certificates.count == 2)
    }
}
