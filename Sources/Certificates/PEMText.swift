import SwiftASN1

/// The blocks of a text in PEM (RFC 7468), read by swift-asn1's reader.
///
/// That reader wants lines of 64 digits and nothing else. The field has others: lines of 76, blanks at their ends, a whole
/// block on one line as proxies hand it over, keys with header fields beside certificates. So blocks are brought into its
/// form here, and only those that are wanted are read.
package enum PEMText {
    /// - Parameter isWanted: whether blocks of a kind, such as `CERTIFICATE`, are read; others are passed over.
    /// - Returns: the octets of each block, in the order of the text.
    /// - Throws: where what a wanted block holds is no base64.
    package static func blocks(in text: String, _ isWanted: (Substring) -> Bool) throws -> [[UInt8]] {
        let parts = text.split(separator: "-----", omittingEmptySubsequences: false)
        var blocks: [[UInt8]] = []
        for (start, part) in parts.enumerated() where part.hasPrefix("BEGIN ") && start + 2 < parts.count {
            let kind = part.dropFirst("BEGIN ".count)
            guard isWanted(kind), parts[start + 2] == "END \(kind)" else { continue }
            let block = "-----BEGIN \(kind)-----\n\(lines(of: parts[start + 1]))-----END \(kind)-----"
            blocks.append(try PEMDocument(pemString: block).derBytes)
        }
        return blocks
    }

    /// Lines of 64 digits, whatever they were before.
    private static func lines(of digits: Substring) -> String {
        let octets = digits.utf8.filter { $0 > 0x20 }
        return stride(from: 0, to: octets.count, by: 64).map { start in
            String(decoding: octets[start...].prefix(64), as: UTF8.self) + "\n"
        }.joined()
    }
}
