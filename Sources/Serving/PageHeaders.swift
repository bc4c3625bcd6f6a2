package import HTTPTypes

/// What a browser is told with each page of ours, so that the page does what it is for and others' pages do nothing with it.
package enum PageHeaders {
    /// A page may run its own scripts, use its own style, ask its own server. Nothing else, nothing inline, and no text ever
    /// becomes mark-up (Content Security Policy Level 3; Trusted Types).
    /// - Parameters:
    ///   - formAction: where its forms may go: `'self'` or `'none'`.
    ///   - referrer: to whom its address is told (Referrer Policy). Where forms are sent it must be `same-origin`, or browsers
    ///     do not say either from which site a form comes.
    package static func fields(formAction: String, referrer: String) -> HTTPFields {
        let policy = [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
            "base-uri 'none'", "form-action \(formAction)", "frame-ancestors 'none'",
            "require-trusted-types-for 'script'", "trusted-types 'none'",
        ].joined(separator: "; ")
        var headers: HTTPFields = [.contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff"]
        for (name, value) in closed + [("Referrer-Policy", referrer)] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return headers
    }

    /// What keeps others' pages from looking in.
    private static let closed = [
        ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
}
