import Notation

/// Whether a certificate is one that the criteria look for (w7 APPLICATION CSP; csp.md 10.3).
extension CertificateCriteria {
    /// Why a certificate does not fit; nil where it does, or nothing is asked.
    ///
    /// Inferred: of several subjects one is enough, and its names have to be in the certificate's in any order, in any
    /// case of letters; of several stores one is enough. Kinds of names that are written in several ways are not compared.
    /// - Parameters:
    ///   - subject: the certificate's name in the form of RFC 4514.
    ///   - store: such as `My/User`.
    package func mismatch(subject: String, store: String) -> String? {
        let places = stores.map { $0.replacing("\\", with: "/").lowercased() }
        guard places.isEmpty || places.contains(store.lowercased()) else {
            return "they look in \(stores.joined(separator: ", ")), and the certificate is in "
                + store.replacing("/", with: "\\")
        }
        let names = DistinguishedNameText.parts(of: subject)
        let isFound =
            subjects.isEmpty
            || subjects.contains { wanted in
                names.isSuperset(of: DistinguishedNameText.parts(of: wanted).filter(DistinguishedNameText.isComparable))
            }
        guard !isFound else { return nil }
        return "they look for the subject \(subjects.joined(separator: " or ")), and the certificate's is \(subject)"
    }
}

/// A distinguished name as text (RFC 4514), as far as it takes to compare two.
enum DistinguishedNameText {
    /// The parts, such as `CN=TESTER`, without blanks around and in upper case.
    static func parts(of text: String) -> Set<String> {
        var parts: Set<String> = []
        var current = ""
        var isEscaped = false
        for character in text {
            if isEscaped || !",;+\\".contains(character) {
                current.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                parts.insert(compared(current))
                current = ""
            }
        }
        parts.insert(compared(current))
        parts.remove("")
        return parts
    }

    /// Whether all write a kind of name in one way: others stand as numbers, or as `S` and `ST`.
    static func isComparable(_ part: String) -> Bool {
        ["CN=", "O=", "OU=", "L=", "C=", "DC="].contains { part.hasPrefix($0) }
    }

    private static func compared(_ part: String) -> String {
        part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }.joined(separator: "=").uppercased()
    }
}
