package import SyncML

/// The lab's memory: the phones, their queues and sessions, and everything that happened.
///
/// The server over sockets uses it, and tests use it directly, with messages as values.
package actor LabManagement {
    package private(set) var settings: LabManagementSettings
    let authority: LabAuthority?
    let codec = LabCodec()
    let sources: LabSources
    let bounds: LabBounds
    private(set) var register: LabRegister
    private var sessions: [String: LabConversation] = [:]
    private var journal: LabJournal
    /// Octets of values of which only a part has come.
    private var incomingOctets = 0

    /// - Parameter authority: who issued the phones' certificates, to verify signed messages; nil where none are.
    package init(
        settings: LabManagementSettings = LabManagementSettings(), authority: LabAuthority? = nil,
        sources: LabSources = .system
    ) {
        self.settings = settings
        self.authority = authority
        self.sources = sources
        bounds = settings.bounds
        register = LabRegister(settings.bounds)
        journal = LabJournal(settings.bounds)
    }

    // MARK: Phones and their queues

    /// All phones by id.
    package var devices: [LabDevice] { register.devices }

    /// One phone.
    /// - Throws: for an id that nobody has come by with.
    package func device(_ id: String) throws(LabError) -> LabDevice {
        guard let device = register[id] else {
            throw LabError(.unknownDevice, "No device '\(id)' has enrolled or come by.")
        }
        return device
    }

    /// Takes a phone in, as enrolment does, with nothing queued; one that renews its certificate keeps all it has.
    /// - Throws: the fault for the id of a phone that is enrolled for another user, and for one phone too many.
    package func enroll(_ device: LabDevice, isRenewal: Bool = false) throws(LabFault) {
        if isRenewal {
            register.renew(device)
        } else {
            try register.enroll(device)
        }
        setSession(nil, of: device.id)
    }

    /// Puts a command into a phone's queue.
    /// - Returns: its number there.
    /// - Throws: for a phone that nobody knows, and for one for which too many wait already.
    @discardableResult
    package func queue(_ command: LabCommand, for id: String) throws(LabError) -> Int {
        var device = try device(id)
        guard device.queue.count(where: { $0.state == .waiting }) < bounds.waiting else {
            throw LabError(
                .queueFull, "\(bounds.waiting) commands wait for '\(id)' already. Let it come and fetch them first.")
        }
        let number = device.queue(command, keeping: bounds.commands)
        keep(device)
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
        let (stream, continuation) = AsyncStream.makeStream(
            of: LabEvent.self, bufferingPolicy: .bufferingNewest(bounds.events))
        journal.subscribe(continuation)
        return stream
    }

    /// Notes what happened outside sessions.
    package func record(_ kind: LabEvent.Kind, device: String? = nil, _ detail: String = "") {
        journal.record(LabOccurrence(kind, detail), device: device, time: sources.now())
    }

    // MARK: Sessions

    /// Answers a message.
    /// - Returns: nil for one without header, or one that goes on with a session that there is not.
    package func reply(to message: Message, address: String) -> LabReply? {
        guard let header = message.header else { return nil }
        var device = register[header.source] ?? LabDevice(id: header.source)
        var conversation: LabConversation
        if let current = sessions[header.source], header.messageID != "1", current.session.id == header.sessionID {
            // A phone that got no answer sends the same again, and must be told the same (protocol.md 2.11).
            if let answer = current.lastAnswer(to: message) { return answer }
            guard current.session.messageCount < bounds.messages else { return nil }
            conversation = current
        } else {
            guard header.messageID == "1" else { return nil }
            conversation = LabConversation(session: LabSession(id: header.sessionID))
            device.beginSession()
            record(.sessionStarted, device: device.id, header.sessionID)
        }
        let situation = LabSituation(
            settings: settings, address: address, nonce: sources.octets(16),
            room: max(0, bounds.results - register.keptOctets - incomingOctets))
        let reply = conversation.receive(message, header, device: &device, situation)
        for occurrence in conversation.session.occurrences {
            journal.record(occurrence, device: device.id, time: sources.now())
        }
        keep(device)
        setSession(conversation, of: device.id)
        return reply
    }

    func keep(_ device: LabDevice) {
        if let forgotten = register.keep(device) { setSession(nil, of: forgotten) }
    }

    private func setSession(_ conversation: LabConversation?, of id: String) {
        incomingOctets += (conversation?.session.incoming?.octets ?? 0) - (sessions[id]?.session.incoming?.octets ?? 0)
        sessions[id] = conversation
    }
}
