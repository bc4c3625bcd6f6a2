internal import Serving

/// What opens the lab's interface to people and programs: whoever has it may see every PIN.
package enum LabToken {
    /// A new token.
    package static func make() -> String {
        RandomToken.make()
    }

    /// Whether an `Authorization` header shows a token (RFC 6750 section 2.1). It compares all octets whatever differs,
    /// so that the time it takes tells nothing.
    static func isShown(_ header: String?, _ token: String) -> Bool {
        let wanted = Array("Bearer \(token)".utf8)
        let shown = Array((header ?? "").utf8)
        var difference = UInt8(wanted.count == shown.count ? 0 : 1)
        for (index, octet) in wanted.enumerated() { difference |= octet ^ (index < shown.count ? shown[index] : 0) }
        return difference == 0
    }
}
