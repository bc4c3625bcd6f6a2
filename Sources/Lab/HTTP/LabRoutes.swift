internal import Certificates
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOSSL
internal import Notation
internal import Wire

/// What phones ask for: the paths of enrolment and management.
struct LabRoutes: Sendable {
    let server: LabServer
    let uploads: UploadRoom

    func add(to router: Router<LabRequestContext>) {
        typealias Path = LabEnrollment.Path
        router.get("\(Path.discovery)") { request, context in try await probe(request, context) }
        router.post("\(Path.discovery)") { request, context in
            try await soap(.discovery, request, context, event: .discovered) { octets, fault in
                server.enrollment.discover(octets, base: base(request), fault: fault)
            }
        }
        router.post("\(Path.policy)") { request, context in
            let thumbprint = try await thumbprint(request, context)
            let isKnown = await isEnrolled(thumbprint)
            let caller = Self.caller(context)
            return try await soap(.policy, request, context, event: .policyAsked) { octets, fault in
                // Who renews has no password any more.
                if isKnown { return server.enrollment.policies(octets, isKnown: true, fault: fault) }
                guard let verdict = await judge(octets, from: caller) else { return Self.tooManyTries }
                return server.enrollment.policies(octets, directory: verdict, fault: fault)
            }
        }
        router.post("\(Path.enrollment)") { request, context in try await enroll(request, context) }
        addSignIn(to: router)
        addSCEP(to: router)
        router.post("\(Path.management)") { request, context in try await manage(request, context) }
        // With the oddity of RespURI each message has an address of its own.
        router.post("\(Path.management)/:message") { request, context in try await manage(request, context) }
    }

    /// The server's address: the one it was given for phones, or as this phone wrote it.
    private func base(_ request: Request) -> String { server.configuration.base(of: request) }

    /// The GET that asks whether anyone is there (protocol.md 6.2).
    private func probe(_ request: Request, _ context: LabRequestContext) async throws -> Response {
        await server.management.record(.probed)
        return try await send(LabAnswer(status: 200, mediaType: "text/html"), .probe, context)
    }

    /// Whether a certificate is that of a phone that is enrolled.
    private func isEnrolled(_ thumbprint: String?) async -> Bool {
        guard let thumbprint else { return false }
        return await server.management.holder(ofCertificate: thumbprint)?.state == .enrolled
    }

    private func soap(
        _ exchange: LabExchange, _ request: Request, _ context: LabRequestContext, event: LabEvent.Kind,
        _ work: ([UInt8], LabFault?) async -> LabAnswer
    ) async throws -> Response {
        let fault = await server.management.takeFault(for: exchange)
        let answer = try await uploads.withBody(of: request, upTo: server.bounds.enrollmentBody) { octets in
            await work(octets, fault)
        }
        if answer.status == 200 {
            await server.management.record(event, exchange.rawValue)
        } else {
            await server.management.recordSeldom(.enrollmentRefused, exchange.rawValue)
        }
        return try await send(answer, exchange, context)
    }

    private func enroll(_ request: Request, _ context: LabRequestContext) async throws -> Response {
        let (management, caller) = (server.management, Self.caller(context))
        let answer = try await uploads.withBody(of: request, upTo: server.bounds.enrollmentBody) { octets in
            guard let verdict = await judge(octets, from: caller) else {
                await management.recordSeldom(.enrollmentRefused, LabExchange.enrollment.rawValue)
                return Self.tooManyTries
            }
            let outcome = await server.enrollment.enroll(
                octets, base: base(request), directory: verdict,
                holder: { await management.holder(ofCertificate: $0) },
                oddities: await management.settings.oddities, fault: await management.takeFault(for: .enrollment))
            return await admit(outcome, octets)
        }
        return try await send(answer, .enrollment, context)
    }

    /// Remembers a phone that may enrol; the memory has the last word on that.
    private func admit(_ outcome: LabEnrollment.Admission, _ request: [UInt8]) async -> LabAnswer {
        let management = server.management
        guard let device = outcome.device else {
            await management.recordSeldom(.enrollmentRefused, outcome.fault?.reason ?? "")
            return outcome.answer
        }
        do {
            try await management.enroll(device, isRenewal: outcome.isRenewal)
        } catch {
            await management.recordSeldom(.enrollmentRefused, device: device.id, error.reason)
            return server.enrollment.refusal(error, request)
        }
        await management.record(outcome.isRenewal ? .renewed : .enrolled, device: device.id)
        return outcome.answer
    }

    private func manage(_ request: Request, _ context: LabRequestContext) async throws -> Response {
        let headers = request.headers
        let isSecure = server.configuration.showsCertificates
        let thumbprint = try await thumbprint(request, context)
        if let refusal = await server.management.refusal(ofCertificate: thumbprint, isSecure: isSecure) {
            return try await send(refusal, .management, context)
        }
        let bearer = headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        let answer = try await uploads.withBody(of: request, upTo: server.bounds.body) { octets in
            await server.management.answer(
                LabManagementRequest(
                    body: octets, mediaType: headers.mediaType, address: base(request) + LabEnrollment.Path.management,
                    isSecure: isSecure, thumbprint: thumbprint, bearer: bearer,
                    signature: HTTPField.signatureNames.lazy.compactMap { headers[$0] }.first,
                    headers: WireHeaders(headers.map { WireHeaders.Field($0.name.rawName, $0.value) })))
        }
        return try await send(answer, .management, context)
    }

    /// Of the certificate that the phone showed in TLS, to this server or to the proxy before it.
    private func thumbprint(_ request: Request, _ context: LabRequestContext) async throws -> String? {
        if let header = server.configuration.clientCertificateHeader {
            guard server.configuration.believes(context.channel.remoteAddress?.ipAddress),
                let name = HTTPField.Name(header), let value = request.headers[name]
            else { return nil }
            return ForwardedCertificate.read(value).map(Digest.thumbprint(of:))
        }
        guard server.configuration.usesTLS else { return nil }
        let certificate = try await context.channel.nioSSL_peerCertificate().get()
        return try certificate.map { Digest.thumbprint(of: try $0.toDERBytes()) }
    }
}

extension LabRoutes {
    /// Sends an answer with what is odd about its way.
    private func send(
        _ answer: LabAnswer, _ exchange: LabExchange, _ context: LabRequestContext
    ) async throws -> Response {
        let plan = await server.management.takePlan(for: exchange, message: answer.message)
        if let delay = plan.delay { try await Task.sleep(for: .milliseconds(delay)) }
        // Each answer has its plan, so that nothing is left of the last one on a kept connection.
        try await context.channel.triggerUserOutboundEvent(plan).get()
        var headers = HTTPFields()
        if let type = answer.mediaType { headers[.contentType] = type }
        let isReplaced = plan.status.map { $0 != answer.status } ?? false
        let body = ByteBuffer(bytes: isReplaced ? [] : answer.body)
        return Response(
            status: HTTPResponse.Status(code: plan.status ?? answer.status), headers: headers,
            body: plan.isChunked ? Self.chunks(body) : ResponseBody(byteBuffer: body))
    }

    /// A body without length, in pieces that end anywhere.
    private static func chunks(_ body: ByteBuffer) -> ResponseBody {
        ResponseBody { writer in
            var rest = body
            while let piece = rest.readSlice(length: min(37, rest.readableBytes)), piece.readableBytes > 0 {
                try await writer.write(piece)
            }
            try await writer.finish(nil)
        }
    }
}

extension HTTPField {
    /// The documents differ about the name (protocol.md 7).
    fileprivate static let signatureNames = ["MDM-Signature", "MS-Signature"].compactMap { HTTPField.Name($0) }
}
