internal import Administration
internal import HTTPTypes
internal import Hummingbird
internal import Notation
internal import Portal
internal import Serving

/// Who may come into the portal: sessions in cookies, and forms that were made here.
actor PortalDoor {
    private static let cookieName = "understudy-portal"

    private let sources: LabSources
    /// Whether browsers reach the lab by HTTPS, so that the cookie goes over nothing else.
    private let isSecure: Bool
    /// The address by which browsers reach the lab where a proxy stands before it.
    private let publicURL: String?
    private var sessions = PortalSessions()

    init(_ configuration: LabConfiguration, _ sources: LabSources) {
        self.sources = sources
        publicURL = configuration.publicURL
        isSecure = configuration.usesTLS || configuration.publicURL?.lowercased().hasPrefix("https:") ?? false
    }

    private var now: Instant { Instant(seconds: sources.now()) }

    /// Who asks; nil for somebody who has not signed in.
    /// - Parameter isWatching: whether a script asks by itself.
    func visitor(_ request: Request, isWatching: Bool = false) -> PortalVisitor? {
        sessions.visitor(Self.key(request), at: now, isWatching: isWatching)
    }

    /// Begins a session in the place of the one that the browser had.
    /// - Returns: `Set-Cookie` (RFC 6265): for the portal alone, out of reach of scripts, never sent from another site.
    func begin(_ person: LabPerson, _ request: Request) -> String {
        sessions.end(Self.key(request))
        let key = sessions.begin(
            person.name, of: ObjectID(person.tenant), passwordDigest: person.passwordDigest, at: now,
            random: sources.octets)
        return cookie(key, seconds: PortalSessions.wholeMinutes * 60)
    }

    /// Ends the session.
    /// - Returns: `Set-Cookie` that takes the cookie away.
    func end(_ request: Request) -> String {
        sessions.end(Self.key(request))
        return cookie("", seconds: 0)
    }

    private func cookie(_ key: String, seconds: Int) -> String {
        "\(Self.cookieName)=\(key); Path=\(PortalRoute.root); Max-Age=\(seconds); HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }

    private static func key(_ request: Request) -> String? {
        let cookies = (request.headers[.cookie] ?? "").split(separator: ";").map { String($0).trimmed }
        return cookies.first { $0.hasPrefix("\(cookieName)=") }.map { String($0.dropFirst(cookieName.count + 1)) }
    }

    /// Whether a form was made for this visitor.
    nonisolated func isOwn(_ form: FormFields, of visitor: PortalVisitor) -> Bool {
        RandomToken.isEqual(visitor.formToken, form["token"] ?? "")
    }

    /// Whether a request comes from a page of another site, as far as the browser tells (RFC 6454 section 7, Fetch Metadata).
    nonisolated func isForeign(_ request: Request) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
            guard ["same-origin", "none"].contains(site) else { return true }
        }
        guard let origin = request.headers[.origin] else { return false }
        let host = origin.drop { $0 != "/" }.dropFirst(2).lowercased()
        return host != request.head.authority?.lowercased() && origin.lowercased() != publicURL?.lowercased()
    }
}
