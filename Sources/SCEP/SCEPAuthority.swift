package import Certificates
import CryptoExtras
import Notation
import SwiftASN1
package import X509

/// The other side of SCEP: what a server makes of the messages of clients, and of its decisions (RFC 8894 3). Whether a
/// certificate is given is for whoever runs it to decide.
package struct SCEPAuthority: Sendable {
    /// What GetCACaps tells.
    package static let capabilities = "AES\nPOSTPKIOperation\nSCEPStandard\nSHA-1\nSHA-256\n"
    /// Of the answers to GetCACaps, GetCACert and PKIOperation.
    package static let mediaTypes = (
        capabilities: "text/plain", authority: "application/x-x509-ca-cert", message: SCEPCall.mediaType
    )

    private let certificate: ParsedCertificate
    private let key: SigningKey

    /// - Parameter certificate: of the authority, or of a registration authority that stands in for it.
    package init(certificate: ParsedCertificate, key: SigningKey) {
        self.certificate = certificate
        self.key = key
    }

    /// What came in, opened.
    package struct Petition: Sendable {
        package let transactionID: String
        /// Of a first request; nil for a poll.
        package let request: CertificateSigningRequest?
        /// The password in the request; nil where there is none.
        package let challenge: String?
        fileprivate let nonce: [UInt8]
        fileprivate let sender: ParsedCertificate
    }

    /// What is answered.
    package enum Decision: Equatable, Sendable {
        /// The certificate, DER.
        case issued([UInt8])
        case pending
        case refused(SCEPFailInfo, String)
    }

    /// Reads a message.
    /// - Throws: where it cannot be answered at all, not even with a refusal.
    package func open(_ octets: [UInt8]) throws(SCEPError) -> Petition {
        let message = try SignedMessage.read(octets)
        let attributes = try SCEPAttributes(message.attributes)
        guard attributes.type == .request || attributes.type == .poll else {
            throw SCEPError(.unreadable, "messages of type \(attributes.type.rawValue) are not answered")
        }
        let content = try EnvelopedData.open(message.content, for: certificate, key: key)
        let request = attributes.type == .poll ? nil : try Self.request(content)
        return Petition(
            transactionID: attributes.transactionID, request: request, challenge: request.flatMap(Self.challenge),
            nonce: attributes.senderNonce, sender: message.signer)
    }

    /// Writes the answer to a message.
    /// - Parameter octets: gives so many octets that nobody can guess.
    package func answer(
        _ petition: Petition, _ decision: Decision, octets: (Int) -> [UInt8]
    ) throws(SCEPError) -> [UInt8] {
        var attributes = SCEPAttributes(
            .answer, transactionID: petition.transactionID, senderNonce: octets(16), recipientNonce: petition.nonce)
        var content: [UInt8]?
        switch decision {
        case .issued(let certificate):
            attributes.status = .success
            let issued = try SCEPError.wrap(.notMade, "the certificate cannot be read") {
                try ParsedCertificate(der: certificate)
            }
            content = try EnvelopedData.seal(
                try CertificateBag.write([issued]), for: petition.sender,
                EnvelopedData.Secrets(key: octets(16), vector: octets(16)))
        case .pending: attributes.status = .pending
        case .refused(let info, let text):
            attributes.status = .failure
            attributes.failInfo = info
            attributes.failText = text
        }
        return try SignedMessage.sign(content, attributes, by: certificate, key: key, .sha256)
    }

    /// A certificate request whose signature is by its own key.
    private static func request(_ octets: [UInt8]) throws(SCEPError) -> CertificateSigningRequest {
        try SCEPError.wrap(.unreadable, "the certificate request cannot be read") {
            let request = try CertificateSigningRequest(derEncoded: octets)
            guard request.publicKey.isValidSignature(request.signature, for: request) else {
                throw SCEPError(.badSignature, "the certificate request is not signed with its own key")
            }
            return request
        }
    }

    /// Whatever string type it is.
    private static func challenge(in request: CertificateSigningRequest) -> String? {
        guard let value = request.attributes.first(where: { $0.oid == .challengePassword })?.values.first,
            let der = try? DERParts.written({ try $0.serialize(value) }), let node = try? DER.parse(der),
            case .primitive(let octets) = node.content
        else { return nil }
        return String(decoding: octets, as: UTF8.self)
    }
}
