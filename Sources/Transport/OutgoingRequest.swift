import NIOCore
import NIOHTTP1
import Notation
import Wire

/// A request as it goes out, and where to.
struct OutgoingRequest: Sendable {
    let address: WebAddress
    /// The proxy that is spoken to in place of the server; nil where there is none, or a tunnel through one.
    let proxy: Proxy?
    let head: HTTPRequestHead
    let body: [UInt8]
    /// Whether half of it is sent, and the connection then broken.
    let isBrokenOff: Bool

    /// The fields in the order of the request, then what HTTP needs beside them (RFC 9112 2.1, 3).
    /// - Throws: where the address is none, or a field would break the message (RFC 9110 5.1, 5.5).
    init(_ request: WireRequest, _ proxies: ProxyRules) throws(WireError) {
        address = try request.address
        proxy = address.isSecure ? nil : proxies.proxy(for: address)
        body = request.body
        isBrokenOff = request.isBrokenOff
        if let field = request.headers.fields.first(where: { !$0.isSafe }) {
            throw .brokenField(field.name, url: request.url)
        }
        for name in ["Content-Length", "Transfer-Encoding"] where request.headers[name] != nil {
            throw .framingField(name, url: request.url)
        }
        var headers = HTTPHeaders()
        if let authorization = proxy?.authorization { headers.add(name: "Proxy-Authorization", value: authorization) }
        for field in request.headers.fields { headers.add(name: field.name, value: field.value) }
        if request.headers["Host"] == nil { headers.add(name: "Host", value: address.hostField) }
        // A body of known length goes out with Content-Length, never in chunks.
        if request.method != .get || !body.isEmpty {
            headers.add(name: "Content-Length", value: String(body.count))
        }
        // A proxy is told the whole address (RFC 9112 3.2.2).
        let target = proxy == nil ? address.target : "http://\(address.hostField)\(address.target)"
        head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method.rawValue), uri: target, headers: headers)
    }
}

extension WireError {
    /// How long the body is, who sends it says.
    fileprivate static func framingField(_ name: String, url: String) -> WireError {
        WireError(
            .badAddress, url: url,
            message: "the header field \(name) cannot be sent as it is; leave it out, and the right one is sent")
    }

    fileprivate static func brokenField(_ name: String, url: String) -> WireError {
        WireError(
            .badAddress, url: url,
            message:
                "the header field \(name.debugDescription) cannot be sent; it may have no line breaks and no control "
                + "characters")
    }
}

extension WireHeaders.Field {
    /// Whether name and value are ones that HTTP can carry: a token, and a text without controls but tabs.
    fileprivate var isSafe: Bool {
        var (name, value) = (name, value)
        return !name.isEmpty && name.withUTF8 { $0.allSatisfy(Self.isTokenByte) }
            && value.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}
