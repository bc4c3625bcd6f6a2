import SwiftASN1

extension SignedMessage {
    /// An attribute with one value.
    struct Attribute {
        let type: ASN1ObjectIdentifier
        /// The value, DER.
        let value: [UInt8]
        /// What of the value is neither tag nor length.
        let octets: [UInt8]
    }
}

extension SignedMessage.Attribute {
    static func printable(_ type: ASN1ObjectIdentifier, _ text: String) throws(SCEPError) -> Self {
        let value = try SCEPError.wrap(.notMade, "'\(text)' is no PrintableString") { try ASN1PrintableString(text) }
        return Self(type: type, value: try DERParts.written { try $0.serialize(value) }, octets: Array(text.utf8))
    }

    static func text(_ type: ASN1ObjectIdentifier, _ text: String) throws(SCEPError) -> Self {
        let value = try DERParts.written { try $0.serialize(ASN1UTF8String(text)) }
        return Self(type: type, value: value, octets: Array(text.utf8))
    }

    static func octets(_ type: ASN1ObjectIdentifier, _ octets: [UInt8]) throws(SCEPError) -> Self {
        let value = try DERParts.written { try $0.serialize(ASN1OctetString(contentBytes: octets[...])) }
        return Self(type: type, value: value, octets: octets)
    }

    private static func identifier(_ type: ASN1ObjectIdentifier, _ value: ASN1ObjectIdentifier) throws(SCEPError)
        -> Self
    {
        Self(type: type, value: try DERParts.written { try $0.serialize(value) }, octets: [])
    }

    /// Those that CMS itself wants.
    static func own(digest: [UInt8]) throws(SCEPError) -> [Self] {
        [try identifier(.contentType, .data), try octets(.messageDigest, digest)]
    }
}

extension SignedMessage.Attribute: DERSerializable {
    func serialize(into coder: inout DER.Serializer) throws {
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.serialize(type)
            coder.appendConstructedNode(identifier: .set) { coder in coder.serializeRawBytes(value) }
        }
    }

    init(_ node: ASN1Node) throws {
        let parts = try node.parts
        guard parts.count == 2, let value = try parts[1].parts.first else {
            throw SCEPError(.unreadable, "a signed attribute has no value")
        }
        type = try ASN1ObjectIdentifier(berEncoded: parts[0])
        self.value = Array(value.encodedBytes)
        octets = if case .primitive(let octets) = value.content { Array(octets) } else { [] }
    }
}
