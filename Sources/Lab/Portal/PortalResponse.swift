internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Notation
internal import Portal
internal import Serving

/// What the portal answers, as HTTP. Pages are never kept by a browser: they name people, and hold passcodes.
enum PortalResponse {
    static func make(_ answer: PortalAnswer, cookie: String? = nil) -> Response {
        var response =
            switch answer {
            case .page(let page): make(page.status, "text/html; charset=utf-8", Array(page.html.utf8))
            case .redirect: make(303, nil, [])
            case .json(let value): make(200, "application/json", json(value))
            }
        if case .redirect(let path) = answer { response.headers[.location] = path }
        response.headers[.cacheControl] = "no-store"
        if let cookie { response.headers[.setCookie] = cookie }
        return response
    }

    /// A file that holds no secret: a browser may keep it, and asks whether it is still the same.
    static func make(_ file: EmbeddedFile) -> Response {
        var response = make(200, file.mediaType, file.octets)
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    /// What a script asks for, or why it is not told.
    static func make(_ status: Int, json value: any Encodable) -> Response {
        var response = make(status, "application/json", json(value))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// A file to keep, made for who asks.
    static func make(kept octets: [UInt8], name: String) -> Response {
        var response = make(200, "application/octet-stream", octets)
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    private static func make(_ status: Int, _ type: String?, _ octets: [UInt8]) -> Response {
        var headers = PageHeaders.fields(formAction: "'self'", referrer: "same-origin")
        if let type { headers[.contentType] = type }
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: octets)))
    }

    private static func json(_ value: some Encodable) -> [UInt8] {
        (try? JSONEncoder().encode(value)).map { Array($0) } ?? []
    }
}
