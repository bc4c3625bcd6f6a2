package import Administration
internal import SyncML

/// The lab's memory: the phones, their queues and sessions, and everything that happened.
///
/// The server over sockets uses it, and tests use it directly, with messages as values.
package actor LabManagement {
    package private(set) var settings: LabManagementSettings
    let authority: LabAuthority?
    let sources: LabSources
    let bounds: LabBounds
    /// Whose devices the phones are; nil for nobody's.
    private let tenancy: LabTenancy?
    /// What the administrators' side wants of phones; nil where there is none.
    let desk: ManagementDesk?
    private(set) var register: LabRegister
    private var sessions: [String: LabConversation] = [:]
    /// What happened, for `LabManagement+Events`.
    var journal: LabJournal
    /// What phones and server said to each other lately.
    var conversations: DeviceConversations
    /// How often what anybody can bring about is noted.
    var brake = AttemptBrake()
    /// Where phones are kept beyond the end of the process; nil for nowhere.
    private let records: (any RecordStore)?
    /// When the next PIN goes that is kept with a phone; nil for none.
    private(set) var nextPasscodeEnd: Int64?
    /// Who waits for a phone that is being worked on, by its id.
    var turns: [String: [CheckedContinuation<Void, Never>]] = [:]
    /// Octets of values of which only a part has come.
    private var incomingOctets = 0

    /// - Parameter authority: who issued the phones' certificates, to verify signed messages; nil where none are.
    package init(
        settings: LabManagementSettings = LabManagementSettings(), authority: LabAuthority? = nil,
        sources: LabSources = .system, tenancy: LabTenancy? = nil,
        records: (any RecordStore)? = nil
    ) {
        self.settings = settings
        self.tenancy = tenancy
        self.records = records
        desk = tenancy?.desk
        self.authority = authority
        self.sources = sources
        bounds = settings.bounds
        register = LabRegister(settings.bounds)
        journal = LabJournal(settings.bounds)
        conversations = DeviceConversations(settings.bounds)
    }

    // MARK: What lasts

    /// Takes in what was kept, before the first phone comes.
    package func restore() async throws(AdministrationError) {
        guard let records else { return }
        for kept in try await LabPhoneRecord.all(in: records) {
            register.restore(kept.device)
            setSession(kept.conversation, of: kept.device.id)
        }
        findNextPasscodeEnd()
    }

    func findNextPasscodeEnd() {
        nextPasscodeEnd = register.firstPasscodeTime.map(Self.end(ofPasscodeFrom:))
    }

    /// Writes a phone down with the session that it has.
    func write(_ device: LabDevice) async throws(AdministrationError) {
        try await write(device, sessions[device.id])
    }

    /// Writes a phone down; who never enrolled is not worth it.
    func write(_ device: LabDevice, _ conversation: LabConversation?) async throws(AdministrationError) {
        guard let records, device.state != .stranger else { return }
        try await LabPhoneRecord(device: device, conversation: conversation).keep(in: records)
    }

    // MARK: Phones

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

    /// The phone that was given the certificate of a thumbprint; nil where none was.
    package func holder(ofCertificate thumbprint: String) -> LabDevice? {
        register.holder(ofCertificate: thumbprint).flatMap { register[$0] }
    }

    /// Takes a phone in, as enrolment does, with nothing queued; one that renews its certificate keeps all it has.
    /// - Throws: the fault for the id of a phone that is enrolled for another user, one phone too many, and where it could not be kept.
    package func enroll(_ device: LabDevice, isRenewal: Bool = false) async throws(LabFault) {
        await enter(device.id)
        defer { leave(device.id) }
        if !isRenewal { try register.checkEnrollment(device) }
        var enrolled = isRenewal ? register.renewed(device) : device
        enrolled.state = .enrolled
        do {
            if !isRenewal { try await tenancy?.enroll(device) }
            try await write(enrolled, nil)
        } catch {
            throw LabFault.enrollmentServer(error.message)
        }
        register.enroll(enrolled)
        setSession(nil, of: device.id)
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

    // MARK: Sessions

    /// The answer that is there already to a message, or the session in which it stands.
    enum Course {
        case answered(LabReply)
        case open(LabConversation, isNew: Bool)
    }

    /// - Parameter digest: of the message that has the header.
    /// - Returns: nil for a message that goes on with a session that there is not.
    func course(of digest: [UInt8], _ header: Header) -> Course? {
        if let current = sessions[header.source], header.messageID != "1", current.session.id == header.sessionID {
            // A phone that got no answer sends the same again, and must be told the same (protocol.md 2.11).
            if let answer = current.lastAnswer(to: digest) { return .answered(answer) }
            return current.session.messageCount < bounds.messages ? .open(current, isNew: false) : nil
        }
        guard header.messageID == "1" else { return nil }
        return .open(LabConversation(session: LabSession(id: header.sessionID)), isNew: true)
    }

    func situation(_ address: String) -> LabSituation {
        LabSituation(
            settings: settings, address: address, nonce: settings.clientScheme == nil ? [] : sources.octets(16),
            room: max(0, bounds.results - register.keptOctets - incomingOctets))
    }

    func keep(_ device: LabDevice) {
        if let time = device.passcodeTime {
            nextPasscodeEnd = min(nextPasscodeEnd ?? .max, Self.end(ofPasscodeFrom: time))
        }
        if let forgotten = register.keep(device) { setSession(nil, of: forgotten) }
    }

    func setSession(_ conversation: LabConversation?, of id: String) {
        incomingOctets += (conversation?.session.incoming?.octets ?? 0) - (sessions[id]?.session.incoming?.octets ?? 0)
        sessions[id] = conversation
    }

    /// The session of a phone that goes on, or the last that has ended.
    func session(of id: String) -> LabSession? { sessions[id]?.session }
}
