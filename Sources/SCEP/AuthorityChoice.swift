import Certificates
import SwiftASN1
import X509

/// Which of the certificates that a server shows are to be believed, and to whose key a request is encrypted (RFC 8894 2.1.2
/// and 3.4): the authority's own, or that of a registration authority for which it vouches.
struct AuthorityChoice {
    private(set) var trusted: [ParsedCertificate]

    /// - Parameter thumbprint: of the authority; blanks in it and the case of its letters do not matter.
    init(_ shown: [ParsedCertificate], thumbprint: String) {
        let wanted = thumbprint.filter { !$0.isWhitespace }.uppercased()
        trusted = shown.filter { $0.thumbprint == wanted }
        while let next = shown.first(where: { one in
            !trusted.contains(one) && trusted.contains { $0.isAuthority && one.isSigned(by: $0) }
        }) {
            trusted.append(next)
        }
    }

    /// Inferred: where no certificate may encipher keys, the authority's own is used all the same; servers in the field have
    /// such ones.
    var recipient: ParsedCertificate? {
        let able = trusted.filter { certificate in
            (try? Certificate(derEncoded: certificate.der).extensions.keyUsage).map(\.keyEncipherment) ?? true
        }
        return able.first { !$0.isAuthority } ?? able.first ?? trusted.first
    }

    /// The authority that issues, by the name under which certificates are polled for. DER.
    static func issuer(of trusted: [ParsedCertificate]) throws(SCEPError) -> [UInt8] {
        guard let authority = trusted.last(where: \.isAuthority) ?? trusted.first else {
            throw SCEPError(.notMade, "there is no authority to ask")
        }
        return try SCEPError.wrap(.notMade, "the authority's name cannot be written") {
            let certificate = try Certificate(derEncoded: authority.der)
            return try DERParts.written { try $0.serialize(certificate.subject) }
        }
    }
}

/// What a poll asks about (RFC 8894 3.3.3): the names of who issues, and of whom the certificate is for.
enum PollContent {
    static func write(issuer: [UInt8], subject: String) throws(SCEPError) -> [UInt8] {
        let name = try SubjectName.parse(subject)
        return try DERParts.written { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                coder.serializeRawBytes(issuer)
                try coder.serialize(name)
            }
        }
    }
}
