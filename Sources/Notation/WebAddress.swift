internal import Foundation

/// An address of the schemes http and https, taken apart as far as a device must know it (RFC 3986, RFC 9110 4.2).
///
/// Strict, so that no text can be read in two ways: octets of ASCII without blanks, no name and password before the host.
package struct WebAddress: Equatable, Sendable {
    /// As it is written.
    package let text: String
    package let isSecure: Bool
    /// In lower case, without the brackets of IPv6.
    package let host: String
    /// The one that is written, or the scheme's own.
    package let port: Int
    package let hasPort: Bool
    /// What the header `Host` says of it: as it is written, the port only where it is not the scheme's own (RFC 9110 7.2).
    package let hostField: String
    /// What follows host and port: path, query and fragment.
    package let rest: String

    /// - Returns: nil for a text that is no such address.
    package init?(_ text: String) {
        let octets = text.utf8
        guard octets.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let colon = octets.firstIndex(of: Self.colon) else {
            return nil
        }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https", octets[colon...].starts(with: "://".utf8) else { return nil }
        let usualPort = scheme == "https" ? 443 : 80
        let after = octets[colon...].dropFirst(3)
        let end = after.firstIndex { "/?#".utf8.contains($0) } ?? after.endIndex
        let authority = after[..<end]
        // An address of IPv6 has colons of its own, in brackets.
        let hostEnd = authority.lastIndex(of: Self.closingBracket) ?? authority.startIndex
        let portColon = authority[hostEnd...].lastIndex(of: Self.colon)
        let host = text[authority.startIndex..<(portColon ?? authority.endIndex)]
        guard Self.isHost(host.utf8) else { return nil }
        if let portColon {
            guard let port = UInt16(text[octets.index(after: portColon)..<end]), port > 0 else { return nil }
            self.port = Int(port)
        } else {
            port = usualPort
        }
        self.text = text
        isSecure = scheme == "https"
        hasPort = portColon != nil
        let isBracketed = host.utf8.first == Self.openingBracket
        self.host = (isBracketed ? host.dropFirst().dropLast() : host).lowercased()
        hostField = port == usualPort ? String(host) : "\(host):\(port)"
        rest = String(text[end...])
    }

    private static let colon = UInt8(ascii: ":")
    private static let openingBracket = UInt8(ascii: "[")
    private static let closingBracket = UInt8(ascii: "]")

    /// A name, an address of IPv4, or one of IPv6 in brackets (RFC 3986 3.2.2).
    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        guard host.first == openingBracket else {
            return !host.isEmpty && !host.contains { "[]:%@".utf8.contains($0) }
        }
        let inside = host.dropFirst().dropLast()
        return host.last == closingBracket && inside.contains(colon)
            && inside.allSatisfy { "0123456789ABCDEFabcdef:.".utf8.contains($0) }
    }
}

extension WebAddress {
    /// What stands in the request line: path and query (RFC 9112 3.2.1).
    package var target: String {
        let target = Substring(rest.utf8.prefix { $0 != UInt8(ascii: "#") })
        return target.hasPrefix("/") ? String(target) : "/" + target
    }

    /// Whether what is sent there cannot leave the machine: 127.0.0.0/8, ::1 (RFC 1122 3.2.1.3, RFC 4291 2.5.3) and
    /// `localhost` (RFC 6761 6.3).
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // Resolvers read `127.1` and `0127.0.0.1` each in their own way: four plain numbers, or it may be anywhere.
        let isPlain = parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        return parts.count == 4 && parts.first == "127" && isPlain
    }

    /// The address that a reference means where this one is the base (RFC 3986 5).
    package func resolving(_ reference: String) -> WebAddress? {
        let resolved = URL(string: text).flatMap { URL(string: reference, relativeTo: $0) }
        return resolved.flatMap { WebAddress($0.absoluteString) }
    }

    /// Whether both are of one scheme, host and port (RFC 6454): only then is it the same server.
    package func isSameServer(as other: WebAddress) -> Bool {
        isSecure == other.isSecure && host == other.host && port == other.port
    }

    /// The host as it stands in an address: one of IPv6 in brackets.
    package var bracketedHost: String { Self.bracketed(host) }

    /// A host as it stands in an address: one of IPv6 in brackets.
    package static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// The same place without TLS, at the usual port.
    package var insecureText: String { "http://\(bracketedHost)\(rest)" }

    /// The address with `name=value` behind it, each value escaped.
    package func adding(query values: [(name: String, value: String)]) -> String {
        let query = values.map { "\($0.name)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return text + (rest.contains("?") ? "&" : "?") + query
    }
}
