package import Notation

/// An HTTP request as the phone makes it.
package struct WireRequest: Equatable, Sendable {
    package var method: Method
    /// The whole address, with its query.
    package var url: String
    /// Beside `Host` and `Content-Length`, which who sends it adds.
    package var headers: WireHeaders
    package var body: [UInt8]
    /// Whether the phone shows no certificate, even to a server that asks for one.
    package var isAnonymous = false
    /// Whether it may go without TLS to other machines too; for one that shows nothing and whose answer is not believed.
    package var mayBeOpen = false

    /// Whether the connection is broken in the middle of the body, so that no answer comes: for who wants to see what a server
    /// makes of that.
    package var isBrokenOff = false

    package enum Method: String, Equatable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package init(
        _ method: Method, _ url: String, headers: WireHeaders = WireHeaders(), body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// The answer to a request.
package struct WireResponse: Equatable, Sendable {
    package var status: Int
    package var headers: WireHeaders
    package var body: [UInt8]
    /// Whether TLS ended without its farewell where only the end of the connection tells the end of the body (RFC 9112
    /// 9.8): the body is whole, or somebody has cut it.
    package var isAbrupt = false
    /// The version of TLS that it came by, such as `TLSv1.2`; nil where there was none.
    package var tls: String?

    package init(status: Int, headers: WireHeaders = WireHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the status is one of success.
    package var isSuccess: Bool { (200..<300).contains(status) }

    package var isRedirection: Bool { (300..<400).contains(status) }

    /// Whether something of the body may be missing. Only who reads it can tell.
    package var mayBeCut: Bool { isAbrupt || isShort }

    /// Whether `Content-Length` promises more bytes than came: the connection was cut, or the server counts wrongly.
    package var isShort: Bool {
        headers["Content-Length"].flatMap { Int($0) }.map { $0 > body.count } ?? false
    }
}

/// Header fields in order, with the spelling of who wrote them; names compare without case (RFC 9110 section 5.1).
package struct WireHeaders: Equatable, Sendable, ExpressibleByDictionaryLiteral {
    package struct Field: Equatable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether this is its name, in whatever case.
        fileprivate func isNamed(_ other: String) -> Bool {
            name.utf8.count == other.utf8.count
                && (name == other || name.lowercased() == other.lowercased())
        }
    }

    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field($0.0, $0.1) })
    }

    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }

    /// The value of the first field of a name.
    package subscript(name: String) -> String? {
        fields.first { $0.isNamed(name) }?.value
    }

    /// The media type of `Content-Type`, in lower case and without parameters.
    package var mediaType: String? {
        self["Content-Type"].map { value in
            let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }
            return String(decoding: type.filter { $0 > UInt8(ascii: " ") }, as: UTF8.self).lowercased()
        }
    }
}

extension WireRequest {
    /// Where it goes.
    package var address: WebAddress {
        get throws(WireError) {
            guard let address = WebAddress(url) else {
                throw WireError(
                    .badAddress, url: url,
                    message: "this is no address of a server; it should look like https://mdm.example.com/path")
            }
            return address
        }
    }
}
