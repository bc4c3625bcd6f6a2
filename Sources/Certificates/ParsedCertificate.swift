import Foundation
import SwiftASN1
import X509

/// An X.509 certificate (RFC 5280) that somebody gave us: what the phone and the lab need to know of it.
package struct ParsedCertificate: Sendable {
    /// The octets as they came: the thumbprint and signatures are over these.
    package let der: [UInt8]
    /// The SHA-1 of the octets in 40 upper-case hexadecimal digits: the certificate's name in the stores of Windows
    /// (CertificateStore CSP, MS-MDE2 2.2.9.2).
    package let thumbprint: String
    /// The distinguished name in the order of RFC 4514, the most special part first: `CN=device,O=lab`.
    package let subject: String
    /// The common name of the subject; of several the most special one.
    package let commonName: String?
    package let issuer: String
    /// Seconds since 1970.
    package let notBefore: Int64
    /// Seconds since 1970; the certificate is good up to and including this second.
    package let notAfter: Int64
    /// Whether basicConstraints says that it may issue certificates (RFC 5280 4.2.1.9).
    package let isAuthority: Bool

    let certificate: Certificate

    package init(der: [UInt8]) throws(CertificateError) {
        do {
            certificate = try Certificate(derEncoded: der)
            isAuthority =
                switch try certificate.extensions.basicConstraints {
                case .isCertificateAuthority: true
                case .notCertificateAuthority, nil: false
                }
        } catch {
            throw Self.unreadable(error)
        }
        self.der = der
        thumbprint = Digest.thumbprint(of: der)
        subject = certificate.subject.description
        commonName = certificate.subject.commonName
        issuer = certificate.issuer.description
        notBefore = Int64(certificate.notValidBefore.timeIntervalSince1970)
        notAfter = Int64(certificate.notValidAfter.timeIntervalSince1970)
    }

    /// Reads the first certificate of a text (RFC 7468 5).
    package init(pem: String) throws(CertificateError) {
        guard let first = try Self.blocks(in: pem).first else {
            throw CertificateError(
                .unreadableCertificate, "the text holds no certificate; it should have -----BEGIN CERTIFICATE-----")
        }
        try self.init(der: first)
    }

    /// Reads all certificates of a text, such as a file of authorities; what else it holds is passed over.
    package static func all(pem: String) throws(CertificateError) -> [ParsedCertificate] {
        try blocks(in: pem).map { der throws(CertificateError) in try ParsedCertificate(der: der) }
    }

    private static func blocks(in pem: String) throws(CertificateError) -> [[UInt8]] {
        do {
            return try PEMText.blocks(in: pem) { $0 == Certificate.defaultPEMDiscriminator }
        } catch {
            throw unreadable(error)
        }
    }

    /// The text form (RFC 7468 5).
    package var pem: String { PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: der).pemString }

    /// Whether the certificate is for the public half of this key.
    package func matches(_ key: SigningKey) -> Bool {
        certificate.publicKey == key.publicKey
    }

    /// Whether the signature is by the key of that certificate, and its name that of the issuer.
    package func isSigned(by authority: ParsedCertificate) -> Bool {
        certificate.issuer == authority.certificate.subject
            && authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    private static func unreadable(_ cause: any Error) -> CertificateError {
        CertificateError(.unreadableCertificate, "this is no X.509 certificate: \(LibraryWords.of(cause))")
    }
}

extension ParsedCertificate: Equatable {
    package static func == (left: ParsedCertificate, right: ParsedCertificate) -> Bool { left.der == right.der }
}

extension DistinguishedName {
    /// The names go from the general to the special, so the last one counts.
    fileprivate var commonName: String? {
        let names = joined().filter { $0.type == .RDNAttributeType.commonName }
        return names.last.flatMap { String($0.value) ?? $0.value.lenientText }
    }
}

extension RelativeDistinguishedName.Attribute.Value {
    /// The text of a string that breaks the rules of its type, as a subject taken over from a request of Windows does;
    /// that one ends with a zero octet, which is no part of the name.
    fileprivate var lenientText: String? {
        var coder = DER.Serializer()
        guard (try? coder.serialize(ASN1Any(self))) != nil, let node = try? DER.parse(coder.serializedBytes),
            case .primitive(let bytes) = node.content
        else { return nil }
        guard node.identifier == .bmpString else {
            return String(decoding: bytes.last == 0 ? bytes.dropLast() : bytes, as: UTF8.self)
        }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
        return String(decoding: units.map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }, as: UTF16.self)
    }
}

extension [ParsedCertificate] {
    /// The same certificates with that of the key first, as TLS and enrolment want them.
    ///
    /// What stands in one file need not belong together, and what does not is refused here: libraries that are handed it
    /// end the process, or let the first session fail.
    /// - Throws: `keyMismatch` where none of them is for the key.
    package func leading(with key: SigningKey) throws(CertificateError) -> [ParsedCertificate] {
        guard let place = firstIndex(where: { $0.matches(key) }) else {
            let names = map(\.subject).joined(separator: "; ")
            throw CertificateError(
                .keyMismatch,
                "none of its certificates (\(names)) is for its private key: put the key together with the certificate that "
                    + "was issued for it")
        }
        return [self[place]] + self[..<place] + self[(place + 1)...]
    }
}
