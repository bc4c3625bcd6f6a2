import Notation

/// What nobody can guess: tokens that open interfaces of ours, and names that nobody else may use.
package enum RandomToken {
    /// 256 random bits as 64 digits.
    package static func make() -> String {
        (0..<32).map { _ in UInt8.random(in: 0...255) }.hexadecimal()
    }

    /// Whether an `Authorization` header shows a token (RFC 6750 section 2.1).
    package static func isShown(_ header: String?, _ token: String) -> Bool {
        isEqual("Bearer \(token)", header ?? "")
    }

    /// Whether somebody shows a secret. It compares all octets whatever differs, so that the time it takes tells nothing.
    package static func isEqual(_ secret: String, _ shown: String) -> Bool {
        let wanted = Array(secret.utf8)
        let shown = Array(shown.utf8)
        var difference = UInt8(wanted.count == shown.count ? 0 : 1)
        for (index, octet) in wanted.enumerated() { difference |= octet ^ (index < shown.count ? shown[index] : 0) }
        return difference == 0
    }
}
