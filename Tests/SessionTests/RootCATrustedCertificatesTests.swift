import Certificates
import SimulatedPhone
import Testing

/// RootCATrustedCertificates: whom the device and its user trust (csp.md 12.2, C19).
@Suite("RootCATrustedCertificates")
struct RootCATrustedCertificatesTests {
    private typealias S = Stimulus

    private static let csp = "Vendor/MSFT/RootCATrustedCertificates"

    @Test(
        "Each store has its own certificates, those of the user beside those of the device",
        arguments: [
            ("./\(csp)/Root", CertificateStore.Location.root), ("./Device/\(csp)/Root", .root),
            ("./\(csp)/CA", .intermediate), ("./\(csp)/TrustedPublisher", .trustedPublisher),
            ("./\(csp)/TrustedPeople", .trustedPeople), ("./User/\(csp)/CA", .userIntermediate),
            ("./User/\(csp)/TrustedPublisher", .userTrustedPublisher),
            ("./User/\(csp)/TrustedPeople", .userTrustedPeople),
        ])
    func stores(_ store: String, _ location: CertificateStore.Location) throws {
        var exchange = try Exchange()
        let certificate = try SampleCertificate.root.get()
        let node = "\(store)/\(certificate.thumbprint)"
        #expect(try exchange.send(S.replace("1", node + "/EncodedCertificate", nil, certificate.text)) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.map(\.location) == [location])
        #expect(try exchange.value(of: node + "/IssuedTo") == "CN=Contoso Root")
        #expect(try exchange.value(of: store) == certificate.thumbprint)
        #expect(
            try exchange.send(S.get("2", node + "/EncodedCertificate")) == [
                "S(2)=200", "R(2) \(node)/EncodedCertificate=\(certificate.text) (b64)",
            ])
        #expect(try exchange.send(S.delete("3", node)) == ["S(3)=200"])
        #expect(exchange.phone.certificates == CertificateStore())
    }

    @Test("The user has no roots of his own, and nobody's stores where nobody is signed in")
    func user() throws {
        var exchange = try Exchange()
        let certificate = try SampleCertificate.root.get()
        let leaf = "\(certificate.thumbprint)/EncodedCertificate"
        #expect(
            try exchange.send(S.add("1", "./User/\(Self.csp)/Root/\(leaf)", "b64", certificate.text)) == ["S(1)=405"])
        exchange.phone.setLoginStatus(.none)
        #expect(try exchange.send(S.add("2", "./User/\(Self.csp)/CA/\(leaf)", "b64", certificate.text)) == ["S(2)=405"])
        #expect(exchange.phone.certificates == CertificateStore())
    }

    @Test(
        "The node of a certificate may be added first; it holds nothing until the certificate comes, and keeps its name"
    )
    func nodeFirst() throws {
        var exchange = try Exchange()
        let certificate = try SampleCertificate.root.get()
        let node = "./\(Self.csp)/Root/\(certificate.thumbprint)"
        #expect(try exchange.send(S.add("1", "./\(Self.csp)/Root/My%20root", "node")) == ["S(1)=500"])
        #expect(try exchange.send(S.add("2", node, "node")) == ["S(2)=200"])
        #expect(try exchange.value(of: node + "/IssuedTo") == "")
        #expect(try exchange.send(S.get("3", node + "/EncodedCertificate")) == ["S(3)=404"])
        #expect(try exchange.send(S.replace("4", node + "?prop=Name", nil, "other")) == ["S(4)=405"])
        #expect(try exchange.send(S.add("5", node + "/EncodedCertificate", "b64", certificate.text)) == ["S(5)=200"])
        #expect(try exchange.value(of: "./\(Self.csp)/Root") == certificate.thumbprint)
        #expect(try exchange.send(S.delete("6", node)) == ["S(6)=200"])
        #expect(try exchange.send(S.get("7", node)) == ["S(7)=404"])
        #expect(exchange.phone.certificates == CertificateStore())
    }

    @Test("What is no certificate is refused here too")
    func refused() throws {
        var exchange = try Exchange()
        let node = "./\(Self.csp)/Root/\(try SampleCertificate.root.get().thumbprint)/EncodedCertificate"
        #expect(try exchange.send(S.add("1", node, "b64", "TUlJQg==")) == ["S(1)=500"])
        #expect(try exchange.send(S.add("2", node, "b64", try SampleCertificate.other.get().text)) == ["S(2)=500"])
        #expect(exchange.phone.certificates == CertificateStore())
    }
}
