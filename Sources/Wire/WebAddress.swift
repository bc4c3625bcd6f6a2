import Foundation

/// An address of the schemes http and https, taken apart as far as requests must know it (RFC 3986, RFC 9110 4.2).
///
/// Whether two addresses are one server's is asked with what the transport connects by, so that no text can be read in
/// two ways.
package struct WebAddress: Sendable {
    /// As it is written.
    package let text: String
    package let isSecure: Bool
    /// Without the brackets of IPv6.
    package let host: String
    package let port: Int
    /// What stands in the request line: path and query (RFC 9112 3.2.1).
    package let target: String
    /// What the header `Host` says of it: the port only where it is not the scheme's own (RFC 9110 7.2).
    package let hostField: String
    /// Whether what is sent there cannot leave the machine.
    package let isLoopback: Bool
    private let url: URL

    /// - Throws: `badAddress` where it is none of these.
    package init(_ text: String) throws(WireError) {
        guard let url = URL(string: text), let address = WebAddress(text: text, url: url) else {
            throw WireError(
                .badAddress, url: text,
                message: "this is no address of a server; it should look like https://mdm.example.com/path")
        }
        self = address
    }

    private init?(text: String, url: URL) {
        guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = url.host(percentEncoded: false), !host.isEmpty,
            // It stands in a header, where a line break would begin another.
            host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
        self.text = text
        self.url = url
        isSecure = scheme == "https"
        let plainHost = host.filter { $0 != "[" && $0 != "]" }
        self.host = plainHost
        self.port = port
        let path = url.path(percentEncoded: true)
        target = (path.isEmpty ? "/" : path) + (url.query(percentEncoded: true).map { "?\($0)" } ?? "")
        let name = plainHost.contains(":") ? "[\(plainHost)]" : plainHost
        hostField = port == (scheme == "https" ? 443 : 80) ? name : "\(name):\(port)"
        isLoopback = Self.isLoopback(plainHost)
    }

    /// 127.0.0.0/8, ::1 (RFC 1122 3.2.1.3, RFC 4291 2.5.3) and `localhost` (RFC 6761 6.3).
    private static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        // Resolvers read `127.1` and `0127.0.0.1` each in their own way: four plain numbers, or it may be anywhere.
        let isPlain = parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        return parts.count == 4 && parts.first == "127" && isPlain
    }

    /// The address that a reference means where this one is the base (RFC 3986 5).
    package func resolving(_ reference: String) -> WebAddress? {
        guard let resolved = URL(string: reference, relativeTo: url)?.absoluteURL else { return nil }
        return WebAddress(text: resolved.absoluteString, url: resolved)
    }

    /// Whether both are of one scheme, host and port (RFC 6454): only then is it the same server.
    package func isSameServer(as other: WebAddress) -> Bool {
        isSecure == other.isSecure && host.lowercased() == other.host.lowercased() && port == other.port
    }
}
