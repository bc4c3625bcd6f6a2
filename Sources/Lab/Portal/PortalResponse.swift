internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Logging
internal import NIOCore
internal import Notation
internal import Portal
internal import Serving

/// What the portal answers, as HTTP. Pages are never kept by a browser: they name people, and hold passcodes.
enum PortalResponse {
    private static let logger = Logger(label: "lab")

    static func make(_ answer: PortalAnswer, cookie: String? = nil) -> Response {
        var response =
            switch answer {
            case .page(let page): make(page.status, "text/html; charset=utf-8", Array(page.html.utf8))
            case .redirect: make(303, nil, [])
            case .json(let value): make(200, json: value)
            case .failed(let reason): failed(reason)
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
        do {
            var response = make(status, "application/json", Array(try JSONEncoder().encode(value)))
            response.headers[.cacheControl] = "no-store"
            return response
        } catch {
            return failed("An answer cannot be written as JSON: \(error)")
        }
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

    /// Nothing can be shown; the log has the reason, which is not for who asks.
    private static func failed(_ reason: String) -> Response {
        logger.error("The portal cannot answer", metadata: ["reason": "\(reason)"])
        var response = make(500, "text/plain; charset=utf-8", Array("This cannot be shown: the log says why.\n".utf8))
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
