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
    package func answer(_ request: LabManagementRequest) async -> LabAnswer {
        let begun = sources.now()
        var header: Header?
        let answer = await answer(request, &header)
        if let header { note(request, header, answer, begun: begun) }
        return answer
    }

    /// - Parameter header: of the message, once it has been read.
    private func answer(_ request: LabManagementRequest, _ header: inout Header?) async -> LabAnswer {
        let message: Message
        do {
            message = try codec.read(request.body, request.mediaType)
        } catch {
            return refuse(400, device: nil, "The message cannot be read: \(error)")
        }
        guard let source = message.header?.source, !source.isEmpty else {
            return refuse(400, device: nil, "The message has no SyncHdr with a Source.")
        }
        guard source.utf8.count <= bounds.name else {
            return refuse(400, device: source, "The message's Source has more than \(bounds.name) octets.")
        }
        header = message.header
        if let reason = certificateRefusal(request, source) { return refuse(403, device: source, reason) }
        if settings.requiresMessageSignature {
            do {
                try await verify(request)
            } catch {
                return refuse(403, device: source, "\(error)")
            }
        }
        if let bearer = request.bearer { await keep(bearer: bearer, of: source) }
        guard let reply = await reply(to: message, address: request.address) else {
            return refuse(400, device: source, "The message belongs to no session, or could not be kept.")
        }
        let number = reply.message.header.flatMap { Int($0.messageID) }
        guard !reply.isEmpty else { return LabAnswer(status: 200, message: number) }
        let (form, bytes) = codec.write(reply, answering: request.mediaType, settings.oddities)
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
        record(.requestRefused, device: device, reason)
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
        try await authority.verify(signature: signature, over: request.body, now: sources.now())
    }
}
