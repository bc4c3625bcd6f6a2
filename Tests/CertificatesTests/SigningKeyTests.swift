import Certificates
import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import Testing

struct SigningKeyTests {
    @Test(arguments: KeyType.allCases)
    func `a key is the same after a way through each of its forms`(type: KeyType) throws {
        let key = try TestCertificate.key(of: type)
        let fromDER = try SigningKey(der: key.der)
        let fromPEM = try SigningKey(pem: key.pem)
        #expect(fromDER == key)
        #expect(fromPEM == key)
        let other = try SigningKey.generate(KeyKind(type, bits: 1024))
        #expect(other != key)
        #expect(key.type == type && fromDER.type == type && KeyType(ofKey: key.der) == type)
    }

    @Test
    func `a key of P-256 is read as OpenSSL writes it, its parameters before it or in PKCS#8`() throws {
        let own = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIGjoYawPR+EtJfk578jSAbmsZ7SYb+DmBxuy/A/R1XyCoAoGCCqGSM49
            AwEHoUQDQgAEvT+/OxRRVNPoe5kEB6xBNsh971lqB5lt3ZEGkmo3cIUuqUJYwzIw
            fpvprGMczP76Ii0FtN/1+JWt5GIltBiCew==
            -----END EC PRIVATE KEY-----
            """
        let enveloped = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaOhhrA9H4S0l+Tnv
            yNIBuaxntJhv4OYHG7L8D9HVfIKhRANCAAS9P787FFFU0+h7mQQHrEE2yH3vWWoH
            mW3dkQaSajdwhS6pQljDMjB+m+msYxzM/voiLQW03/X4la3kYiW0GIJ7
            -----END PRIVATE KEY-----
            """
        let key = try SigningKey(pem: own)
        #expect(try SigningKey(pem: enveloped) == key)
        #expect(key.type == .p256)
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
    func `a key of another elliptic curve is refused as one, in each of its forms, with the curve that may be`() throws
    {
        let key = P384.Signing.PrivateKey()
        for der in [Array(key.derRepresentation), Array(P521.Signing.PrivateKey().derRepresentation)] {
            let error = #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(der: der) }
            #expect(error?.message.contains("another elliptic curve than P-256") == true, "\(error?.message ?? "")")
        }
        let error = #expect(throws: CertificateError(.unusableKey, "")) { try SigningKey(pem: key.pemRepresentation) }
        #expect(error?.message.contains("another elliptic curve than P-256") == true)
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

    @Test
    func `a signature of P-256 is one over the bytes with SHA-256, as DER or as its two numbers`() throws {
        let key = try TestCertificate.curveKey.get()
        let bytes = Array("a message".utf8)
        let publicKey = try P256.Signing.PublicKey(derRepresentation: key.publicKeyDER)
        let signature = try P256.Signing.ECDSASignature(derRepresentation: try key.signature(over: bytes, .sha256))
        let numbers = try key.signatureOfXML(over: bytes)
        let signatureOfXML = try P256.Signing.ECDSASignature(rawRepresentation: numbers)
        for good in [signature, signatureOfXML] {
            #expect(publicKey.isValidSignature(good, for: SHA256.hash(data: bytes)))
            #expect(!publicKey.isValidSignature(good, for: SHA256.hash(data: bytes + [0])))
        }
        #expect(numbers.count == 64)
        let error = #expect(throws: CertificateError(.notSigned, "")) { try key.signature(over: bytes, .sha1) }
        #expect(error?.message.contains("use a key of RSA") == true)
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
}
