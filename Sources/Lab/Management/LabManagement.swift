package import SyncML

/// The lab's memory: the phones, their queues and sessions, and everything that happened.
///
/// The server over sockets uses it, and tests use it directly, with messages as values.
package actor LabManagement {
    package private(set) var settings: LabManagementSettings
    private let authority: LabAuthority?
    private let sources: LabSources
    private let codec = LabCodec()
    private var known: [String: LabDevice] = [:]
    private var sessions: [String: LabConversation] = [:]
    private var journal = LabJournal()

    /// - Parameter authority: who issued the phones' certificates, to verify signed messages; nil where none are.
    package init(
        settings: LabManagementSettings = LabManagementSettings(), authority: LabAuthority? = nil,
        sources: LabSources = .system
    ) {
        self.settings = settings
        self.authority = authority
        self.sources = sources
    }

    // MARK: Phones and their queues

    /// All phones by id.
    package var devices: [LabDevice] { known.values.sorted { $0.id < $1.id } }

    /// One phone.
    /// - Throws: for an id that nobody has come by with.
    package func device(_ id: String) throws(LabError) -> LabDevice {
        guard let device = known[id] else {
            throw LabError(.unknownDevice, "No device '\(id)' has enrolled or come by.")
        }
        return device
    }

    /// Takes a phone in, as enrolment does; one that is known keeps its queue.
    package func enroll(_ device: LabDevice) {
        var device = device
        device.state = .enrolled
        if let old = known[device.id] {
            device.queue = old.queue
            device.properties = old.properties
        }
        known[device.id] = device
        sessions[device.id] = nil
    }

    /// Puts a command into a phone's queue.
    /// - Returns: its number there.
    @discardableResult
    package func queue(_ command: LabCommand, for id: String) throws(LabError) -> Int {
        var device = try device(id)
        let number = device.queue(command)
        known[id] = device
        return number
    }

    /// A command of a phone's queue, with what was answered so far.
    package func entry(_ number: Int, of id: String) throws(LabError) -> LabQueueEntry {
        guard let entry = try device(id).entry(number) else {
            throw LabError(.unknownCommand, "Device '\(id)' has no command \(number).")
        }
        return entry
    }

    /// Waits until the phone has answered a command to the end.
    /// - Throws: `LabError` for a command that there is not, `CancellationError` when nobody wants to wait any longer.
    package func outcome(of number: Int, for id: String) async throws -> LabQueueEntry {
        let events = eventStream()
        var entry = try entry(number, of: id)
        guard entry.state != .done else { return entry }
        for await event in events where event.kind == .commandDone && event.device == id {
            entry = try self.entry(number, of: id)
            if entry.state == .done { return entry }
        }
        throw CancellationError()
    }

    // MARK: Oddities

    /// Changes what is wrong with the server, from the next answer on.
    package func setOddities(_ oddities: LabOddities) {
        settings.oddities = oddities
    }

    /// How the next answer goes over the wire.
    package func takePlan(for exchange: LabExchange, message: Int? = nil) -> LabWirePlan {
        settings.oddities.takePlan(for: exchange, message: message)
    }

    /// The fault that takes the place of an answer of enrolment.
    package func takeFault(for exchange: LabExchange) -> LabFault? {
        settings.oddities.takeFault(for: exchange)
    }

    // MARK: Events

    /// The events after the one of a number.
    package func events(after number: Int = 0) -> [LabEvent] { journal.events(after: number) }

    /// Every event from now on.
    package func eventStream() -> AsyncStream<LabEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: LabEvent.self)
        journal.subscribe(continuation)
        return stream
    }

    /// Notes what happened outside sessions.
    package func record(_ kind: LabEvent.Kind, device: String? = nil, _ detail: String = "") {
        journal.record(LabOccurrence(kind, detail), device: device, time: sources.now())
    }

    // MARK: Sessions

    /// Answers a request to the OMA-DM endpoint.
    package func answer(_ request: LabManagementRequest) async -> LabAnswer {
        let message: Message
        do {
            message = try codec.read(request.body, request.mediaType)
        } catch {
            return refuse(400, device: nil, "The message cannot be read: \(error)")
        }
        guard let source = message.header?.source, !source.isEmpty else {
            return refuse(400, device: nil, "The message has no SyncHdr with a Source.")
        }
        if let reason = certificateRefusal(request, source) { return refuse(403, device: source, reason) }
        if settings.requiresMessageSignature {
            do {
                try await verify(request)
            } catch {
                return refuse(403, device: source, "\(error)")
            }
        }
        if let bearer = request.bearer { known[source, default: LabDevice(id: source)].userToken = bearer }
        guard let reply = reply(to: message, address: request.address) else {
            return refuse(400, device: source, "The message belongs to no session.")
        }
        let number = reply.message.header.flatMap { Int($0.messageID) }
        guard !reply.isEmpty else { return LabAnswer(status: 200, message: number) }
        let (form, bytes) = codec.write(reply, answering: request.mediaType, settings.oddities)
        return LabAnswer(status: 200, mediaType: form.rawValue, body: bytes, message: number)
    }

    /// Answers a message.
    /// - Returns: nil for one without header, or one that goes on with a session that there is not.
    package func reply(to message: Message, address: String) -> LabReply? {
        guard let header = message.header else { return nil }
        var device = known[header.source] ?? LabDevice(id: header.source)
        var conversation: LabConversation
        if let current = sessions[header.source], header.messageID != "1", current.session.id == header.sessionID {
            // A phone that got no answer sends the same again, and must be told the same (protocol.md 2.11).
            if let answer = current.lastAnswer(to: message) { return answer }
            conversation = current
        } else {
            guard header.messageID == "1" else { return nil }
            conversation = LabConversation(session: LabSession(id: header.sessionID))
            device.beginSession()
            record(.sessionStarted, device: device.id, header.sessionID)
        }
        let situation = LabSituation(settings: settings, address: address, nonce: sources.octets(16))
        let reply = conversation.receive(message, header, device: &device, situation)
        for occurrence in conversation.session.occurrences {
            journal.record(occurrence, device: device.id, time: sources.now())
        }
        known[device.id] = device
        sessions[device.id] = conversation
        return reply
    }

    private func refuse(_ status: Int, device: String?, _ reason: String) -> LabAnswer {
        record(.requestRefused, device: device, reason)
        return .refusal(status, reason)
    }

    private func certificateRefusal(_ request: LabManagementRequest, _ source: String) -> String? {
        guard settings.requiresClientCertificate, request.isSecure else { return nil }
        guard let shown = request.thumbprint else { return "The phone showed no certificate." }
        guard shown == known[source]?.thumbprint else {
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
