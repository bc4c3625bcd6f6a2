import SwiftASN1

/// The numbers of RFC 5652, RFC 8894 and their kin.
extension ASN1ObjectIdentifier {
    // RFC 5652 4, 5 and 6; RFC 2985 5.3 and 5.4.
    static let data: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 1]
    static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 2]
    static let envelopedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 3]
    static let contentType: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 3]
    static let messageDigest: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 4]
    static let challengePassword: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 7]

    // RFC 8017 A.1, RFC 8017 B.1.
    static let rsaEncryption: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 1, 1]
    static let sha1: ASN1ObjectIdentifier = [1, 3, 14, 3, 2, 26]
    static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
    static let sha512: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 3]

    // RFC 3565 4.1.
    static let aes128CBC: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 2]
    static let aes192CBC: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 22]
    static let aes256CBC: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]

    // RFC 8894 3.2.1: VeriSign's arc.
    static let messageType: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 2]
    static let pkiStatus: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 3]
    static let failInfo: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 4]
    static let senderNonce: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 5]
    static let recipientNonce: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 6]
    static let transactionID: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_733, 1, 9, 7]
    static let failInfoText: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 24, 1]

    // Microsoft's arc: the name of a template, and a user's principal name.
    static let templateName: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 20, 2]
    static let principalName: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 20, 2, 3]
}

/// Names of algorithms that servers use and nothing here speaks.
enum AlgorithmName {
    static func of(_ identifier: ASN1ObjectIdentifier) -> String {
        switch identifier {
        case [1, 2, 840, 113_549, 3, 7]: "Triple DES (DES-EDE3-CBC)"
        case [1, 3, 14, 3, 2, 7]: "DES (DES-CBC)"
        case [1, 2, 840, 113_549, 1, 1, 7]: "RSA with OAEP"
        case [1, 2, 840, 113_549, 2, 5]: "MD5"
        default: "\(identifier)"
        }
    }
}
