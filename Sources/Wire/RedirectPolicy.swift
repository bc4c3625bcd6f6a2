import Notation

/// What becomes of an answer that sends the phone elsewhere (RFC 9110 15.4).
///
/// What a phone shows a server is for that server alone, not for any that it names. So another one gets either nothing,
/// because the request is not made again, or a request that shows nothing: no body, no token, no certificate.
package enum RedirectPolicy: Equatable, Sendable {
    /// It is an error.
    case refuse
    /// The request is made again at the other address, at most so many times.
    ///
    /// Inferred: no document says what the phone does with a redirection of a session's message; a POST that became
    /// a GET would be of no use to anybody, so the method stays for 301 and 302 too.
    case follow(max: Int)
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
        guard case .follow(let max) = self else {
            throw refused("which is not followed here; use that address itself if it is right")
        }
        guard hops < max else { throw refused("after \(hops) redirections already; the server seems to go in circles") }
        guard response.status != 303 || request.method == .get else {
            throw refused("which asks for GET, and \(request.method.rawValue) was meant")
        }
        let old = try request.address
        guard let location = response.headers["Location"], let new = old.resolving(location) else {
            throw refused("which is no address")
        }
        var next = request
        next.url = new.text
        guard !new.isSameServer(as: old) else { return next }
        guard new.isSecure else { throw refused("and redirections are followed within https only") }
        guard request.method == .get, request.body.isEmpty else {
            throw refused(
                "which is another server, and what the phone sends is for \(old.hostField) only; "
                    + "let the account or the discovery service name the other address if it is right")
        }
        next.headers = WireHeaders(request.headers.fields.filter { !Self.isCredential($0.name) })
        next.isAnonymous = true
        return next
    }

    private static func isCredential(_ name: String) -> Bool {
        ["authorization", "cookie"].contains(name.lowercased())
    }
}

extension Exchange {
    /// Sends a request, and again where the answer sends the phone elsewhere.
    /// - Parameter noteHop: is told each redirection that is followed, before it is.
    /// - Returns: the last answer, and the request that it answers.
    package func send(
        _ request: WireRequest, following policy: RedirectPolicy, noteHop: (RedirectHop) -> Void
    ) async throws(WireError) -> (request: WireRequest, response: WireResponse) {
        var request = request
        var hops = 0
        while true {
            let response = try await send(request)
            guard let next = try policy.next(after: response, to: request, hops: hops) else {
                return (request, response)
            }
            noteHop(RedirectHop(status: response.status, from: request.url, to: next.url))
            request = next
            hops += 1
        }
    }
}

/// A redirection that was followed.
package struct RedirectHop: Equatable, Sendable, CustomStringConvertible {
    package var status: Int
    package var from: String
    package var to: String

    package var description: String { "\(from) redirects to \(to) (HTTP status \(status))" }
}
