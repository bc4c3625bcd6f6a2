/// A request as HTTP brings it.
package struct GraphHTTPRequest: Equatable, Sendable {
    package var method: String
    /// Path and query.
    package var target: String
    package var authorization: String?
    package var clientRequestID: String?
    package var body: [UInt8]
    /// The address by which the client has reached the server, for links and issuers; the server's own if nil.
    package var base: String?

    package init(
        _ method: String, _ target: String, authorization: String? = nil, clientRequestID: String? = nil,
        body: [UInt8] = [], base: String? = nil
    ) {
        self.base = base
        self.method = method
        self.target = target
        self.authorization = authorization
        self.clientRequestID = clientRequestID
        self.body = body
    }
}
