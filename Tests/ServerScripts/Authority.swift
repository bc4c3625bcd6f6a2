package import Certificates
import Crypto
package import Foundation
package import NIOSSL
import SwiftASN1
package import Transport
package import X509

/// An authority for tests, and the certificates that it issues: made anew for each run, so no key lies anywhere.
package struct Authority: Sendable {
    package let certificate: [UInt8]
    private let key: Certificate.PrivateKey
    private let name: DistinguishedName

    /// Seconds from now: what is valid, will be and was.
    package static let soon: ClosedRange<TimeInterval> = -3600...86_400
    package static let later: ClosedRange<TimeInterval> = 3600...86_400
    package static let before: ClosedRange<TimeInterval> = -86_400 ... -3600

    package init(_ commonName: String = "Test authority") throws {
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        name = try DistinguishedName { CommonName(commonName) }
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(keyCertSign: true))
        }
        certificate = try Self.issue(
            to: name, key.publicKey, by: name, key, extensions: extensions)
    }

    /// What a server needs for TLS under these names; with `demandsClient` it lets in whom this authority knows.
    package func server(
        names: [GeneralName], valid: ClosedRange<TimeInterval> = soon, demandsClient: Bool = false
    ) throws -> TLSConfiguration {
        let (der, serverKey) = try issueServer(names, valid)
        let bytes = Array(serverKey.pemRepresentation.utf8)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: der, format: .der))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: bytes, format: .pem)))
        guard demandsClient else { return tls }
        tls.trustRoots = .certificates([try NIOSSLCertificate(bytes: certificate, format: .der)])
        tls.certificateVerification = .noHostnameVerification
        return tls
    }

    /// What a server of this machine needs for TLS.
    package func localServer(demandsClient: Bool = false) throws -> TLSConfiguration {
        let address = ASN1OctetString(contentBytes: [127, 0, 0, 1])
        return try server(names: [.dnsName("localhost"), .ipAddress(address)], demandsClient: demandsClient)
    }

    /// The same as one text, key and certificate.
    package func serverPEM(names: [GeneralName]) throws -> String {
        let (der, serverKey) = try issueServer(names, Self.soon)
        return serverKey.pemRepresentation + "\n"
            + PEMDocument(type: "CERTIFICATE", derBytes: der).pemString + "\n"
    }

    private func issueServer(
        _ names: [GeneralName], _ valid: ClosedRange<TimeInterval>
    ) throws -> (certificate: [UInt8], key: P256.Signing.PrivateKey) {
        let serverKey = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName("Test server") }
        let der = try Self.issue(
            to: subject, Certificate.PrivateKey(serverKey).publicKey, by: name, key,
            extensions: try Certificate.Extensions { SubjectAlternativeNames(names) }, valid: valid)
        return (der, serverKey)
    }

    /// The identity of a phone that enrolled with this authority.
    package func identity(
        of commonName: String, key phoneKey: SigningKey, valid: ClosedRange<TimeInterval> = soon
    ) throws -> TransportConfiguration.ClientIdentity {
        let publicKey = try Certificate.PrivateKey(derBytes: phoneKey.der).publicKey
        let der = try Self.issue(
            to: try DistinguishedName { CommonName(commonName) }, publicKey, by: name, key,
            extensions: Certificate.Extensions(), valid: valid)
        return TransportConfiguration.ClientIdentity(certificates: [der], key: phoneKey)
    }

    private static func issue(
        to subject: DistinguishedName, _ publicKey: Certificate.PublicKey, by issuer: DistinguishedName,
        _ issuerKey: Certificate.PrivateKey, extensions: Certificate.Extensions,
        valid: ClosedRange<TimeInterval> = soon
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Date(timeIntervalSinceNow: valid.lowerBound),
            notValidAfter: Date(timeIntervalSinceNow: valid.upperBound),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: issuerKey)
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        return coder.serializedBytes
    }
}
