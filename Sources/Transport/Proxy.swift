import Foundation
package import Notation
package import Wire

/// A forward proxy, as people put between a device and its server to watch (RFC 9110 3.7).
package struct Proxy: Equatable, Sendable {
    let host: String
    let port: Int
    /// The value of Proxy-Authorization, where the address holds a name and a password (RFC 7617).
    let authorization: String?
    /// Whether it is on this machine.
    let isLoopback: Bool

    /// - Parameter text: `http://name:password@host:port`; all but the host may be left out.
    /// - Throws: `badAddress` where it is none; the error does not repeat it, because it may hold a password.
    package init(_ text: String) throws(WireError) {
        let whole = text.contains("://") ? text : "http://" + text
        guard let url = URL(string: whole), url.scheme?.lowercased() == "http",
            let host = url.host(percentEncoded: false), let address = WebAddress("http://\(host):\(url.port ?? 8080)")
        else {
            throw WireError(
                .badAddress, url: "the proxy",
                message:
                    "its address must look like http://proxy.example.com:8080, or http://name:password@host:port; a proxy "
                    + "is spoken to without TLS")
        }
        self.host = address.host
        port = address.port
        isLoopback = address.isLoopback
        authorization = url.user(percentEncoded: false).map { name in
            let pair = "\(name):\(url.password(percentEncoded: false) ?? "")"
            return "Basic \(Base64.encode(Array(pair.utf8)))"
        }
    }
}

extension Proxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without name and password.
    package var description: String { "\(host):\(port)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Which requests go through which proxy.
package struct ProxyRules: Equatable, Sendable {
    /// For everything, as somebody asked for it.
    package var always: Proxy?
    private var forHTTPS: Proxy?
    private var forHTTP: Proxy?
    /// Hosts and domains that are reached directly.
    private var exceptions: [String] = []

    package init() {}

    /// What the usual variables say: `https_proxy`, `http_proxy` and `no_proxy`, or the same in upper case.
    package init(environment: [String: String]) throws(WireError) {
        func value(_ name: String) -> String? {
            let value = environment[name] ?? environment[name.uppercased()]
            return value?.isEmpty == false ? value : nil
        }
        if let text = value("https_proxy") { forHTTPS = try Proxy(text) }
        if let text = value("http_proxy") { forHTTP = try Proxy(text) }
        let names = value("no_proxy")?.split { $0 == "," || $0.isWhitespace } ?? []
        exceptions = names.map { $0.lowercased() }
    }

    /// The proxy for an address; nil where it is reached directly.
    ///
    /// Inferred: variables do not count for this machine, as in Go: a test server is not there where the proxy is.
    package func proxy(for address: WebAddress) -> Proxy? {
        if let always { return always }
        guard let proxy = address.isSecure ? forHTTPS : forHTTP, !address.isLoopback else { return nil }
        return exceptions.contains { Self.excepts($0, address) } ? nil : proxy
    }

    /// `*`, a host, or a domain with or without a point before it; each with a port or without.
    private static func excepts(_ exception: String, _ address: WebAddress) -> Bool {
        guard exception != "*" else { return true }
        let host = address.host
        let suffix = ":\(address.port)"
        var name = exception.hasSuffix(suffix) ? exception.dropLast(suffix.count) : exception[...]
        if name.hasPrefix("*") { name = name.dropFirst() }
        if name.hasPrefix(".") { name = name.dropFirst() }
        return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
}
