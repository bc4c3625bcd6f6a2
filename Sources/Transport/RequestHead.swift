import NIOCore
import Notation
import Wire

/// Where a request goes, and what goes out before its body, but for the body's length: the same for most messages of a
/// session.
///
/// It is made once and kept: NIO's encoder, which makes the same bytes for each message anew, takes more instructions than
/// reading the answer does.
final class RequestHead: Sendable {
    let address: WebAddress
    /// The proxy that is spoken to in place of the server; nil where there is none, or a tunnel through one.
    let proxy: Proxy?
    private let method: WireRequest.Method
    private let headers: WireHeaders
    /// Down to the name of Content-Length or, where there is no body, down to the last field.
    private let bytes: [UInt8]
    private let hasBody: Bool
    /// Whether address and fields are.
    private let isASCII: Bool

    /// The fields in the order of the request, then what HTTP needs beside them (RFC 9112 2.1, 3).
    /// - Parameter known: the head that was made last; most addresses are the same as its.
    /// - Throws: where the address is none, or a field would break the message (RFC 9110 5.1, 5.5).
    init(_ request: WireRequest, after known: RequestHead?, _ proxies: ProxyRules) throws(WireError) {
        if let known, known.isASCII, Self.isSame(known.address.text, request.url) {
            address = known.address
        } else {
            address = try request.address
        }
        proxy = address.isSecure ? nil : proxies.proxy(for: address)
        method = request.method
        headers = request.headers
        if let field = headers.fields.first(where: { !$0.isSafe }) {
            throw .brokenField(field.name, url: request.url)
        }
        for name in ["Content-Length", "Transfer-Encoding"] where headers[name] != nil {
            throw .framingField(name, url: request.url)
        }
        // A proxy is told the whole address (RFC 9112 3.2.2).
        let target = proxy == nil ? address.target : "http://\(address.hostField)\(address.target)"
        var text = "\(method.rawValue) \(target) HTTP/1.1\r\n"
        if let authorization = proxy?.authorization { text += "Proxy-Authorization: \(authorization)\r\n" }
        for field in headers.fields { text += "\(field.name): \(field.value)\r\n" }
        if headers["Host"] == nil { text += "Host: \(address.hostField)\r\n" }
        // A body of known length goes out with Content-Length, never in chunks.
        hasBody = method != .get || !request.body.isEmpty
        if hasBody { text += "Content-Length: " }
        bytes = Array(text.utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 } && address.text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Whether it is the head of this request too.
    ///
    /// Swift takes some texts for equal that are not so to the byte. Of those that equal a text of ASCII none is as short, so
    /// lengths tell them apart.
    func fits(_ request: WireRequest) -> Bool {
        isASCII && method == request.method && hasBody == (method != .get || !request.body.isEmpty)
            && Self.isSame(address.text, request.url)
            && headers.fields.elementsEqual(request.headers.fields) {
                Self.isSame($0.name, $1.name) && Self.isSame($0.value, $1.value)
            }
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left == right
    }

    /// Writes the whole request into an empty buffer.
    func write(before body: [UInt8], into buffer: inout ByteBuffer) {
        buffer.reserveCapacity(bytes.count + body.count + 24)
        bytes.withUnsafeBytes { _ = buffer.writeBytes($0) }
        if hasBody { buffer.writeString(String(body.count)) }
        buffer.writeString(hasBody ? "\r\n\r\n" : "\r\n")
        body.withUnsafeBytes { _ = buffer.writeBytes($0) }
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
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^")...UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
