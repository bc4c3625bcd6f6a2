internal import SyncML

/// Requests to the OMA-DM endpoint: who may come, and what is answered.
extension LabManagement {
    /// Looks at who comes, before anything that they send is read.
    /// - Parameter thumbprint: of the certificate that was shown; nil for none.
    /// - Returns: the refusal, where the request need not be read.
    package func refusal(ofCertificate thumbprint: String?, isSecure: Bool) -> LabAnswer? {
        guard settings.requiresClientCertificate, isSecure else { return nil }
        guard let thumbprint else { return refuse(403, device: nil, "The phone showed no certificate.") }
        guard register.isKnown(certificate: thumbprint) else {
            return refuse(403, device: nil, "The certificate \(thumbprint) is not one that a phone was given here.")
        }
        return nil
    }

    /// Answers a request to the OMA-DM endpoint.
    ///
    /// The octets are read, and those of the answer written, beside the actor: that takes longer than the session itself, and
    /// no other phone has to wait for it.
    @concurrent package nonisolated func answer(_ request: LabManagementRequest) async -> LabAnswer {
        let (begun, clock) = (sources.now(), sources.milliseconds())
        let message: Message
        do {
            message = try LabCodec.read(request.body, request.mediaType)
        } catch {
            return await refuse(400, device: nil, "The message cannot be read: \(error)")
        }
        guard let header = message.header, !header.source.isEmpty else {
            return await refuse(400, device: nil, "The message has no SyncHdr with a Source.")
        }
        guard header.source.utf8.count <= bounds.name else {
            return await refuse(
                400, device: header.source, "The message's Source has more than \(bounds.name) octets.")
        }
        let answer: LabAnswer
        switch await hear(message, from: header.source, request) {
        // What somebody else said has no place among a phone's messages; the events tell of it.
        case .stranger(let refusal): return refusal
        case .refused(let refusal): answer = refusal
        case .answered(let reply, let oddities): answer = Self.answer(reply, to: request, oddities)
        }
        await note(request, header, answer, begun: begun, milliseconds: Int(sources.milliseconds() - clock))
        return answer
    }

    /// What comes of a message.
    private enum Outcome: Sendable {
        case refused(LabAnswer)
        /// It does not come from the phone that it names.
        case stranger(LabAnswer)
        /// With what is wrong with the server at that moment.
        case answered(LabReply, LabOddities)
    }

    private func hear(_ message: Message, from source: String, _ request: LabManagementRequest) async -> Outcome {
        if let reason = certificateRefusal(request, source) { return .stranger(refuse(403, device: source, reason)) }
        if settings.requiresMessageSignature {
            do {
                try await verify(request)
            } catch {
                return .stranger(refuse(403, device: source, "\(error)"))
            }
        }
        if let bearer = request.bearer { await keep(bearer: bearer, of: source) }
        guard let reply = await reply(to: message, address: request.address) else {
            return .refused(refuse(400, device: source, "The message belongs to no session, or could not be kept."))
        }
        return .answered(reply, settings.oddities)
    }

    private static func answer(
        _ reply: LabReply, to request: LabManagementRequest, _ oddities: LabOddities
    ) -> LabAnswer {
        let number = reply.message.header.flatMap { Int($0.messageID) }
        guard !reply.isEmpty else { return LabAnswer(status: 200, message: number) }
        let (form, bytes) = LabCodec.write(reply, answering: request.mediaType, oddities)
        return LabAnswer(status: 200, mediaType: form.mediaType, body: bytes, message: number)
    }

    private func keep(bearer: String, of id: String) async {
        await enter(id)
        defer { leave(id) }
        var device = register[id] ?? LabDevice(id: id)
        device.userToken = bearer
        keep(device)
    }

    private func refuse(_ status: Int, device: String?, _ reason: String) -> LabAnswer {
        recordSeldom(.requestRefused, device: device, reason)
        return .refusal(status, reason)
    }

    private func certificateRefusal(_ request: LabManagementRequest, _ source: String) -> String? {
        guard settings.requiresClientCertificate, request.isSecure else { return nil }
        guard let shown = request.thumbprint else { return "The phone showed no certificate." }
        guard shown == register[source]?.thumbprint else {
            return "The certificate \(shown) is not the one that '\(source)' was given."
        }
        return nil
    }

    private func verify(_ request: LabManagementRequest) async throws(LabError) {
        guard let authority else { throw LabError(.signature, "The lab has no authority to verify signatures with.") }
        guard let signature = request.signature else { throw LabError(.signature, "The message is not signed.") }
        try await authority.verify(signature: signature, over: request.body, now: sources.sharedNow())
    }
}
