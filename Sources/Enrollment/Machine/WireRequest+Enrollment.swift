import Wire

/// The two kinds of request that an enrolment makes.
extension WireRequest {
    /// The search for a server (MS-MDE2 3.1.4.1; protocol.md 6.2). It shows nothing, and only a redirection is believed of
    /// its answer, so that it may go without TLS to any machine.
    static func probe(_ url: String, userAgent: String) -> WireRequest {
        let headers: WireHeaders = ["Cache-Control": "no-cache", "Pragma": "no-cache", "User-Agent": userAgent]
        var request = WireRequest(.get, url, headers: headers)
        request.mayBeOpen = true
        request.isAnonymous = true
        return request
    }

    static func soap(_ body: [UInt8], to url: String, userAgent: String) -> WireRequest {
        let headers: WireHeaders = ["Content-Type": "application/soap+xml; charset=utf-8", "User-Agent": userAgent]
        return WireRequest(.post, url, headers: headers, body: body)
    }
}
