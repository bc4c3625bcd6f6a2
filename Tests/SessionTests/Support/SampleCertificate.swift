import Certificates
import Notation

/// Certificates for tests, each made once: a key takes a moment.
enum SampleCertificate {
    /// One that signs itself.
    static let root = Result { try make("Contoso Root") }
    static let other = Result { try make("Fabrikam Root") }
    /// One for the key by which the phone of these tests is enrolled.
    static let own = Result { try make("adele@contoso.example") }

    static let key = Result { try SigningKey.generate(bits: 2048) }

    private static func make(_ name: String) throws -> ParsedCertificate {
        try SelfSignedCertificate.make(commonName: name, key: key.get(), from: Exchange.start.seconds, days: 365)
    }
}

extension ParsedCertificate {
    /// The certificate as a server writes it.
    var text: String { Base64.encode(der) }
}
