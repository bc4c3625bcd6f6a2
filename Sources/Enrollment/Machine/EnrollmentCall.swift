/// An HTTP request that the enrolment wants to be made.
package struct EnrollmentCall: Equatable, Sendable {
    package enum Method: String, Equatable, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    package var url: String
    /// Beside `Host` and `Content-Length`, which who sends it adds.
    package var headers: [EnrollmentHeader]
    package var body: [UInt8]
    /// Whether it may go without TLS to any machine: it shows nothing, and only a redirection is believed of its answer.
    package var isOpenProbe: Bool { method == .get && body.isEmpty }

    package init(method: Method, url: String, headers: [EnrollmentHeader], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// A header field of an HTTP request.
package struct EnrollmentHeader: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension EnrollmentCall {
    /// The search for a server (MS-MDE2 3.1.4.1; protocol.md 6.2).
    static func probe(_ url: String, userAgent: String) -> EnrollmentCall {
        let headers = [("Cache-Control", "no-cache"), ("Pragma", "no-cache"), ("User-Agent", userAgent)]
        return EnrollmentCall(method: .get, url: url, headers: headers.map { EnrollmentHeader($0, $1) }, body: [])
    }

    /// A SOAP request.
    static func soap(_ body: [UInt8], to url: String, userAgent: String) -> EnrollmentCall {
        let headers = [("Content-Type", "application/soap+xml; charset=utf-8"), ("User-Agent", userAgent)]
        return EnrollmentCall(method: .post, url: url, headers: headers.map { EnrollmentHeader($0, $1) }, body: body)
    }
}

/// The answer to a call.
package struct EnrollmentAnswer: Equatable, Sendable {
    package var status: Int
    /// Of `Content-Type`, without parameters.
    package var mediaType: String?
    /// Of the header `Location`, for a redirection.
    package var location: String?
    package var body: [UInt8]

    package init(status: Int, mediaType: String? = nil, location: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.mediaType = mediaType
        self.location = location
        self.body = body
    }

    var isRedirection: Bool { (300..<400).contains(status) }
    var isSuccess: Bool { (200..<300).contains(status) }
}

/// Why a call got no answer.
package struct EnrollmentConnectionFailure: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// Nobody there, or the connection broke, or no answer in time.
        case noConnection
        /// The server's certificate is not valid today.
        case certificateDateInvalid
        /// The server's certificate is not trusted, or TLS failed otherwise.
        case badCertificate
        /// Something else, such as an address that must not be used.
        case other
    }

    package var kind: Kind
    /// What happened and what to do, as a sentence.
    package var reason: String
    /// The number that Windows shows for it, of WinHTTP; nil where it has none.
    package var hresult: UInt32?

    package init(_ kind: Kind, reason: String, hresult: UInt32? = nil) {
        self.kind = kind
        self.reason = reason
        self.hresult = hresult
    }
}
