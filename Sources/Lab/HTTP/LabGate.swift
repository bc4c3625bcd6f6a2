internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import Serving

/// Stands before the interface for people and programs: it lets in who has the token, asks for the server by its own name,
/// and sends what no page of a browser can send unasked.
struct LabGate: RouterMiddleware {
    typealias Context = LabRequestContext

    let token: String
    let hosts: LabHosts

    func handle(
        _ request: Request, context: LabRequestContext,
        next: @concurrent (Request, LabRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            try check(request)
        } catch {
            return try LabAPI.refusal(error)
        }
        return try await next(request, context)
    }

    private func check(_ request: Request) throws(LabError) {
        try hosts.check(request)
        guard RandomToken.isShown(request.headers[.authorization], token) else {
            throw LabError(
                .noToken,
                "Send the header Authorization: Bearer TOKEN with the token in the file \(LabFolder.tokenFile) of the "
                    + "lab's folder.")
        }
        let hasBody =
            request.headers[.transferEncoding] != nil || request.headers[.contentLength].map { $0 != "0" } ?? false
        guard !hasBody || LabMediaType(request.headers) != nil else {
            throw LabError(
                .wrongMediaType, "Send Content-Type: application/json, or for commands application/vnd.syncml.dm+xml.")
        }
    }
}

/// Stands before the pages of consent and the PIN reset service: it lets in who asks for the server by its own name.
struct HostGate: RouterMiddleware {
    typealias Context = LabRequestContext

    let hosts: LabHosts

    func handle(
        _ request: Request, context: LabRequestContext,
        next: @concurrent (Request, LabRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            try hosts.check(request)
        } catch {
            return try LabAPI.refusal(error)
        }
        return try await next(request, context)
    }
}

/// The media types that the interface takes. None of them may come from a page of another site without asking first.
enum LabMediaType {
    case json
    case syncML

    init?(_ headers: HTTPFields) {
        switch headers.mediaType {
        case "application/json": self = .json
        case "application/vnd.syncml.dm+xml", "application/xml": self = .syncML
        default: return nil
        }
    }
}

extension HTTPFields {
    /// The media type of `Content-Type`, in lower case and without parameters.
    var mediaType: String? {
        self[.contentType].map { String($0.prefix { $0 != ";" }).trimmed.lowercased() }
    }
}
