import Certificates
import Foundation
import SCEP
import SwiftASN1
import X509

/// Who talks in these tests: an authority, one that it lets stand in for it, and clients. Keys are made once.
enum Parties {
    static let now: Int64 = 1_500_000_000

    struct Party: Sendable {
        var certificate: ParsedCertificate
        var key: SigningKey
    }

    private static let keys = Result { try (0..<3).map { _ in try SigningKey.generate(bits: 2048) } }

    static var clientKey: SigningKey { get throws { try keys.get()[2] } }

    /// The authority. It may encipher keys.
    static func authority() throws -> Party { try known.get().authority }

    /// The same authority with a certificate by which it may not.
    static func signingAuthority() throws -> Party { try known.get().signing }

    /// A registration authority, for which the authority vouches.
    static func standIn() throws -> Party { try known.get().standIn }

    static func client() throws -> Party { try known.get().client }

    private static let known = Result {
        let made = try keys.get()
        let root = ("Contoso Root", made[0])
        func party(_ name: String, _ key: Int, by issuer: (String, SigningKey), _ isAuthority: Bool, _ enciphers: Bool)
            throws -> Party
        {
            Party(
                certificate: try certificate(
                    name, made[key], by: issuer, isAuthority: isAuthority, enciphers: enciphers), key: made[key])
        }
        return (
            authority: try party("Contoso Root", 0, by: root, true, true),
            signing: try party("Contoso Root", 0, by: root, true, false),
            standIn: try party("Contoso RA", 1, by: root, false, true),
            client: try party("phone", 2, by: ("phone", made[2]), false, true)
        )
    }

    static func certificate(
        _ name: String, _ key: SigningKey, by issuer: (name: String, key: SigningKey), isAuthority: Bool = false,
        enciphers: Bool = true
    ) throws -> ParsedCertificate {
        try certificate(
            try DistinguishedName { CommonName(name) }, try Certificate.PrivateKey(derBytes: key.der).publicKey,
            by: issuer,
            isAuthority: isAuthority, enciphers: enciphers)
    }

    static func certificate(
        _ name: DistinguishedName, _ key: Certificate.PublicKey, by issuer: (name: String, key: SigningKey),
        isAuthority: Bool = false, enciphers: Bool = true
    ) throws -> ParsedCertificate {
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
            notValidBefore: Date(timeIntervalSince1970: TimeInterval(now - 86_400)),
            notValidAfter: Date(timeIntervalSince1970: TimeInterval(now + 86_400 * 365)),
            issuer: try DistinguishedName { CommonName(issuer.name) }, subject: name,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: try Certificate.Extensions {
                if isAuthority { Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil)) }
                Critical(KeyUsage(digitalSignature: true, keyEncipherment: enciphers, keyCertSign: isAuthority))
                SubjectKeyIdentifier(hash: key)
            }, issuerPrivateKey: Certificate.PrivateKey(derBytes: issuer.key.der))
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        return try ParsedCertificate(der: coder.serializedBytes)
    }

    /// So many octets, others for each number.
    static func octets(_ count: Int, _ number: UInt8 = 7) -> [UInt8] {
        (0..<count).map { UInt8($0 & 0xFF) &* 31 &+ number }
    }
}

/// The program `openssl`, as another who reads and writes the same messages.
enum OpenSSL {
    private static let program = "/usr/bin/openssl"
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program)
    static let hint = "openssl is missing: apt-get install openssl"

    struct Failed: Error { var output: String }

    /// Runs it in a folder of its own that holds some files.
    /// - Returns: what it writes to the file `out`.
    static func run(_ arguments: String, files: [String: [UInt8]]) throws -> [UInt8] {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "scep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, octets) in files { try Data(octets).write(to: folder.appending(path: name)) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments.split(separator: " ").map { String($0) }
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(output: String(decoding: output, as: UTF8.self)) }
        return [UInt8](try Data(contentsOf: folder.appending(path: "out")))
    }
}
