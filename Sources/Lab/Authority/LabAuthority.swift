internal import Certificates
internal import CryptoExtras
internal import Foundation
internal import SwiftASN1
internal import X509

/// The lab's own certificate authority: a root that signs the phones' certificates and the server's (RFC 5280).
package struct LabAuthority: Sendable {
    let root: Certificate
    private let key: Certificate.PrivateKey
    /// The root as DER.
    package let certificate: [UInt8]

    private static let day: Int64 = 86_400

    /// Makes a new one.
    package static func make(
        named name: String = "Understudy Lab Root", now: Int64
    ) throws(LabError) -> LabAuthority {
        try attempt("The authority was not made") {
            let key = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
            let subject = try DistinguishedName { CommonName(name) }
            let root = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
                notValidBefore: date(now - day), notValidAfter: date(now + 3650 * day), issuer: subject,
                subject: subject, signatureAlgorithm: .sha256WithRSAEncryption,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    // It signs and opens the messages of SCEP too (RFC 8894 2.1.2).
                    Critical(KeyUsage(digitalSignature: true, keyEncipherment: true, keyCertSign: true, cRLSign: true))
                    SubjectKeyIdentifier(hash: key.publicKey)
                }, issuerPrivateKey: key)
            return try LabAuthority(root: root, key: key)
        }
    }

    /// Reads one that was kept.
    package static func read(certificate: String, key: String) throws(LabError) -> LabAuthority {
        try attempt("The authority's files cannot be read") {
            try LabAuthority(
                root: Certificate(pemEncoded: certificate), key: Certificate.PrivateKey(pemEncoded: key))
        }
    }

    private init(root: Certificate, key: Certificate.PrivateKey) throws {
        self.root = root
        self.key = key
        certificate = try Self.der(root)
    }

    /// The root as text, for a file that a phone is told to trust.
    package var pem: String {
        get throws(LabError) {
            try Self.attempt("The authority was not written") { try root.serializeAsPEM().pemString }
        }
    }

    /// The private key as text.
    package var keyPEM: String {
        get throws(LabError) {
            try Self.attempt("The key was not written") { try key.serializeAsPEM().pemString }
        }
    }

    /// A certificate for a phone: good for TLS towards servers, and for signatures.
    package func deviceCertificate(
        for request: LabCertificateRequest, commonName: String, now: Int64, days: Int
    ) throws(LabError) -> [UInt8] {
        try Self.attempt("The phone's certificate was not made") {
            let subject = try DistinguishedName { CommonName(commonName) }
            let certificate = try issue(
                subject, request.publicKey, now: now, days: days,
                try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(Self.usage(of: request.publicKey))
                    try ExtendedKeyUsage([.clientAuth])
                    SubjectKeyIdentifier(hash: request.publicKey)
                })
            return try Self.der(certificate)
        }
    }

    /// A certificate for a server, with its key, both as DER.
    package func serverCertificate(
        names: [LabServerName], now: Int64
    ) throws(LabError) -> (certificate: [UInt8], key: [UInt8]) {
        try Self.attempt("The server's certificate was not made") {
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let publicKey = Certificate.PublicKey(key.publicKey)
            let subject = try DistinguishedName { CommonName("Understudy Lab Server") }
            let certificate = try issue(
                subject, publicKey, now: now, days: 397,
                try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true, keyEncipherment: true))
                    try ExtendedKeyUsage([.serverAuth])
                    SubjectAlternativeNames(names.map(\.generalName))
                    SubjectKeyIdentifier(hash: publicKey)
                })
            return (try Self.der(certificate), Array(key.derRepresentation))
        }
    }

    /// Whatever the key can do: for RSA keys are encrypted, for those of curves not (RFC 8813 3).
    static func usage(of key: Certificate.PublicKey) -> KeyUsage {
        KeyUsage(digitalSignature: true, keyEncipherment: _RSA.Signing.PublicKey(key) != nil)
    }

    func issue(
        _ subject: DistinguishedName, _ publicKey: Certificate.PublicKey, now: Int64, days: Int,
        _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            // Clocks differ; an hour is forgiven.
            notValidBefore: Self.date(now - 3600), notValidAfter: Self.date(now + Int64(days) * Self.day),
            issuer: root.subject, subject: subject, signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: extensions, issuerPrivateKey: key)
    }

    private static func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }

    static func der(_ certificate: Certificate) throws -> [UInt8] {
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        return coder.serializedBytes
    }

    static func attempt<Value>(_ what: String, _ work: () throws -> Value) throws(LabError) -> Value {
        do {
            return try work()
        } catch {
            throw LabError(.certificate, "\(what): \(LibraryWords.of(error))")
        }
    }
}
