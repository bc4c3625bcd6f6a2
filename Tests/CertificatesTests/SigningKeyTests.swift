import Certificates
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing

struct SigningKeyTests {
    @Test
    func `a key is the same after a way through each of its forms`() throws {
        let key = try TestCertificate.key.get()
        let fromDER = try SigningKey(der: key.der)
        let fromPEM = try SigningKey(pem: key.pem)
        #expect(fromDER == key)
        #expect(fromPEM == key)
        let other = try SigningKey.generate(bits: 1024)
        #expect(other != key)
    }

    @Test
    func `PKCS#1, the older form of a key, is read`() throws {
        let key = try TestCertificate.key.get()
        // PKCS#8 is PKCS#1 in an envelope (RFC 5958 2).
        guard case .constructed(let parts) = try DER.parse(key.der).content else {
            Issue.record("PKCS#8 is a sequence")
            return
        }
        let inner = try ASN1OctetString(derEncoded: #require(Array(parts).last))
        let fromDER = try SigningKey(der: Array(inner.bytes))
        let text = PEMDocument(type: "RSA PRIVATE KEY", derBytes: Array(inner.bytes)).pemString
        let fromPEM = try SigningKey(pem: text)
        #expect(fromDER == key)
        #expect(fromPEM == key)
    }

    @Test
    func `a key of an elliptic curve is called one, in each of its forms`() throws {
        let key = P256.Signing.PrivateKey()
        let curves = [
            Array(key.derRepresentation), Array(P384.Signing.PrivateKey().derRepresentation),
            Array(P521.Signing.PrivateKey().derRepresentation),
        ]
        for der in curves {
            let error = #expect(throws: CertificateError.self) { try SigningKey(der: der) }
            #expect(error?.message.contains("an elliptic curve") == true, "\(error?.message ?? "")")
        }
        let error = #expect(throws: CertificateError.self) { try SigningKey(pem: key.pemRepresentation) }
        #expect(error?.message.contains("an elliptic curve") == true)
    }

    @Test
    func `octets that are no key are said to be none, without names of a library's types`() {
        let error = #expect(throws: CertificateError.self) { try SigningKey(der: [0x30, 0x03, 0x02, 0x01, 0x00]) }
        #expect(error?.message.contains("rror(") == false, "\(error?.message ?? "")")
    }

    @Test(arguments: [HashAlgorithm.sha1, .sha256])
    func `a signature is one over the bytes with that digest and no other`(hash: HashAlgorithm) throws {
        let key = try TestCertificate.key.get()
        let bytes = Array("a message".utf8)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(try key.signature(over: bytes, hash)))
        let publicKey = try _RSA.Signing.PublicKey(derRepresentation: key.publicKeyDER)
        func verifies(_ bytes: [UInt8], _ hash: HashAlgorithm) -> Bool {
            switch hash {
            case .sha1:
                publicKey.isValidSignature(
                    signature, for: Insecure.SHA1.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .sha256:
                publicKey.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
            }
        }
        #expect(verifies(bytes, hash))
        #expect(!verifies(bytes, hash == .sha1 ? .sha256 : .sha1))
        #expect(!verifies(bytes + [0], hash))
    }

    @Test(arguments: [Int.min, -1, 0, 7, 512, 1023, 2047, 8200, 1 << 40])
    func `a size that no key should have is refused with one that it may have`(bits: Int) {
        let error = #expect(throws: CertificateError.self) { try SigningKey.generate(bits: bits) }
        #expect(error?.code == .unusableKey)
        #expect(error?.message.contains("2048") == true)
    }

    @Test(arguments: [[], [0x30], [0x30, 0x80], Array(repeating: 0xFF, count: 300)] as [[UInt8]])
    func `octets that are no key are refused`(der: [UInt8]) {
        #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(der: der) }
        let text = PEMDocument(type: "PRIVATE KEY", derBytes: der).pemString
        #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(pem: text) }
    }

    @Test
    func `a key of another kind is refused`() {
        let curve = P256.Signing.PrivateKey()
        #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(der: Array(curve.derRepresentation)) }
        #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(pem: curve.pemRepresentation) }
    }
}
