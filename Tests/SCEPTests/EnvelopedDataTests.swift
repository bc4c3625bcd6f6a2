import Certificates
import Testing

@testable import SCEP

@Suite("Envelopes")
struct EnvelopedDataTests {
    private static let text = Array("a certificate request, more or less".utf8)

    private static func seal(for party: Parties.Party) throws -> [UInt8] {
        try EnvelopedData.seal(
            text, for: party.certificate, EnvelopedData.Secrets(key: Parties.octets(16), vector: Parties.octets(16, 9)))
    }

    @Test("What is sealed for a key is opened with it, and with no other")
    func roundTrip() throws {
        let (authority, client) = (try Parties.authority(), try Parties.client())
        let sealed = try Self.seal(for: authority)
        #expect(try EnvelopedData.open(sealed, for: authority.certificate, key: authority.key) == Self.text)
        #expect(!sealed.contains(Self.text))
        #expect(throws: SCEPError(.notDecrypted, "")) {
            try EnvelopedData.open(sealed, for: client.certificate, key: client.key)
        }
        #expect(throws: SCEPError(.notDecrypted, "")) {
            try EnvelopedData.open(sealed, for: authority.certificate, key: client.key)
        }
    }

    @Test("No octet of an envelope can be changed or cut off so that the program ends")
    func damage() throws {
        let authority = try Parties.authority()
        let sealed = try Self.seal(for: authority)
        for place in stride(from: 0, to: sealed.count, by: 3) {
            var damaged = sealed
            damaged[place] ^= 0x15
            _ = try? EnvelopedData.open(damaged, for: authority.certificate, key: authority.key)
            #expect(throws: SCEPError.self) {
                try EnvelopedData.open(Array(sealed.prefix(place)), for: authority.certificate, key: authority.key)
            }
        }
    }

    @Test(
        "OpenSSL's envelopes are opened, in DER and in its streams of BER, named by issuer or by key",
        .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)),
        arguments: ["-aes128", "-aes192", "-aes256", "-aes128 -stream", "-aes128 -keyid"])
    func ofOpenSSL(_ options: String) throws {
        let party = try Parties.authority()
        let sealed = try OpenSSL.run(
            "cms -encrypt -binary -outform DER -in in -out out \(options) -recip to.pem",
            files: ["in": Self.text, "to.pem": Array(party.certificate.pem.utf8)])
        #expect(try EnvelopedData.open(sealed, for: party.certificate, key: party.key) == Self.text)
    }

    @Test(
        "What is older than AES is refused by name", .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)))
    func old() throws {
        let party = try Parties.authority()
        let sealed = try OpenSSL.run(
            "cms -encrypt -binary -outform DER -in in -out out -des3 -recip to.pem",
            files: ["in": Self.text, "to.pem": Array(party.certificate.pem.utf8)])
        let error = #expect(throws: SCEPError.self) {
            try EnvelopedData.open(sealed, for: party.certificate, key: party.key)
        }
        #expect(error?.code == .unsupportedAlgorithm && error?.message.contains("Triple DES") == true)
    }

    @Test("OpenSSL opens our envelopes", .enabled(if: OpenSSL.isInstalled, Comment(rawValue: OpenSSL.hint)))
    func forOpenSSL() throws {
        let party = try Parties.authority()
        let opened = try OpenSSL.run(
            "cms -decrypt -binary -inform DER -in in -out out -recip to.pem -inkey key.pem",
            files: [
                "in": try Self.seal(for: party), "to.pem": Array(party.certificate.pem.utf8),
                "key.pem": Array(party.key.pem.utf8),
            ])
        #expect(opened == Self.text)
    }
}
