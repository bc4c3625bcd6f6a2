import Agent
import Certificates
import Lab
import Logging
import PINReset
import SimulatedPhone
import Store
import TestSupport
import Transport
import Wire

/// A phone with its agent and its store, and a server for it: all that these tests talk about.
struct Conversation: Sendable {
    let agent: DeviceAgent
    let lab: RunningLab
    let clock: TestClock
    let tap: WireTap
    let store: PhoneStore
    let kind: Phones

    /// One authority for all servers, because making its key takes a moment.
    static let authority = Result { try LabAuthority.make(now: LabSources.system.now()) }

    /// Starts a server and hands out a phone that is not enrolled yet.
    /// - Parameters:
    ///   - asksNewDevices: whether the server asks the phone what it is. Most tests tell of their own commands alone.
    ///   - place: where its PIN reset service is; nil for the one that grants every ticket.
    static func with(
        _ configuration: LabConfiguration = LabConfiguration(), phone kind: Phones = .joined, trustsLab: Bool = true,
        asksNewDevices: Bool = false,
        tune: @Sendable (inout AgentConfiguration) -> Void = { _ in },
        asking place: @Sendable (RunningLab) -> RemotePINResetService.Place? = { _ in nil },
        _ work: @Sendable (Conversation) async throws -> Void
    ) async throws {
        var configuration = configuration
        configuration.management.asksNewDevices = asksNewDevices
        try await TestRoom.with { [configuration] in
            let authority = try authority.get()
            try await LabServer.withServer(configuration, authority: authority, logger: quiet) { lab in
                try await TemporaryFolder.with { folder in
                    let transport = TransportConfiguration(
                        trustRoots: trustsLab ? [authority.certificate] : [],
                        allowsInsecureHTTP: !configuration.usesTLS)
                    // The client is shut down before the server, which would wait for its connections.
                    try await HTTPExchange.withExchange(transport) { exchange in
                        let place = place(lab)
                        let conversation = try await make(lab, kind, folder, exchange) { configuration in
                            configuration.pinResetPlace = place
                            tune(&configuration)
                        }
                        try await work(conversation)
                    }
                }
            }
        }
    }

    private static func make(
        _ lab: RunningLab, _ kind: Phones, _ folder: String, _ exchange: HTTPExchange,
        _ tune: (inout AgentConfiguration) -> Void
    ) async throws -> Conversation {
        let clock = TestClock()
        let phone = try kind.fresh(now: clock.now())
        let store = try PhoneStore(StateFolder(folder))
        try await store.save(phone)
        var configuration = AgentConfiguration(pinResetService: .granted)
        configuration.makeKey = { kind throws(CertificateError) in try SharedKeys.next(kind) }
        configuration.identities = .tlsLibrary
        tune(&configuration)
        let tap = WireTap(exchange)
        let agent = DeviceAgent(
            phone, store: store, exchanges: tap, configuration: configuration, clock: clock, logger: quiet)
        return Conversation(agent: agent, lab: lab, clock: clock, tap: tap, store: store, kind: kind)
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
