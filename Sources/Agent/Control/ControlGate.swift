import HTTPTypes
import Hummingbird
import Logging
import Serving
import Wire

/// Lets in who has the token, and turns errors into answers: the one place that does.
struct ControlGate: RouterMiddleware {
    typealias Context = BasicRequestContext

    let identity: ControlIdentity
    /// What can be asked.
    let known: [(method: WireRequest.Method, path: String)]
    /// Whether the files of the phone's page are served.
    let showsPage: Bool

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            try ControlDoor.check(request, port: identity.port)
            if showsPage, let file = PageFiles.file(at: request.uri.path), request.method == .get {
                return try Self.page(file, request)
            }
            if request.uri.path == ControlRoutes.proof.path, request.method == .get {
                return try prove(request)
            }
            guard RandomToken.isShown(request.headers[.authorization], identity.token) else {
                throw ControlError(
                    .unauthorized,
                    "send the header Authorization: Bearer TOKEN with the token from control.json in the state folder")
            }
            return try await next(request, context)
        } catch let error as ControlError {
            return try Self.response(to: error)
        } catch let error as any HTTPResponseError where error.status == .notFound {
            return try Self.response(to: unknown(request))
        } catch let error as any HTTPResponseError {
            return try Self.response(to: ControlError(.badRequest, "the request cannot be read: \(error.status)"))
        }
    }

    /// The one answer that needs no token: who asks wants to know first whether the token may be shown here.
    private func prove(_ request: Request) throws -> Response {
        let challenge = request.uri.queryParameters["challenge"].map(String.init) ?? ""
        guard (16...256).contains(challenge.utf8.count) else {
            throw ControlError(.badRequest, "give a challenge of 16 to 256 characters, which nobody can guess")
        }
        return try ControlResponse.json(identity.proof(of: challenge))
    }

    /// A file of the phone's page, which holds nothing that needs a token.
    private static func page(_ file: PageFiles.File, _ request: Request) throws -> Response {
        guard request.uri.query?.isEmpty ?? true else {
            throw ControlError(
                .badRequest,
                "the page's address has no query: a token there would be kept by whoever keeps addresses; "
                    + "put it behind #, as the address has it that 'understudy run' prints")
        }
        return try PageResponse.make(file)
    }

    private static func response(to error: ControlError) throws -> Response {
        var response = try ControlResponse.json(error, HTTPResponse.Status(code: error.code.httpStatus))
        if error.code == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private func unknown(_ request: Request) -> ControlError {
        let path = request.uri.path
        let methods = known.filter { $0.path == path }.map(\.method.rawValue)
        guard !methods.isEmpty else {
            let list = showsPage ? "GET /openapi.json tells what there is" : known.map(\.path).joined(separator: ", ")
            return ControlError(.unknownPath, "there is no \(path); \(list)")
        }
        return ControlError(
            .wrongMethod, "\(path) is for \(methods.joined(separator: " and ")), not for \(request.method.rawValue)")
    }
}
