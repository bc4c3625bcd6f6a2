import Certificates
import Notation
import SwiftASN1
import Testing
import X509

@testable import SCEP

/// A client and a server, told each other's messages.
@Suite("Enrolling by SCEP")
struct ClientTests {
    private static let url = "http://ca.example/scep"

    private static func order(_ tune: (inout SCEPOrder) -> Void = { _ in }) throws -> SCEPOrder {
        var order = SCEPOrder(
            serverURL: url, authorityThumbprint: try Parties.authority().certificate.thumbprint,
            subject: "CN=adele,O=Contoso", challenge: "secret 1", extendedUsages: ["1.3.6.1.5.5.7.3.2"],
            alternativeNames: "3+phone.example", templateName: "Phone")
        tune(&order)
        return order
    }

    /// A server that answers as it is told.
    private struct Server {
        var capabilities = SCEPAuthority.capabilities
        var party: Parties.Party
        /// What GetCACert shows.
        var shown: [UInt8]
        /// Its decisions, one after the other; then certificates.
        var decisions: [SCEPAuthority.Decision] = []
        var petitions: [SCEPAuthority.Petition] = []
        var calls: [String] = []

        init(_ party: Parties.Party, shown: [UInt8]? = nil) {
            self.party = party
            self.shown = shown ?? party.certificate.der
        }

        mutating func answer(_ call: SCEPCall) throws -> SCEPAnswer {
            let query = String(call.url.drop { $0 != "?" }.dropFirst())
            calls.append("\(call.body == nil ? "GET" : "POST") \(query.prefix { $0 != "&" })")
            switch query.prefix(while: { $0 != "&" }) {
            case "operation=GetCACaps": return SCEPAnswer(status: 200, body: Array(capabilities.utf8))
            case "operation=GetCACert": return SCEPAnswer(status: 200, body: shown)
            default:
                let text = query.split(separator: "message=").last.map { String($0).removingPercents } ?? ""
                let octets = try call.body ?? #require(Base64.decode(text))
                return SCEPAnswer(status: 200, body: try reply(to: octets))
            }
        }

        private mutating func reply(to octets: [UInt8]) throws -> [UInt8] {
            let authority = SCEPAuthority(certificate: party.certificate, key: party.key)
            let petition = try authority.open(octets)
            petitions.append(petition)
            let decision = try decisions.isEmpty ? .issued(issue(petition)) : decisions.removeFirst()
            return try authority.answer(petition, decision) { Parties.octets($0, 21) }
        }

        private func issue(_ petition: SCEPAuthority.Petition) throws -> [UInt8] {
            let request = try #require(petitions.compactMap(\.request).last)
            return try Parties.certificate(
                request.subject, request.publicKey, by: ("Contoso Root", try Parties.authority().key)
            ).der
        }
    }

    /// Lets both talk until the client has what it wants, or gives up.
    /// - Returns: the last step, and how often the server wanted time.
    private static func talk(_ order: SCEPOrder, _ server: inout Server) throws -> (SCEPStep, pending: Int) {
        var client = SCEPClient(order)
        var step = client.start()
        var (pending, number) = (0, UInt8(0))
        while true {
            number += 1
            let means = SCEPClient.Means(
                seconds: Parties.now, octets: Parties.octets(SCEPClient.Means.octetCount, number))
            switch step {
            case .pending(let call), .send(let call):
                if case .pending = step { pending += 1 }
                step = client.receive(try server.answer(call), means)
            case .needsKey(let bits):
                #expect(bits == 2048)
                step = client.provide(key: try Parties.clientKey.der, means)
            case .issued, .failed: return (step, pending)
            }
        }
    }

    private static func failure(_ step: SCEPStep) -> SCEPFailure.Reason? {
        if case .failed(let failure) = step { failure.reason } else { nil }
    }

    @Test("A request with password, usages and names is answered by a certificate for its key")
    func success() throws {
        var server = Server(try Parties.authority())
        let (step, pending) = try Self.talk(try Self.order(), &server)
        guard case .issued(let der, let key) = step else {
            Issue.record("\(step)")
            return
        }
        let certificate = try ParsedCertificate(der: der)
        let own = try Parties.clientKey
        #expect(certificate.subject == "O=Contoso,CN=adele" && key == own.der && pending == 0)
        #expect(certificate.matches(own))
        #expect(server.calls == ["GET operation=GetCACaps", "GET operation=GetCACert", "POST operation=PKIOperation"])
        let petition = try #require(server.petitions.first)
        #expect(petition.challenge == "secret 1" && petition.request?.subject.description == "O=Contoso,CN=adele")
        let extensions = try #require(try petition.request?.attributes.extensionRequest?.extensions)
        #expect(try extensions.keyUsage == KeyUsage(digitalSignature: true, keyEncipherment: true))
        #expect(try extensions.extendedKeyUsage.map { Array($0) } == [.clientAuth])
        #expect(try extensions.subjectAlternativeNames.map { Array($0) } == [.dnsName("phone.example")])
        #expect(extensions.contains { $0.oid == [1, 3, 6, 1, 4, 1, 311, 20, 2] })
    }

    @Test(
        "The request goes to the one who stands in for the authority, where one does; by GET where nothing else is said"
    )
    func standIn() throws {
        let (root, standIn) = (try Parties.signingAuthority(), try Parties.standIn())
        var server = Server(standIn, shown: try CertificateBag.write([root.certificate, standIn.certificate]))
        server.capabilities = "AES\nSHA-1\n"
        let order = try Self.order { order in
            order.authorityThumbprint = root.certificate.thumbprint.lowercased()
            order.allowsSHA1 = true
        }
        let (step, _) = try Self.talk(order, &server)
        guard case .issued = step else {
            Issue.record("\(step)")
            return
        }
        #expect(server.calls.last == "GET operation=PKIOperation")
    }

    @Test("A server that wants time is asked again by polls for the same transaction")
    func pending() throws {
        var server = Server(try Parties.authority())
        server.decisions = [.pending, .pending]
        let (step, pending) = try Self.talk(try Self.order(), &server)
        guard case .issued = step else {
            Issue.record("\(step)")
            return
        }
        #expect(pending == 2 && Set(server.petitions.map(\.transactionID)).count == 1)
        #expect(server.petitions.map { $0.request == nil } == [false, true, true])
    }

    @Test("A refusal has the server's reason")
    func refused() throws {
        var server = Server(try Parties.authority())
        server.decisions = [.refused(.badRequest, "wrong password")]
        let (step, _) = try Self.talk(try Self.order(), &server)
        guard case .failed(let failure) = step else {
            Issue.record("\(step)")
            return
        }
        #expect(failure.reason == .refused(.badRequest))
        #expect(failure.message == "the server refuses the request (failInfo badRequest); it says: wrong password")
    }

    @Test("Before a key is made it is known whether the server is the right one and can be spoken to")
    func before() throws {
        var other = Server(try Parties.standIn())
        #expect(Self.failure(try Self.talk(try Self.order(), &other).0) == .untrusted)
        for capabilities in ["", "DES3\nSHA-256\nPOSTPKIOperation", "AES\nSHA-512"] {
            var old = Server(try Parties.authority())
            old.capabilities = capabilities
            #expect(Self.failure(try Self.talk(try Self.order(), &old).0) == .unsupported, "\(capabilities)")
            #expect(old.petitions.isEmpty)
        }
        var none = Server(try Parties.authority(), shown: Array("<html>".utf8))
        #expect(Self.failure(try Self.talk(try Self.order(), &none).0) == .message(.unreadable))
    }

    @Test("A password with a character that no PrintableString has fails when the request is made, as on Windows")
    func unprintable() throws {
        var server = Server(try Parties.authority())
        let order = try Self.order { $0.challenge = "under_score" }
        try order.check()
        #expect(Self.failure(try Self.talk(order, &server).0) == .message(.unprintable) && server.petitions.isEmpty)
    }

    @Test("An answer by somebody else, to another message, or without its attributes is not believed")
    func impostors() throws {
        let (root, client) = (try Parties.authority(), try Parties.client())
        func reply(_ attributes: SCEPAttributes, by party: Parties.Party) throws -> [UInt8] {
            try SignedMessage.sign(nil, attributes, by: party.certificate, key: party.key, .sha256)
        }
        func read(_ octets: [UInt8]) throws(SCEPError) -> SCEPReply {
            try SCEPReply(octets, transactionID: "1", nonce: [1, 2], by: [root.certificate])
        }
        var good = SCEPAttributes(
            .answer, transactionID: "1", senderNonce: [3], recipientNonce: [1, 2], status: .pending)
        #expect(try read(try reply(good, by: root)).status == .pending)
        #expect(try read(try reply(good, by: try Parties.standIn())).status == .pending)
        #expect(throws: SCEPError(.badSignature, "")) { try read(try reply(good, by: client)) }
        good.transactionID = "2"
        #expect(throws: SCEPError(.wrongTransaction, "")) { try read(try reply(good, by: root)) }
        good.transactionID = "1"
        good.recipientNonce = [1]
        #expect(throws: SCEPError(.wrongTransaction, "")) { try read(try reply(good, by: root)) }
        good.recipientNonce = nil
        #expect(throws: SCEPError(.missingAttribute, "")) { try read(try reply(good, by: root)) }
    }

    @Test(
        "An HTTP status that is none of success ends it, but for the question what the server can do",
        arguments: [404, 500])
    func status(_ status: Int) throws {
        var client = SCEPClient(try Self.order())
        let means = SCEPClient.Means(seconds: Parties.now, octets: Parties.octets(48))
        let asked = client.receive(SCEPAnswer(status: status, body: []), means)
        #expect(asked == .send(SCEPCall(url: Self.url + "?operation=GetCACert")))
        #expect(Self.failure(client.receive(SCEPAnswer(status: status, body: []), means)) == .badStatus(status))
        #expect(Self.failure(client.receive(SCEPAnswer(status: 200, body: []), means)) == .unexpected)
    }
}

extension String {
    fileprivate var removingPercents: String {
        var octets: [UInt8] = []
        var rest = Substring(self)
        while let first = rest.first {
            let digits = rest.dropFirst().prefix(2)
            if first == "%", let octet = UInt8(digits, radix: 16) {
                octets.append(octet)
                rest = rest.dropFirst(3)
            } else {
                octets += String(first).utf8
                rest = rest.dropFirst()
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
