package import Wire

/// What becomes of an answer that sends the phone elsewhere (RFC 9110 15.4).
package enum RedirectPolicy: Equatable, Sendable {
    /// It is an error.
    case refuse
    /// The request is made again, whole, at the other address, at most so many times.
    ///
    /// Inferred: no document says what the phone does with a redirection of a session's message; a POST that became
    /// a GET would be of no use to anybody, so the method stays for 301 and 302 too.
    case followWithinHTTPS(max: Int)
}

extension RedirectPolicy {
    /// The next request that this policy makes of an answer, or nothing where the answer is the last.
    /// - Parameter hops: how many redirections have been followed.
    /// - Throws: where the answer is a redirection that must not be followed.
    package func next(
        after response: WireResponse, to request: WireRequest, hops: Int
    ) throws(WireError) -> WireRequest? {
        guard [301, 302, 303, 307, 308].contains(response.status) else { return nil }
        func refused(_ why: String) -> WireError {
            let place = response.headers["Location"] ?? "nowhere"
            return WireError(
                .redirected, url: request.url,
                message: "the server redirects to \(place) with status \(response.status), \(why)")
        }
        guard case .followWithinHTTPS(let max) = self else {
            throw refused("which is not followed here; use that address itself if it is right")
        }
        guard hops < max else { throw refused("after \(hops) redirections already; the server seems to go in circles") }
        guard response.status != 303 || request.method == .get else {
            throw refused("which asks for GET, and \(request.method.rawValue) was meant")
        }
        let old = try WebAddress(request.url)
        guard let location = response.headers["Location"], let new = old.resolving(location) else {
            throw refused("which is no address")
        }
        guard old.isSecure, new.isSecure else { throw refused("and redirections are followed within https only") }
        var next = request
        next.url = new.text
        guard !new.isSameServer(as: old) else { return next }
        // A bearer token is for the server that it was sent to, not for any that it names.
        next.headers = WireHeaders(request.headers.fields.filter { $0.name.lowercased() != "authorization" })
        return next
    }
}
