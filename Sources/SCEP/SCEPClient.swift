import Certificates
import Foundation
import Notation

/// Asks a SCEP server for a certificate (RFC 8894): a value that is told each answer and says what comes next, so that it can
/// be kept between two answers, however long a person at the authority takes.
///
/// It asks what the server can do, takes the authority's certificates if one of them has the thumbprint that was ordered, has a
/// key made, and sends the request; where the server wants time, it asks again by a poll.
package struct SCEPClient: Codable, Equatable, Sendable {
    package let order: SCEPOrder
    private var stage = Stage.capabilities
    private var capabilities = SCEPCapabilities()
    /// The authority that was ordered, and those for which it vouches. DER.
    private var trusted: [Data] = []
    /// To whose key the request is encrypted. DER.
    private var recipient = Data()
    /// PKCS#8.
    private var key = Data()
    /// The certificate by which the messages are signed. DER.
    private var certificate = Data()
    private var nonce = Data()

    private enum Stage: String, Codable {
        case capabilities, authority, key, request, over
    }

    package init(_ order: SCEPOrder) {
        self.order = order
    }

    package func start() -> SCEPStep { .send(SCEPCall(url: url("GetCACaps"))) }

    /// Goes on with an answer.
    package mutating func receive(_ answer: SCEPAnswer, _ means: Means) -> SCEPStep {
        step { client throws(SCEPFailure) in
            switch client.stage {
            case .capabilities:
                // Older servers know nothing of this question (RFC 8894 3.5.2).
                if answer.status == 200 {
                    client.capabilities = SCEPCapabilities(String(decoding: answer.body, as: UTF8.self))
                }
                client.stage = .authority
                return .send(SCEPCall(url: client.url("GetCACert")))
            case .authority:
                try client.takeAuthorities(try answer.content)
                try client.checkCapabilities()
                client.stage = .key
                return .needsKey(bits: client.order.keyBits)
            case .request: return try client.takeReply(try answer.content, means)
            case .key, .over: throw SCEPFailure(.unexpected, "no answer is waited for")
            }
        }
    }

    /// Goes on with the key that was made: PKCS#8.
    package mutating func provide(key octets: [UInt8], _ means: Means) -> SCEPStep {
        step { client throws(SCEPFailure) in
            guard client.stage == .key else { throw SCEPFailure(.unexpected, "no key is waited for") }
            let (key, hash) = (try client.signingKey(octets), try client.hash)
            client.key = Data(octets)
            let order = client.order
            let (certificate, request) = try SCEPFailure.attempt { () throws(SCEPError) in
                (
                    try order.signingCertificate(key, from: means.seconds),
                    try order.certificateRequest(key, hash)
                )
            }
            client.certificate = Data(certificate.der)
            client.stage = .request
            return .send(try client.message(.request, request, means))
        }
    }

    private mutating func step(_ work: (inout SCEPClient) throws(SCEPFailure) -> SCEPStep) -> SCEPStep {
        do throws(SCEPFailure) {
            return try work(&self)
        } catch {
            stage = .over
            return .failed(error)
        }
    }

    // MARK: - What is asked

    private func url(_ operation: String) -> String {
        "\(order.serverURL)\(order.serverURL.contains("?") ? "&" : "?")operation=\(operation)"
    }

    /// Inferred: the strongest digest that both sides know.
    private var hash: HashAlgorithm {
        get throws(SCEPFailure) {
            if order.allowsSHA256, capabilities.knowsSHA256 { return .sha256 }
            if order.allowsSHA1, capabilities.knowsSHA1 { return .sha1 }
            throw SCEPFailure(.unsupported, "the server knows none of the digests that HashAlgrithm allows")
        }
    }

    private func checkCapabilities() throws(SCEPFailure) {
        guard capabilities.knowsAES else {
            throw SCEPFailure(
                .unsupported,
                "the server's GetCACaps names neither AES nor SCEPStandard; this phone encrypts with nothing older (DES, Triple "
                    + "DES)")
        }
        _ = try hash
    }

    private mutating func message(
        _ type: SCEPMessageType, _ content: [UInt8], _ means: Means
    ) throws(SCEPFailure) -> SCEPCall {
        let (key, signer) = (try signingKey([UInt8](key)), try parsed(certificate))
        let (recipient, hash) = (try parsed(recipient), try hash)
        nonce = Data(means.nonce)
        let octets = try SCEPFailure.attempt { () throws(SCEPError) in
            let sealed = try EnvelopedData.seal(content, for: recipient, means.secrets)
            return try SignedMessage.sign(
                sealed, SCEPAttributes(type, transactionID: Self.transaction(of: key), senderNonce: means.nonce),
                by: signer, key: key, hash)
        }
        guard !capabilities.takesPost else { return SCEPCall(url: url("PKIOperation"), body: octets) }
        return SCEPCall(url: url("PKIOperation") + "&message=" + Base64.encode(octets).percentEncoded)
    }

    /// The digest of the key: the same for all messages about it (RFC 8894 3.2.1.1).
    private static func transaction(of key: SigningKey) -> String { Digest.sha256(key.publicKeyDER).hexadecimal() }

    // MARK: - What is answered

    private mutating func takeAuthorities(_ octets: [UInt8]) throws(SCEPFailure) {
        let shown: [ParsedCertificate]
        if let one = try? ParsedCertificate(der: octets) {
            shown = [one]
        } else {
            shown = try SCEPFailure.attempt { () throws(SCEPError) in try CertificateBag.read(octets) }
        }
        let authority = AuthorityChoice(shown, thumbprint: order.authorityThumbprint)
        guard let recipient = authority.recipient else {
            let names = shown.map { "\($0.thumbprint) (\($0.subject))" }.joined(separator: ", ")
            throw SCEPFailure(
                .untrusted,
                "none of the certificates that the server shows has the thumbprint \(order.authorityThumbprint): \(names)"
            )
        }
        trusted = authority.trusted.map { Data($0.der) }
        self.recipient = Data(recipient.der)
    }

    private mutating func takeReply(_ octets: [UInt8], _ means: Means) throws(SCEPFailure) -> SCEPStep {
        let (key, own) = (try signingKey([UInt8](key)), try parsed(certificate))
        var authorities: [ParsedCertificate] = []
        for authority in trusted { authorities.append(try parsed(authority)) }
        let reply = try SCEPFailure.attempt { () throws(SCEPError) in
            try SCEPReply(octets, transactionID: Self.transaction(of: key), nonce: [UInt8](nonce), by: authorities)
        }
        switch reply.status {
        case .pending:
            let poll = try SCEPFailure.attempt { () throws(SCEPError) in
                try PollContent.write(issuer: try AuthorityChoice.issuer(of: authorities), subject: order.subject)
            }
            return .pending(try message(.poll, poll, means))
        case .failure:
            let said = reply.failText.map { "; it says: \($0)" } ?? ""
            throw SCEPFailure(
                .refused(reply.failInfo ?? .badRequest),
                "the server refuses the request (failInfo \(reply.failInfo.map { "\($0)" } ?? "missing"))\(said)")
        case .success:
            let bag = try SCEPFailure.attempt { () throws(SCEPError) in
                try CertificateBag.read(try EnvelopedData.open(reply.content, for: own, key: key))
            }
            guard let issued = bag.first(where: { $0.matches(key) }) else {
                throw SCEPFailure(
                    .wrongCertificate, "the server's answer has no certificate for the key of the request")
            }
            stage = .over
            return .issued(certificate: issued.der, key: [UInt8](self.key))
        }
    }
}
