import Certificates
import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import Transport
import X509

/// An authority for tests, and the certificates that it issues: made anew for each run, so no key lies anywhere.
struct Authority: Sendable {
    let certificate: [UInt8]
    private let key: Certificate.PrivateKey
    private let name: DistinguishedName

    init(_ commonName: String = "Test authority") throws {
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
    func server(names: [GeneralName], demandsClient: Bool = false) throws -> TLSConfiguration {
        let (der, serverKey) = try issueServer(names)
        let bytes = Array(serverKey.pemRepresentation.utf8)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: der, format: .der))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: bytes, format: .pem)))
        guard demandsClient else { return tls }
        tls.trustRoots = .certificates([try NIOSSLCertificate(bytes: certificate, format: .der)])
        tls.certificateVerification = .noHostnameVerification
        return tls
    }

    /// The same as one text, key and certificate.
    func serverPEM(names: [GeneralName]) throws -> String {
        let (der, serverKey) = try issueServer(names)
        return serverKey.pemRepresentation + "\n"
            + PEMDocument(type: "CERTIFICATE", derBytes: der).pemString + "\n"
    }

    private func issueServer(_ names: [GeneralName]) throws -> (certificate: [UInt8], key: P256.Signing.PrivateKey) {
        let serverKey = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName("Test server") }
        let der = try Self.issue(
            to: subject, Certificate.PrivateKey(serverKey).publicKey, by: name, key,
            extensions: try Certificate.Extensions { SubjectAlternativeNames(names) })
        return (der, serverKey)
    }

    /// The identity of a phone that enrolled with this authority.
    func identity(of commonName: String, key phoneKey: SigningKey) throws -> TransportConfiguration.ClientIdentity {
        let publicKey = try Certificate.PrivateKey(derBytes: phoneKey.der).publicKey
        let der = try Self.issue(
            to: try DistinguishedName { CommonName(commonName) }, publicKey, by: name, key,
            extensions: Certificate.Extensions())
        return TransportConfiguration.ClientIdentity(certificates: [der], key: phoneKey)
    }

    private static func issue(
        to subject: DistinguishedName, _ publicKey: Certificate.PublicKey, by issuer: DistinguishedName,
        _ issuerKey: Certificate.PrivateKey, extensions: Certificate.Extensions
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Date(timeIntervalSinceNow: -3600), notValidAfter: Date(timeIntervalSinceNow: 86_400),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: issuerKey)
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        return coder.serializedBytes
    }
}
