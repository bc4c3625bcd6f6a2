import Certificates
import Foundation
import SwiftASN1
import Testing
import X509

struct CertificateRequestTests {
    static let device = "0F1E2D3C4B5A69788796A5B4C3D2E1F0"
    static let guid = "7C4F1DE2-0B35-4A86-9F0E-5D2A7BE0C913"

    static func make(
        _ form: CertificateRequest.Form, commonName: String = device, deviceID: String = device, guid: String = guid,
        of type: KeyType = .rsa
    ) throws -> [UInt8] {
        try CertificateRequest.make(
            commonName: commonName, deviceID: deviceID, guid: guid, key: try TestCertificate.key(of: type), form: form)
    }

    @Test(arguments: [HashAlgorithm.sha1, .sha256])
    func `the standard form is read and verified by others`(hash: HashAlgorithm) throws {
        let request = try CertificateSigningRequest(derEncoded: try Self.make(.standard(hash)))
        #expect(request.subject.description == "CN=\(Self.device)")
        #expect(request.signatureAlgorithm == (hash == .sha1 ? .sha1WithRSAEncryption : .sha256WithRSAEncryption))
        #expect(request.publicKey.isValidSignature(request.signature, for: request))
        #expect(request.attributes.isEmpty)
        let key = try TestCertificate.key.get()
        let publicKey = try Certificate.PrivateKey(derBytes: key.der).publicKey
        #expect(request.publicKey == publicKey)
    }

    @Test
    func `a request for a key of P-256 is signed by ECDSA, whose algorithm has no parameters`() throws {
        let der = try Self.make(.standard(.sha256), of: .p256)
        let request = try CertificateSigningRequest(derEncoded: der)
        #expect(request.subject.description == "CN=\(Self.device)")
        #expect(request.signatureAlgorithm == .ecdsaWithSHA256)
        #expect(request.publicKey.isValidSignature(request.signature, for: request))
        guard case .constructed(let nodes) = try DER.parse(der).content else {
            Issue.record("a request is a sequence")
            return
        }
        #expect(
            Array(nodes).dropFirst().first.map { Array($0.encodedBytes) }
                == [0x30, 10, 6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2])
    }

    @Test(
        arguments: [(.standard(.sha1), .notSigned), (.windows, .unusableKey)]
            as [(CertificateRequest.Form, Certificates.CertificateError.Code)])
    func `what only RSA does is refused a key of P-256`(
        form: CertificateRequest.Form, code: Certificates.CertificateError.Code
    ) {
        let error = #expect(throws: Certificates.CertificateError.self) { try Self.make(form, of: .p256) }
        #expect(error?.code == code)
        #expect(error?.message.contains("a key of RSA") == true)
    }

    @Test(arguments: [
        ("phone 1", ASN1Identifier.printableString), ("anna@lab.example", .utf8String), ("Ä", .utf8String),
    ])
    func `a common name is a PrintableString where that is enough, else UTF-8`(
        name: String, type: ASN1Identifier
    ) throws {
        let der = try Self.make(.standard(.sha256), commonName: name)
        let request = try CertificateSigningRequest(derEncoded: der)
        let value = try #require(request.subject.first?.first?.value)
        var coder = DER.Serializer()
        try coder.serialize(ASN1Any(value))
        #expect(coder.serializedBytes == [UInt8(type.tagNumber), UInt8(name.utf8.count)] + Array(name.utf8))
    }

    @Test(arguments: ["", String(repeating: "n", count: 65)])
    func `a common name that does not fit is refused`(name: String) {
        let error = #expect(throws: Certificates.CertificateError.self) {
            try Self.make(.standard(.sha256), commonName: name)
        }
        #expect(error?.code == .unusableName)
    }

    @Test(arguments: [32, 1, 25, 62])
    func `the name of Windows is cut to 64 octets, with the device's id whole`(length: Int) throws {
        let device = String(repeating: "D", count: length)
        let der = try Self.make(.windows, deviceID: device)
        let expected = [0x13, 0x40] + Array((Self.guid.prefix(62 - length) + "!" + device + "\0").utf8)
        // A GUID has 36 characters, so with a short id the name is shorter too.
        let name = length < 26 ? [0x13, UInt8(38 + length)] + Array(expected.dropFirst(2)) : expected
        #expect(der.contains(name))
    }

    @Test(arguments: ["", String(repeating: "D", count: 63), "two words", "Gerät"])
    func `a device id that does not fit is refused`(device: String) {
        let error = #expect(throws: Certificates.CertificateError.self) { try Self.make(.windows, deviceID: device) }
        #expect(error?.code == .unusableName)
    }

    @Test
    func `the signature of Windows's form is SHA-1 with RSA over what the request says`() throws {
        let der = try Self.make(.windows)
        guard case .constructed(let nodes) = try DER.parse(der).content else {
            Issue.record("a request is a sequence")
            return
        }
        let parts = Array(nodes)
        try #require(parts.count == 3)
        let key = try TestCertificate.key.get()
        // RSASSA-PKCS1-v1_5 has no salt: the same octets and key give the same signature.
        let expected = try key.signature(over: Array(parts[0].encodedBytes), .sha1)
        let signature = try ASN1BitString(derEncoded: parts[2])
        #expect(Array(signature.bytes) == expected)
        #expect(Array(parts[1].encodedBytes) == [0x30, 9, 6, 5, 0x2B, 0x0E, 3, 2, 0x1D, 5, 0])
    }

    @Test(arguments: Captures.enrollments)
    func `the form of Windows is a desktop's octet for octet, but for key and signature`(_ folder: URL) throws {
        let captured = try #require(
            Captures.base64(after: "#PKCS10", in: folder.appending(path: "07-device.wire.xml")))
        let (guid, device) = (24..<54, 55..<87)
        try #require(captured.count == 722)
        let ours = try Self.make(
            .windows, deviceID: String(decoding: captured[device], as: UTF8.self),
            guid: String(decoding: captured[guid], as: UTF8.self) + "-cut-off")
        try #require(ours.count == captured.count)
        let (modulus, signature) = (120..<377, 466..<722)
        for index in captured.indices where !modulus.contains(index) && !signature.contains(index) {
            #expect(ours[index] == captured[index], "octet \(index)")
        }
    }
}
