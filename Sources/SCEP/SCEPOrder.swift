import Certificates
import CryptoExtras
import SwiftASN1
import X509

/// What is to be asked of a SCEP server.
package struct SCEPOrder: Codable, Equatable, Sendable {
    /// Up to the `?`.
    package var serverURL: String
    /// SHA-1 of the authority's certificate, forty hexadecimal digits.
    package var authorityThumbprint: String
    /// A distinguished name as text.
    package var subject: String
    /// The password that the server wants to see; empty for none.
    package var challenge: String
    package var keyBits: Int
    package var signs: Bool
    package var enciphers: Bool
    /// Object identifiers.
    package var extendedUsages: [String]
    /// `3+phone.example;11+adele@contoso.example`
    package var alternativeNames: String
    package var templateName: String
    /// The digests that may be used.
    package var allowsSHA1: Bool
    package var allowsSHA256: Bool

    package init(
        serverURL: String, authorityThumbprint: String, subject: String, challenge: String = "", keyBits: Int = 2048,
        signs: Bool = true, enciphers: Bool = true, extendedUsages: [String] = [], alternativeNames: String = "",
        templateName: String = "", allowsSHA1: Bool = false, allowsSHA256: Bool = true
    ) {
        self.serverURL = serverURL
        self.authorityThumbprint = authorityThumbprint
        self.subject = subject
        self.challenge = challenge
        self.keyBits = keyBits
        self.signs = signs
        self.enciphers = enciphers
        self.extendedUsages = extendedUsages
        self.alternativeNames = alternativeNames
        self.templateName = templateName
        self.allowsSHA1 = allowsSHA1
        self.allowsSHA256 = allowsSHA256
    }

    /// Whether all that the request will hold can be written.
    ///
    /// A password with characters that a PrintableString has not fails later, as on Windows: `SCEPClient` says so.
    package func check() throws(SCEPError) {
        _ = try SubjectName.parse(subject)
        _ = try extensions
    }
}

// MARK: - The certificate request

extension SCEPOrder {
    /// The certificate by which who asks signs its messages, before it has one: for the name and the key of the request,
    /// signed by that key (RFC 8894 2.3).
    ///
    /// Inferred: good for a week, as long as a person at the authority may take.
    func signingCertificate(_ key: SigningKey, from seconds: Int64) throws(SCEPError) -> ParsedCertificate {
        let name = try SubjectName.parse(subject)
        do {
            return try SelfSignedCertificate.make(name: name, key: key, from: seconds, days: 7)
        } catch {
            throw SCEPError(.notMade, error.message)
        }
    }

    /// A request with password and extensions, signed by its key (RFC 2986; RFC 8894 2.4).
    /// - Returns: DER.
    func certificateRequest(_ key: SigningKey, _ hash: HashAlgorithm) throws(SCEPError) -> [UInt8] {
        let (subject, extensions) = (try SubjectName.parse(subject), try extensions)
        var attributes: [CertificateSigningRequest.Attribute] = []
        if !challenge.isEmpty { attributes.append(try challengeAttribute) }
        return try SCEPError.wrap(.notMade, "the certificate request was not made") {
            attributes.append(try CertificateSigningRequest.Attribute(ExtensionRequest(extensions: extensions)))
            let signing = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(unsafeDERRepresentation: key.der))
            let request = try CertificateSigningRequest(
                version: .v1, subject: subject, privateKey: signing,
                attributes: CertificateSigningRequest.Attributes(attributes),
                signatureAlgorithm: hash == .sha1 ? .sha1WithRSAEncryption : .sha256WithRSAEncryption)
            return try DERParts.written { try $0.serialize(request) }
        }
    }

    /// A PrintableString, as Windows writes it, whatever the password holds: one with `_` makes its enrolment fail.
    private var challengeAttribute: CertificateSigningRequest.Attribute {
        get throws(SCEPError) {
            let text: ASN1PrintableString
            do {
                text = try ASN1PrintableString(challenge)
            } catch {
                throw SCEPError(
                    .unprintable,
                    "the challenge has a character that is none of a PrintableString, as which Windows writes it; give one "
                        + "of letters, digits, spaces and ' ( ) + , - . / : = ?")
            }
            return try SCEPError.wrap(.notMade, "the challenge was not written") {
                CertificateSigningRequest.Attribute(oid: .challengePassword, values: [try ASN1Any(erasing: text)])
            }
        }
    }

    private var extensions: Certificate.Extensions {
        get throws(SCEPError) {
            let names = try AlternativeNames.parse(alternativeNames)
            var usages: [ExtendedKeyUsage.Usage] = []
            for text in extendedUsages {
                guard let number = ObjectNumber.parse(text) else {
                    throw SCEPError(
                        .unusableName, "the extended key usage '\(text)' is no number such as 1.3.6.1.5.5.7.3.2")
                }
                usages.append(ExtendedKeyUsage.Usage(oid: number))
            }
            return try SCEPError.wrap(.unusableName, "the extensions cannot be written") {
                var list = Certificate.Extensions()
                let usage = KeyUsage(digitalSignature: signs, keyEncipherment: enciphers)
                try list.append(Certificate.Extension(usage, critical: true))
                if !usages.isEmpty {
                    try list.append(Certificate.Extension(try ExtendedKeyUsage(usages), critical: false))
                }
                if !names.isEmpty {
                    try list.append(Certificate.Extension(SubjectAlternativeNames(names), critical: false))
                }
                if !templateName.isEmpty {
                    let name = ASN1BMPString(
                        contentBytes: templateName.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }[...])
                    let value = try DERParts.written { try $0.serialize(name) }
                    try list.append(Certificate.Extension(oid: .templateName, critical: false, value: value[...]))
                }
                return list
            }
        }
    }
}
