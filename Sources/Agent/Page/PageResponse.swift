import HTTPTypes
import Hummingbird
import NIOCore

/// Files of the phone's page as HTTP.
enum PageResponse {
    /// What the page may do: run its own scripts, use its own style, ask its own server. Nothing else, nothing inline, and no
    /// text ever becomes mark-up (Content Security Policy Level 3; Trusted Types).
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].joined(separator: "; ")

    static func make(_ file: PageFiles.File) throws -> Response {
        var headers: HTTPFields = [
            .contentType: file.mediaType, .cacheControl: "no-store", .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
        ]
        for (name, value) in closed {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.octets)))
    }

    /// What keeps others' pages from looking in, and the page's address from being told.
    private static let closed = [
        ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
}
