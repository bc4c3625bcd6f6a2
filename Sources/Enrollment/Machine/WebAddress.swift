/// An address of http or https, taken apart as far as enrolment looks at it.
struct WebAddress: Equatable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// In lower case, without the port.
    let host: String
    let port: Int?
    /// What follows the port, with the query.
    let rest: String
    /// As it was written.
    let text: String

    /// - Returns: nil for a text that is no such address.
    init?(_ text: String) {
        guard let colon = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let after = text[colon.upperBound...]
        let end = after.firstIndex { "/?#".contains($0) } ?? after.endIndex
        let authority = after[..<end]
        // An address of IPv6 has colons of its own, in brackets.
        let hostEnd = authority.lastIndex(of: "]") ?? authority.startIndex
        let portColon = authority[hostEnd...].lastIndex(of: ":")
        let host = authority[..<(portColon ?? authority.endIndex)]
        guard Self.isHost(host) else { return nil }
        if let portColon {
            guard let port = UInt16(authority[authority.index(after: portColon)...]) else { return nil }
            self.port = Int(port)
        } else {
            port = nil
        }
        self.scheme = scheme
        self.host = host.lowercased()
        self.text = text
        rest = String(after[end...])
    }

    /// A name, an address of IPv4, or one of IPv6 in brackets (RFC 3986 3.2.2).
    private static func isHost(_ host: Substring) -> Bool {
        guard !host.isEmpty, !host.contains("@") else { return false }
        guard host.hasPrefix("[") else { return !host.contains { "[]:".contains($0) } }
        let inside = host.dropFirst().dropLast()
        return host.hasSuffix("]") && inside.contains(":")
            && inside.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }

    var isSecure: Bool { scheme == "https" }

    /// The same place without TLS, at the usual port.
    var insecureText: String { "http://\(host)\(rest)" }

    /// The address with `name=value` behind it, each value escaped (RFC 3986 section 2.1).
    func adding(query values: [(name: String, value: String)]) -> String {
        let query = values.map { "\($0.name)=\(Self.escape($0.value))" }.joined(separator: "&")
        return text + (rest.contains("?") ? "&" : "?") + query
    }

    private static func escape(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                result.append(character)
            } else {
                result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
