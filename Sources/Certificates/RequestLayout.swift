import Notation
import SwiftASN1

/// What differs between the forms of a certificate request, and the DER around it (RFC 2986 4).
///
/// Written octet by octet: the request of Windows has a name and an algorithm that no library writes.
struct RequestLayout {
    /// The most that a common name may have (`ub-common-name`, RFC 5280 appendix A.1).
    static let longestName = 64

    var nameType: ASN1Identifier
    var name: [UInt8]
    /// The extension asked for, if any: its type and its value.
    var wanted: (type: ASN1ObjectIdentifier, value: [UInt8])?
    var algorithm: SignatureIdentifier
    var hash: HashAlgorithm

    static func standard(
        commonName: String, _ type: KeyType, _ hash: HashAlgorithm
    ) throws(CertificateError) -> RequestLayout {
        guard (1...longestName).contains(commonName.unicodeScalars.count) else {
            throw CertificateError(
                .unusableName,
                "the common name '\(commonName)' does not fit into a certificate; it may have 1 to "
                    + "\(longestName) characters")
        }
        // RFC 5280 4.1.2.4: a PrintableString where that is enough, else UTF-8.
        let isPrintable = commonName.utf8.allSatisfy(Self.isPrintable)
        return RequestLayout(
            nameType: isPrintable ? .printableString : .utf8String, name: Array(commonName.utf8), wanted: nil,
            algorithm: SignatureIdentifier(type, hash), hash: hash)
    }

    static func windows(
        deviceID: String, guid: String, _ type: KeyType
    ) throws(CertificateError) -> RequestLayout {
        guard type == .rsa else {
            throw CertificateError(
                .unusableKey,
                "Windows was seen to ask for certificates of RSA only, and this key is of \(type.name); use the standard form "
                    + "of the request, or a key of RSA")
        }
        let device = Array(deviceID.utf8)
        let room = longestName - device.count - 2
        guard !device.isEmpty, room >= 0, device.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CertificateError(
                .unusableName,
                "the device id '\(deviceID)' does not fit into the certificate request of Windows; it may have 1 to "
                    + "\(longestName - 2) characters of ASCII without spaces")
        }
        let name = Array(guid.utf8.prefix(room)) + [UInt8(ascii: "!")] + device + [0]
        return RequestLayout(
            nameType: .printableString, name: name, wanted: (.microsoftDeviceID, device + [0]),
            algorithm: .sha1WithRSAOfOIW, hash: .sha1)
    }

    /// CertificationRequestInfo: what is signed.
    func information(publicKey: [UInt8]) throws(CertificateError) -> [UInt8] {
        try written { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(0)
                try appendSubject(to: &coder)
                coder.serializeRawBytes(publicKey)
                try appendAttributes(to: &coder)
            }
        }
    }

    /// CertificationRequest: what was signed, and the signature.
    func request(information: [UInt8], signature: [UInt8]) throws(CertificateError) -> [UInt8] {
        try written { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                coder.serializeRawBytes(information)
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(algorithm.number)
                    if algorithm.hasNull { try coder.serialize(ASN1Null()) }
                }
                try coder.serialize(ASN1BitString(bytes: signature[...]))
            }
        }
    }

    private func appendSubject(to coder: inout DER.Serializer) throws {
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .set) { coder in
                try coder.appendConstructedNode(identifier: .sequence) { coder in
                    try coder.serialize(ASN1ObjectIdentifier.commonName)
                    coder.appendPrimitiveNode(identifier: nameType) { $0 += name }
                }
            }
        }
    }

    /// The attributes are a set that must be there even where it is empty.
    private func appendAttributes(to coder: inout DER.Serializer) throws {
        let attributes = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        try coder.appendConstructedNode(identifier: attributes) { coder in
            guard let wanted else { return }
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(ASN1ObjectIdentifier.extensionRequest)
                try coder.appendConstructedNode(identifier: .set) { coder in
                    try append(wanted, to: &coder)
                }
            }
        }
    }

    private func append(_ wanted: (type: ASN1ObjectIdentifier, value: [UInt8]), to coder: inout DER.Serializer) throws {
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(wanted.type)
                // Windows puts the bare octets here, where RFC 5280 4.2 wants DER of their own.
                try coder.serialize(ASN1OctetString(contentBytes: wanted.value[...]))
            }
        }
    }

    private func written(_ body: (inout DER.Serializer) throws -> Void) throws(CertificateError) -> [UInt8] {
        var coder = DER.Serializer()
        do {
            try body(&coder)
        } catch {
            throw CertificateError(.notSigned, "the certificate request was not written: \(error)")
        }
        return coder.serializedBytes
    }

    /// The characters of a PrintableString (X.680 41.4).
    private static func isPrintable(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || " '()+,-./:=?".utf8.contains(byte)
    }
}

/// By what a request says that it is signed.
struct SignatureIdentifier {
    let number: ASN1ObjectIdentifier
    /// Whether there is a Null beside it: with RSA (RFC 8017 A.2.4), and not with ECDSA (RFC 5758 3.2).
    let hasNull: Bool

    /// The Open Systems Implementers' Workshop gave SHA-1 with RSA a number of its own.
    static let sha1WithRSAOfOIW = SignatureIdentifier(number: [1, 3, 14, 3, 2, 29], hasNull: true)

    /// There is no ECDSA with SHA-1 here: the key refuses to sign so.
    init(_ type: KeyType, _ hash: HashAlgorithm) {
        switch (type, hash) {
        case (.rsa, .sha1): self.init(number: .sha1WithRSA, hasNull: true)
        case (.rsa, .sha256): self.init(number: .sha256WithRSA, hasNull: true)
        case (.p256, _): self.init(number: .ecdsaWithSHA256, hasNull: false)
        }
    }

    private init(number: ASN1ObjectIdentifier, hasNull: Bool) {
        self.number = number
        self.hasNull = hasNull
    }
}

extension ASN1ObjectIdentifier {
    fileprivate static let commonName: ASN1ObjectIdentifier = [2, 5, 4, 3]
    /// RFC 2985 5.4.2.
    fileprivate static let extensionRequest: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 14]
    /// Microsoft's arc; not described anywhere, seen in the requests of Windows.
    fileprivate static let microsoftDeviceID: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 311, 66, 1, 0]
    /// RFC 8017 A.2.4.
    fileprivate static let sha1WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 1, 5]
    fileprivate static let sha256WithRSA: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 1, 11]
    /// RFC 5758 3.2.
    fileprivate static let ecdsaWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 2]
}
