internal import Foundation
internal import Graph
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Notation
internal import XML

/// Answers what is asked of the Graph-shaped API and its sign-in, whatever the case of the path; all else goes on.
struct GraphMiddleware: RouterMiddleware {
    typealias Context = LabRequestContext

    let service: GraphService
    let configuration: LabConfiguration
    let hosts: LabHosts
    let uploads: UploadRoom
    let bounds: LabBounds
    let push: LabPush

    func handle(
        _ request: Request, context: LabRequestContext,
        next: @concurrent (Request, LabRequestContext) async throws -> Response
    ) async throws -> Response {
        let target = request.head.path ?? ""
        guard GraphService.serves(target) else { return try await next(request, context) }
        do {
            try hosts.check(request)
        } catch {
            return try LabAPI.refusal(error)
        }
        let authorization = request.headers[.authorization]
        // Who has not shown a token may send no more than a form needs.
        let limit = service.knows(authorization) ? bounds.body : bounds.uncountedBody
        return try await uploads.withBody(of: request, upTo: limit) { octets in
            let asked = GraphHTTPRequest(
                request.method.rawValue, target, authorization: authorization,
                clientRequestID: HTTPField.Name("client-request-id").flatMap { request.headers[$0] }, body: octets,
                base: configuration.base(of: request))
            let answer = await service.answer(asked)
            push.carryOut(answer.effects)
            return try Self.response(answer)
        }
    }

    private static func response(_ answer: GraphResponse) throws -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        var body = ""
        if let value = answer.body {
            body = VisibleText.json(String(decoding: try JSONEncoder.sorted.encode(value), as: UTF8.self))
            if headers[.contentType] == nil { headers[.contentType] = "application/json; charset=utf-8" }
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
