import Certificates

/// The server's answer to a request or a poll (RFC 8894 3.3.2, CertRep), checked: who signed it, and what it answers.
struct SCEPReply {
    let status: SCEPStatus
    let failInfo: SCEPFailInfo?
    let failText: String?
    /// The envelope with the certificates; empty where there are none.
    let content: [UInt8]

    /// - Parameters:
    ///   - nonce: that of the message that is answered.
    ///   - authorities: whose signature is believed, and that of those for whom they vouch.
    init(
        _ octets: [UInt8], transactionID: String, nonce: [UInt8], by authorities: [ParsedCertificate]
    ) throws(SCEPError) {
        let message = try SignedMessage.read(octets, known: authorities)
        let attributes = try SCEPAttributes(message.attributes)
        guard attributes.type == .answer else {
            throw SCEPError(
                .wrongTransaction, "the server's message is of type \(attributes.type.rawValue), not an answer (3)")
        }
        guard let status = attributes.status, let repeated = attributes.recipientNonce else {
            throw SCEPError(
                .missingAttribute,
                "the server's answer lacks \(attributes.status == nil ? "pkiStatus" : "recipientNonce") among its signed attributes"
            )
        }
        guard attributes.transactionID == transactionID, repeated == nonce else {
            throw SCEPError(.wrongTransaction, "the server's answer is to another message")
        }
        let isKnown = authorities.contains {
            $0 == message.signer || ($0.isAuthority && message.signer.isSigned(by: $0))
        }
        guard isKnown else {
            throw SCEPError(
                .badSignature,
                "the answer is signed by \(message.signer.subject), for whom the authority does not vouch")
        }
        self.status = status
        failInfo = attributes.failInfo
        failText = attributes.failText
        content = message.content
    }
}
