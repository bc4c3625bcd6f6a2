import Certificates
import Notation
import XML

/// The security header, by which the service knows who asks (MS-MDE2 3.3.4.1.1.1; protocol.md 6.4).
extension ServiceRequest {
    /// How long a signed or renewing request is good: as in the samples.
    private static let lifetime: Int64 = 300

    /// The message with the user's credential, ready to be sent.
    /// - Parameters:
    ///   - isTimed: whether a Timestamp goes with a password too, as it does in a renewal.
    ///   - isJoined: whether the phone is joined to Azure AD, whose tokens have a type of their own.
    func bytes(
        for credential: EnrollmentCredential?, isTimed: Bool, isJoined: Bool, at seconds: Int64
    ) throws(CertificateError) -> [UInt8] {
        switch credential {
        case nil: return envelope().wireForm
        case .password(let user, let password):
            let token = Self.usernameToken(user: user, password: password)
            return envelope(security: (isTimed ? [Self.timestamp(seconds)] : []) + [token]).wireForm
        case .token(let text):
            let type = isJoined && JSONWebToken.isOne(text) ? SOAPNames.jwtToken : SOAPNames.userToken
            let token = Self.binaryToken(type, text: Base64.encode(Array(text.utf8)))
            return envelope(security: [token]).wireForm
        case .certificate(let certificate, let key):
            return try signed(by: certificate, key, at: seconds)
        }
    }

    private static func usernameToken(user: String, password: String) -> SOAPElement {
        // The id is the same on every phone and desktop that was seen.
        SOAPElement(
            "wsse:UsernameToken", ["u:Id": "uuid-cc1ccc1f-2fba-4bcf-b063-ffc0cac77917-4"],
            [
                SOAPElement("wsse:Username", text: user),
                SOAPElement("wsse:Password", ["wsse:Type": SOAPNames.passwordText], text: password),
            ])
    }

    private static func binaryToken(_ valueType: String, text: String) -> SOAPElement {
        SOAPElement(
            "wsse:BinarySecurityToken", ["ValueType": valueType, "EncodingType": SOAPNames.base64Encoding], text: text)
    }

    private static func timestamp(_ seconds: Int64) -> SOAPElement {
        SOAPElement(
            "u:Timestamp",
            [
                SOAPElement("u:Created", text: Instant(seconds: seconds).text),
                SOAPElement("u:Expires", text: Instant(seconds: seconds + lifetime).text),
            ])
    }
}

/// AuthPolicy Certificate: the message carries the user's certificate and is signed with its key (MS-MDE2
/// 3.3.4.1.1.1.2; XML Signature 4.4).
extension ServiceRequest {
    /// That of the samples. They write it in three ways; this is the one of WS-Security's X.509 profile, section 3.2.1.
    private static let tokenID = "uuid-29801C2F-F26B-46AD-984B-AFAEFB545FF8"

    private func signed(
        by certificate: ParsedCertificate, _ key: SigningKey, at seconds: Int64
    ) throws(CertificateError) -> [UInt8] {
        var token = Self.binaryToken(SOAPNames.x509Token, text: Base64.encode(certificate.der))
        token.attributes.append(SOAPElement.Attribute(name: "u:Id", value: Self.tokenID))
        let header = [Self.timestamp(seconds), token]
        // What is signed is the message without the signature: that is what the transform "enveloped" means.
        let digest = Digest.sha256(envelope(security: header).canonicalForm())
        let information = Self.signedInfo(digest: digest, key.type)
        let octets = information.canonicalForm(in: ["": SOAPNames.signature])
        let signature = SOAPElement(
            "Signature", declaring: [SOAPElement.Declaration("", SOAPNames.signature)],
            [
                information,
                SOAPElement("SignatureValue", text: Base64.encode(try key.signatureOfXML(over: octets))),
                Self.keyInfo,
            ])
        return envelope(security: header + [signature]).canonicalForm()
    }

    /// What is signed, by RSA as in the samples or by ECDSA (RFC 6931 2.3.2 and 2.3.6).
    private static func signedInfo(digest: [UInt8], _ type: KeyType) -> SOAPElement {
        let method =
            switch type {
            case .rsa: "rsa-sha256"
            case .p256: "ecdsa-sha256"
            }
        func algorithm(_ name: String, _ uri: String) -> SOAPElement { SOAPElement(name, ["Algorithm": uri]) }
        let reference = SOAPElement(
            "Reference", ["URI": ""],
            [
                SOAPElement("Transforms", [algorithm("Transform", SOAPNames.signature + "enveloped-signature")]),
                algorithm("DigestMethod", "http://www.w3.org/2001/04/xmlenc#sha256"),
                SOAPElement("DigestValue", text: Base64.encode(digest)),
            ])
        return SOAPElement(
            "SignedInfo",
            [
                algorithm("CanonicalizationMethod", "http://www.w3.org/2001/10/xml-exc-c14n#"),
                algorithm("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#" + method),
                reference,
            ])
    }

    private static let keyInfo = SOAPElement(
        "KeyInfo",
        [
            SOAPElement(
                "wsse:SecurityTokenReference",
                [SOAPElement("wsse:Reference", ["URI": "#" + tokenID, "ValueType": SOAPNames.x509Reference])])
        ])
}
