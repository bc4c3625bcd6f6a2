import Certificates
import Testing

@testable import SCEP

@Suite("Signed messages")
struct SignedMessageTests {
    private static let text = Array("sealed or not".utf8)
    private static let attributes = SCEPAttributes(
        .answer, transactionID: "4F5A", senderNonce: Parties.octets(16), recipientNonce: Parties.octets(16, 3),
        status: .failure, failInfo: .badRequest, failText: "wrong password, größer")

    private static func sign(
        _ content: [UInt8]?, _ attributes: SCEPAttributes = attributes, _ hash: HashAlgorithm = .sha256
    ) throws -> [UInt8] {
        let party = try Parties.client()
        return try SignedMessage.sign(content, attributes, by: party.certificate, key: party.key, hash)
    }

    @Test("Content, attributes and signer come back as they were signed", arguments: [HashAlgorithm.sha1, .sha256])
    func roundTrip(_ hash: HashAlgorithm) throws {
        let message = try SignedMessage.read(try Self.sign(Self.text, Self.attributes, hash))
        let signer = try Parties.client().certificate
        #expect(message.content == Self.text && message.signer == signer)
        #expect(try SCEPAttributes(message.attributes) == Self.attributes)
        #expect(try SignedMessage.read(try Self.sign(nil)).content.isEmpty)
    }

    @Test("A message with one octet changed is none, and nothing of it ends the program")
    func damage() throws {
        let good = try Self.sign(Self.text)
        for place in stride(from: 0, to: good.count, by: 5) {
            var damaged = good
            damaged[place] ^= 0x15
            if let message = try? SignedMessage.read(damaged) {
                // What is neither signed nor looked at, such as a version.
                #expect(message.content == Self.text)
                #expect(try SCEPAttributes(message.attributes) == Self.attributes)
            }
            #expect(throws: SCEPError.self) { try SignedMessage.read(Array(good.prefix(place))) }
        }
    }

    @Test("A message that another has signed is not that of the one it names")
    func otherKey() throws {
        let party = try Parties.client()
        let forged = try SignedMessage.sign(
            Self.text, Self.attributes, by: party.certificate, key: try Parties.authority().key, .sha256)
        #expect(throws: SCEPError(.badSignature, "")) { try SignedMessage.read(forged) }
    }

    @Test("OpenSSL finds our signatures good", .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)))
    func forOpenSSL() throws {
        let content = try OpenSSL.run(
            "cms -verify -noverify -binary -inform DER -in in -out out", files: ["in": try Self.sign(Self.text)])
        #expect(content == Self.text)
    }

    @Test(
        "OpenSSL's signatures are checked, but a message without attributes of SCEP is none of SCEP",
        .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)),
        arguments: ["-md sha1", "-md sha256", "-md sha512", "-md sha256 -stream", "-md sha256 -keyid"])
    func ofOpenSSL(_ options: String) throws {
        let party = try Parties.client()
        let signed = try OpenSSL.run(
            "cms -sign -nodetach -binary -outform DER -in in -out out -signer by.pem -inkey key.pem \(options)",
            files: [
                "in": Self.text, "by.pem": Array(party.certificate.pem.utf8), "key.pem": Array(party.key.pem.utf8),
            ])
        let message = try SignedMessage.read(signed)
        #expect(message.content == Self.text && message.signer == party.certificate)
        #expect(throws: SCEPError(.missingAttribute, "")) { try SCEPAttributes(message.attributes) }
    }

    @Test("Certificates alone come back in their order")
    func bag() throws {
        let certificates = [try Parties.authority().certificate, try Parties.standIn().certificate]
        #expect(try CertificateBag.read(try CertificateBag.write(certificates)) == certificates)
        #expect(throws: SCEPError(.unreadable, "")) { try CertificateBag.read(try CertificateBag.write([])) }
    }

    @Test("A bag that OpenSSL made is read", .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)))
    func foreignBag() throws {
        let certificates = [try Parties.authority().certificate, try Parties.standIn().certificate]
        let bag = try OpenSSL.run(
            "crl2pkcs7 -nocrl -certfile in.pem -outform DER -out out",
            files: ["in.pem": Array(certificates.map(\.pem).joined(separator: "\n").utf8)])
        #expect(try CertificateBag.read(bag) == certificates)
    }
}
