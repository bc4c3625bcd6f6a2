import Notation

/// The name of one node, decoded: one segment of a URI.
///
/// Names print as received and compare without regard to the case of ASCII letters.
/// Inferred: Microsoft's own samples mix `./Vendor/MSFT`, `./vendor/MSFT` and `./user/vendor/MSFT`, so the fixed part must
/// be matched without case; what a server names is matched in the same way and keeps the case it was created with.
package struct NodeName: Sendable, CustomStringConvertible {
    /// The name with percent-encoding undone.
    package let text: String
    /// A hash of the name with ASCII letters in lower case, so that a look-up compares numbers before it compares letters.
    /// It differs from one process to the next.
    package let fold: UInt64

    package init(_ text: String) {
        self.text = text
        var text = text
        fold = text.withUTF8 { NameHash.of($0) }
    }

    package var description: String { text }

    /// The name as it stands in a URI or in a list of child names: what may not stand there is percent-encoded UTF-8
    /// (OMA-TS-DM_TND-V1_2_1 section 5; Microsoft, *OMA DM protocol support*, Get).
    package var encoded: String {
        guard !text.utf8.allSatisfy(NodeName.standsPlain) else { return text }
        return text.utf8.reduce(into: "") { encoded, byte in
            if NodeName.standsPlain(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + byte.hexadecimal(width: 2)
            }
        }
    }

    /// Whether a byte needs no encoding inside a name: the unreserved characters of RFC 2396 and those that stand plain
    /// in Microsoft's samples.
    private static func standsPlain(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "-_.!~*'():@&=+$,;".utf8.contains(byte)
    }

    private static func lowerCased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}

extension NodeName: Hashed {
    package static func == (left: NodeName, right: NodeName) -> Bool {
        guard left.fold == right.fold else { return false }
        if left.text == right.text { return true }
        return left.text.utf8.elementsEqual(right.text.utf8) { lowerCased($0) == lowerCased($1) }
    }

    package var hash: UInt64 { fold }
}

extension NodeName: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
