import Certificates
import Testing

/// A key and the certificates that stand beside it in a file.
@Suite("The certificate of a key")
struct LeadingCertificateTests {
    private static let keys = Result { try (0..<2).map { _ in try SigningKey.generate(bits: 2048) } }

    private static func certificate(_ name: String, _ key: SigningKey) throws -> ParsedCertificate {
        try SelfSignedCertificate.make(commonName: name, key: key, from: 1_500_000_000, days: 1)
    }

    @Test("It comes first, and the others stay in their order")
    func first() throws {
        let keys = try Self.keys.get()
        let others = try ["a", "b"].map { try Self.certificate($0, keys[0]) }
        let own = try Self.certificate("own", keys[1])
        #expect(try [others[0], own, others[1]].leading(with: keys[1]) == [own] + others)
    }

    @Test("Where there is none, all that are there are named")
    func none() throws {
        let keys = try Self.keys.get()
        let others = try ["a", "b"].map { try Self.certificate($0, keys[0]) }
        let error = #expect(throws: CertificateError(.keyMismatch, "")) { try others.leading(with: keys[1]) }
        #expect(error?.message.contains("CN=a; CN=b") == true)
    }
}
