import Notation

/// The token that Azure AD issues (RFC 7519), as far as a phone looks at it.
enum JSONWebToken {
    /// Whether a text is one in its compact form: header, claims and signature in base64url; the header is a JSON object.
    static func isOne(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        // `eyJ` is `{"` in base64.
        guard parts.count == 3, parts[0].hasPrefix("eyJ"), !parts[1].isEmpty else { return false }
        return parts.allSatisfy { part in part.utf8.allSatisfy { $0.isAlphanumeric || "-_".utf8.contains($0) } }
    }
}
