package import Logging
import Notation
import PINReset
import Session
package import SimulatedPhone
package import Store
import SyncML
package import Wire
import XML

/// Owns one phone: runs its sessions and its enrolment, lets a person use it, and keeps it on disk.
///
/// One thing at a time talks to a server; a person may use the phone in between. Every change is kept before anybody
/// outside can see it, but for the number of a session (see `begin`): a PIN that a server was told is a PIN that survives
/// the end of the process.
package actor DeviceAgent {
    package private(set) var phone: Phone
    let configuration: AgentConfiguration
    let exchanges: any ExchangeProvider
    let clock: any AgentClock
    package nonisolated let events: EventHub
    /// Where the agent's figures are collected.
    package nonisolated let metrics: PrometheusRegistry
    let figures: AgentFigures
    let logger: Logger
    let reader = MessageReader()
    let binaryReader = WBXMLReader()
    private let store: PhoneStore?
    private var announced: AgentSchedule?
    /// Whom the phone trusted last, and who it said it was.
    private var knownTrust: KnownTrust?
    /// The exchange for the certificates that the phone had last, so that its connections stay open between sessions.
    private var kept: (trust: WireTrust, exchange: any Exchange)?
    /// Who may talk to a server.
    private let turns = Turns()
    /// Who may change the phone: a change ends only when it is kept.
    private let changes = Turns()
    /// How the phone answers otherwise than it would; what was used up is so until the process ends.
    var answerRules: AnswerRules
    /// The copies that commands on this machine have, each with the phone as it was when it was lent.
    var loans: [(loan: Loan, phone: Phone)] = []
    /// What somebody has written by hand, the newest last.
    var handWritings: [(uri: String, writing: NodeReport.Writing)] = []

    /// - Parameters:
    ///   - store: where the phone is kept; nil for one that is thrown away.
    ///   - metrics: where its figures go, which several agents may share.
    ///   - figures: what counts its work, which the agents of a fleet share; its own if nil.
    package init(
        _ phone: Phone, store: PhoneStore?, exchanges: any ExchangeProvider, configuration: AgentConfiguration,
        clock: any AgentClock = SystemClock(), events: EventHub = EventHub(),
        metrics: PrometheusRegistry = PrometheusRegistry(), figures: AgentFigures? = nil,
        logger: Logger = Logger(label: "understudy.agent")
    ) {
        self.phone = phone
        self.store = store
        self.exchanges = exchanges
        self.configuration = configuration
        self.clock = clock
        answerRules = AnswerRules(configuration.answerRules, on: phone)
        self.events = events
        self.metrics = metrics
        self.figures = figures ?? AgentFigures(factory: metrics, device: phone.deviceID)
        self.logger = logger
    }

    var environment: PhoneEnvironment {
        PhoneEnvironment(now: clock.now(), identities: configuration.identities)
    }

    /// Begins a session. Its number is kept with what the server's first message does to the phone, or when the session
    /// ends without one, because a transaction of its own would cost as much as one for all commands: a phone that is
    /// killed in between uses the number once more, and its server sees that session begin anew.
    func begin(_ start: SessionStart) async throws(AgentError) -> SessionMachine? {
        await changes.takeEvenIfCancelled()
        defer { changes.give() }
        do {
            try configuration.witness?.sessionBegins(on: phone)
        } catch {
            throw AgentError(error)
        }
        return SessionMachine(start, on: &phone)
    }

    /// Changes the phone: on a copy, which is kept on disk and only then takes the phone's place. Until then others see the
    /// phone as it was, and who wants to change it waits.
    /// - Throws: what the change throws, or `.notKept`; the phone is then as it was.
    @discardableResult
    func change<Value>(
        _ body: (inout Phone, PhoneEnvironment) throws(AgentError) -> Value
    ) async throws(AgentError) -> Value {
        await changes.takeEvenIfCancelled()
        defer { changes.give() }
        var changed = phone
        let environment = environment
        changed.lockIfIdle(now: environment.now)
        let hasLockedItself = changed.lockScreen.isLocked && !phone.lockScreen.isLocked
        let value = try body(&changed, environment)
        do {
            try await store?.save(changed)
        } catch {
            throw AgentError(error)
        }
        phone = changed
        if hasLockedItself { tell(.screenLocked, "because nobody used the phone") }
        return value
    }

    /// Keeps the phone as it is, with what it does by itself as time passes.
    func keep() async throws(AgentError) {
        try await change { _, _ in }
    }

    /// Runs something that talks to a server after all that came before it.
    /// - Throws: what the work throws, or `.cancelled` where the task ends before its turn comes.
    func inTurn<Value: Sendable>(
        _ work: () async throws(AgentError) -> Value
    ) async throws(AgentError) -> Value {
        try await turns.take()
        defer { turns.give() }
        return try await work()
    }

    /// Tells something that happened.
    /// - Parameter fill: says what there is to say, only where somebody wants to see it.
    func tell(_ kind: AgentEvent.Kind, _ fill: @escaping @Sendable (inout AgentEvent) -> Void = { _ in }) {
        let now = clock.now()
        tell(1) {
            var event = AgentEvent(kind, at: now)
            fill(&event)
            return [event]
        }
    }

    /// Tells something in one text.
    func tell(_ kind: AgentEvent.Kind, _ text: @escaping @autoclosure @Sendable () -> String) {
        tell(kind) { $0.text = text() }
    }

    /// Tells several things at once, made only where somebody wants to see them.
    func tell(_ count: Int, _ make: @escaping @Sendable () -> [AgentEvent]) {
        events.send(count, make)
        guard logger.logLevel <= .debug else { return }
        for event in make() { logger.debug("\(event.kind.rawValue)", metadata: event.metadata) }
    }

    /// Tells when the next duty is due, once.
    func announce(_ next: AgentSchedule?) {
        guard let next, next != announced else { return }
        announced = next
        tell(.pollPlanned, "\(next.duty) at \(next.due)")
    }

    /// Whom the phone trusts, and who it says it is.
    func trust(of phone: Phone) -> KnownTrust {
        if let knownTrust, knownTrust.isTrue(of: phone) { return knownTrust }
        let found = KnownTrust(phone)
        knownTrust = found
        return found
    }

    /// An exchange with the phone's certificates.
    func exchange(for phone: Phone) throws(AgentError) -> any Exchange {
        do {
            let trust = trust(of: phone).trust
            if let kept, kept.trust == trust { return kept.exchange }
            let made = try exchanges.exchange(for: trust)
            kept = (trust, made)
            return made
        } catch {
            throw AgentError(error)
        }
    }
}

extension AgentEvent {
    /// What a log line carries beside its text; much of it is what a server has written.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        func add(_ key: String, _ text: String?) {
            if let text { metadata[key] = "\(VisibleText.line(text))" }
        }
        add("session.id", session)
        add("message.id", message)
        add("command.id", commandID)
        add("command", command)
        add("uris", uris?.joined(separator: " "))
        if let status { metadata["status"] = "\(status)" }
        add("text", text)
        add("notes", notes?.joined(separator: "; "))
        return metadata
    }
}
