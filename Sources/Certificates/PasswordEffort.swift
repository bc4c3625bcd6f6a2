import SwiftASN1

/// How long it takes to try a password on a file of PKCS#12: each encrypted part says how often the password is hashed
/// for it, and a file from a server may say any number (RFC 7292 5.1; RFC 8018 A.2).
package enum PasswordEffort {
    /// Some seconds. Windows writes 2,000 for a part, OpenSSL 2,048, and the most careful programs some 600,000.
    package static let most = 2_000_000

    /// Inferred: a number behind an octet string is such a count, wherever it stands; nothing else in these files looks like
    /// that. What is inside an encrypted part is not seen before that part is open.
    package static func iterations(in file: [UInt8]) -> Int {
        guard let root = try? BER.parse(file) else { return 0 }
        return iterations(in: root, depth: 0)
    }

    /// Parts hide in octet strings, which hold encoded structures again.
    private static let deepest = 8

    private static func iterations(in node: ASN1Node, depth: Int) -> Int {
        guard depth < deepest else { return 0 }
        switch node.content {
        case .primitive(let octets):
            guard node.identifier == .octetString, let inner = try? BER.parse(octets) else { return 0 }
            return iterations(in: inner, depth: depth + 1)
        case .constructed(let nodes):
            var sum = 0
            var isBehindSalt = false
            for node in nodes {
                if isBehindSalt, node.identifier == .integer {
                    sum = sum.addingReportingOverflow(count(node)).overflow ? .max : sum + count(node)
                }
                isBehindSalt = node.identifier == .octetString
                let (total, isTooMuch) = sum.addingReportingOverflow(iterations(in: node, depth: depth))
                sum = isTooMuch ? .max : total
            }
            return sum
        }
    }

    private static func count(_ node: ASN1Node) -> Int {
        (try? Int(berEncoded: node)).map { max(0, $0) } ?? .max
    }
}
