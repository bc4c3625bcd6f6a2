import Foundation
import Wire

/// An address of the schemes http and https, taken apart as far as the transport must know it (RFC 3986, RFC 9110 4.2).
struct WebAddress {
    /// As it is written.
    let text: String
    let isSecure: Bool
    /// Without the brackets of IPv6.
    let host: String
    let port: Int
    private let url: URL

    /// - Throws: `badAddress` where it is none of these.
    init(_ text: String) throws(WireError) {
        guard let url = URL(string: text), let address = WebAddress(text: text, url: url) else {
            throw WireError(
                .badAddress, url: text,
                message: "this is no address of a server; it should look like https://mdm.example.com/path")
        }
        self = address
    }

    private init?(text: String, url: URL) {
        guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = url.host(percentEncoded: false), !host.isEmpty
        else { return nil }
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
        self.text = text
        self.url = url
        isSecure = scheme == "https"
        self.host = host.filter { $0 != "[" && $0 != "]" }
        self.port = port
    }

    /// What the header `Host` says of it: the port only where it is not the scheme's own (RFC 9110 7.2).
    var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether what is sent there cannot leave the machine: 127.0.0.0/8, ::1 (RFC 1122 3.2.1.3, RFC 4291 2.5.3) and
    /// `localhost` (RFC 6761 6.3).
    var isLoopback: Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        // Resolvers read `127.1` and `0127.0.0.1` each in their own way: four plain numbers, or it may be anywhere.
        let isPlain = parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        return parts.count == 4 && parts.first == "127" && isPlain
    }

    /// The address that a reference means where this one is the base (RFC 3986 5).
    func resolving(_ reference: String) -> WebAddress? {
        guard let resolved = URL(string: reference, relativeTo: url)?.absoluteURL else { return nil }
        return WebAddress(text: resolved.absoluteString, url: resolved)
    }

    func isSameServer(as other: WebAddress) -> Bool {
        isSecure == other.isSecure && host.lowercased() == other.host.lowercased() && port == other.port
    }
}
