import SwiftASN1

/// What the messages need of DER and BER.
enum DERParts {
    static func written(_ body: (inout DER.Serializer) throws -> Void) throws(SCEPError) -> [UInt8] {
        try SCEPError.wrap(.notMade, "the message was not written") {
            var coder = DER.Serializer()
            try body(&coder)
            return coder.serializedBytes
        }
    }

    /// A tag whose meaning its place decides.
    static func tag(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }

    /// ContentInfo (RFC 5652 3).
    static func contentInfo(
        _ type: ASN1ObjectIdentifier, _ body: (inout DER.Serializer) throws -> Void
    ) throws(SCEPError) -> [UInt8] {
        try written { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(type)
                try coder.appendConstructedNode(identifier: tag(0)) { coder in
                    try coder.appendConstructedNode(identifier: .sequence) { coder in try body(&coder) }
                }
            }
        }
    }

    /// The parts of what a ContentInfo of this type holds.
    static func content(of octets: [UInt8], _ type: ASN1ObjectIdentifier) throws -> [ASN1Node] {
        let parts = try BER.parse(octets).parts
        guard let first = parts.first, try ASN1ObjectIdentifier(berEncoded: first) == type,
            let inner = try parts.dropFirst().first?.parts.first
        else { throw SCEPError(.unreadable, "the message is not of the type \(type)") }
        return try inner.parts
    }
}

extension ASN1Node {
    /// What a structure holds.
    var parts: [ASN1Node] {
        get throws(SCEPError) {
            guard case .constructed(let nodes) = content else {
                throw SCEPError(.unreadable, "there is a value where a structure should be")
            }
            return Array(nodes)
        }
    }

    /// The first field of an AlgorithmIdentifier.
    var algorithm: ASN1ObjectIdentifier {
        get throws {
            guard let first = try parts.first else { throw SCEPError(.unreadable, "there is no algorithm") }
            return try ASN1ObjectIdentifier(berEncoded: first)
        }
    }
}

extension DER.Serializer {
    /// An AlgorithmIdentifier whose parameters are NULL.
    mutating func appendAlgorithm(_ algorithm: ASN1ObjectIdentifier) throws {
        try appendConstructedNode(identifier: .sequence) { coder in
            try coder.serialize(algorithm)
            try coder.serialize(ASN1Null())
        }
    }
}
