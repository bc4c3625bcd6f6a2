import Agent
import Logging
import Notation
import PINReset
import SimulatedPhone
import Store
import Wire

/// Phones, accounts and agents that tests begin with.
enum Sample {
    /// 2017-07-14T02:40:00Z.
    static let now = Instant(seconds: 1_500_000_000)
    static let server = "https://mdm.example.test/omadm"
    static let provider = "TestMDM"

    static var account: ManagementAccount {
        ManagementAccount(
            providerID: provider, addresses: [server], user: "ann@example.test", enrollmentType: .full,
            discoveryURL: "https://mdm.example.test/EnrollmentServer/Discovery.svc")
    }

    static func blueprint(isJoined: Bool = false) throws -> Blueprint {
        var profile = PhoneProfile.lumia950
        if !isJoined { profile.joined = nil }
        return try Blueprint(profile: profile)
    }

    /// A phone that is not enrolled.
    static func phone(isJoined: Bool = false) throws -> Phone {
        Phone(fresh: try blueprint(isJoined: isJoined), seed: 1, now: now)
    }

    /// A phone with an account.
    static func enrolledPhone(
        isJoined: Bool = false, certificates: [CertificateStore.Entry] = [],
        _ tune: (inout Enrolled) throws -> Void = { _ in }
    ) throws -> Phone {
        var phone = try phone(isJoined: isJoined)
        var enrolled = Enrolled(account: account, since: now)
        try tune(&enrolled)
        for entry in certificates { phone.certificates.install(entry) }
        phone.enroll(enrolled)
        return phone
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// A phone with its agent, a server that follows a script, and a clock: what most tests are about.
struct Bench {
    let agent: DeviceAgent
    let exchange: ScriptedExchange
    let provider: ScriptedProvider
    let clock: ManualClock

    init(
        _ phone: Phone, _ exchange: ScriptedExchange, store: PhoneStore? = nil, clock: ManualClock = ManualClock(),
        logger: Logger = Sample.quiet, tune: (inout AgentConfiguration) -> Void = { _ in }
    ) {
        var configuration = AgentConfiguration(pinResetService: .granted)
        tune(&configuration)
        self.exchange = exchange
        self.clock = clock
        provider = ScriptedProvider(exchange)
        agent = DeviceAgent(
            phone, store: store, exchanges: provider, configuration: configuration, clock: clock, logger: logger)
    }

    /// All that was sent.
    var requests: [WireRequest] { exchange.requests }

    /// The kinds of all events so far.
    var events: [AgentEvent] { agent.events.recent(after: 0) }

    /// The texts of events of a kind.
    func texts(_ kind: AgentEvent.Kind) -> [String] {
        events.filter { $0.kind == kind }.map { $0.text ?? "" }
    }
}
