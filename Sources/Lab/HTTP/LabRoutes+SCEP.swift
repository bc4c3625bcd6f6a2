internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation

/// SCEP over HTTP (RFC 8894 4): the operation stands in the query, its message there too or in the body.
extension LabRoutes {
    func addSCEP(to router: Router<LabRequestContext>) {
        router.get("\(LabSCEP.path)") { request, _ in
            let message = request.uri.queryParameters["message"].flatMap { Base64.decode(String($0)) }
            return await answer(request, message ?? [])
        }
        router.post("\(LabSCEP.path)") { request, _ in
            try await uploads.withBody(of: request, upTo: server.bounds.enrollmentBody) { octets in
                await answer(request, octets)
            }
        }
    }

    private func answer(_ request: Request, _ message: [UInt8]) async -> Response {
        let operation = request.uri.queryParameters["operation"].map { String($0) } ?? ""
        let isClosed = operation == "PKIOperation" && !server.configuration.givesCertificates
        let (answer, occurrence) = await isClosed ? Self.closed : server.scep.answer(operation, message)
        if let occurrence { await note(occurrence) }
        var headers = HTTPFields()
        headers[.contentType] = answer.mediaType
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private func note(_ occurrence: LabOccurrence) async {
        switch occurrence.kind {
        case .requestRefused: await server.management.recordSeldom(.requestRefused, occurrence.detail)
        default: await server.management.record(occurrence.kind, occurrence.detail)
        }
    }

    private static let closed: (LabAnswer, LabOccurrence?) = {
        let reason = "Nobody is given a certificate by SCEP here without a password. Serve with --scep-challenge TEXT."
        return (.refusal(403, reason), LabOccurrence(.requestRefused, "SCEP: \(reason)"))
    }()
}

extension LabConfiguration {
    /// Whether SCEP gives certificates: whoever gets one of any name could pass for the lab with those who trust its
    /// authority, and so not anybody may where not anybody may enrol.
    fileprivate var givesCertificates: Bool { takesAnybody || scep.challenge != nil }
}
