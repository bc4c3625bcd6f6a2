package import Administration
internal import Graph
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import PINReset
internal import Serving
internal import ServiceLifecycle

/// The lab's management server over HTTP or HTTPS: enrolment, OMA-DM, and an interface for people and tests.
///
/// Hummingbird is the honest part. What a server should not do is done by handlers of our own around it.
package struct LabServer: Service {
    package let configuration: LabConfiguration
    package let authority: LabAuthority
    package let management: LabManagement
    /// What opens the interface below `/lab`.
    package let token: String
    /// What the directory's administrators manage.
    package let tenancy: LabTenancy
    /// The id of the application that may sign in to the Graph-shaped API; it is the same in every lab.
    package static let clientID = "5f3a0e62-7c1d-4b8e-a1f4-2d9c60b7e835"
    /// The application's secret.
    package let clientSecret: String
    /// What signs the application's tokens.
    private let signingKey: String
    let enrollment: LabEnrollment
    /// The directory's passwords, for who enrols.
    let passwords: DirectoryPasswords
    let scep: LabSCEP
    /// Where the portal is, below the server's address.
    package static var portalPath: String { DeviceAction.portal }
    /// Where the PIN reset service is, below the server's address.
    package static var pinResetPath: String { PINResetRoutes.path }
    /// What the directory has consented to.
    package let consents: LabConsents
    private let directory: any LabDirectory
    private let pinReset: SigningPINResetService
    let sources: LabSources
    let clock: RequestClock.Limits
    let roster: ConnectionRoster
    private let logger: Logger
    private let push: LabPush
    /// How often the clock is looked at.
    private let tick: Duration
    private let onStart: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - clientSecret: what the application that signs in to the Graph-shaped API shows.
    ///   - signingKey: what signs its tokens: they last as long as it does.
    ///   - store: where tenants are kept.
    ///   - records: where phones, their queues and sessions are kept; only in memory if nil.
    ///   - directory: who can sign in to give consent; those of the configuration if nil.
    ///   - push: tells a phone, by the name of its messages, that its server wants a session; whether it was there.
    ///   - tick: how often the clock is looked at, for what goes with time.
    ///   - connections: at most so many at once; what the system lets the process have if nil.
    ///   - requestSeconds: how long the head of a request may take; its body may take twice that.
    ///   - onStart: told the port when the server listens.
    package init(
        configuration: LabConfiguration, authority: LabAuthority, token: String = RandomToken.make(),
        clientSecret: String = RandomToken.make(), signingKey: String = RandomToken.make(),
        store: any AdministrationStore = MemoryStore(),
        records: (any RecordStore)? = nil,
        directory: (any LabDirectory)? = nil, sources: LabSources = .system,
        push: @escaping @Sendable (String) async -> Bool = { _ in false }, tick: Duration = .seconds(1),
        connections: Int? = nil,
        requestSeconds: Int64 = 30, logger: Logger = Logger(label: "lab"),
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.authority = authority
        self.token = token
        self.clientSecret = clientSecret
        self.signingKey = signingKey
        tenancy = LabTenancy(
            store: store, tenant: ObjectID(configuration.tenant), provider: configuration.management.providerID,
            sources: sources)
        clock = RequestClock.Limits(head: .seconds(requestSeconds), body: .seconds(2 * requestSeconds))
        roster = ConnectionRoster(limit: connections ?? ConnectionRoster.systemLimit)
        self.sources = sources
        self.logger = logger
        self.onStart = onStart
        management = LabManagement(
            settings: configuration.management, authority: authority, sources: sources, tenancy: tenancy,
            records: records)
        self.push = LabPush(management: management, send: push)
        self.tick = tick
        enrollment = LabEnrollment(configuration: configuration, authority: authority, sources: sources)
        passwords = DirectoryPasswords(key: sources.octets(32))
        pinReset = SigningPINResetService(key: TicketSigningKey(seed: sources.octets(32)) ?? TicketSigningKey())
        self.directory = directory ?? TenantDirectory(tenancy, configuration, token: token)
        consents = LabConsents(tenancy)
        scep = LabSCEP(authority: authority, settings: configuration.scep, sources: sources)
    }

    /// Serves until it is told to stop.
    package func run() async throws {
        try await tenancy.prepare(configuration)
        try await management.restore()
        let router = Router(context: LabRequestContext.self)
        let uploads = UploadRoom(bounds)
        let hosts = LabHosts(configuration)
        router.add(
            middleware: GraphMiddleware(
                service: graph(), configuration: configuration, hosts: hosts, uploads: uploads, bounds: bounds,
                push: push))
        LabRoutes(server: self, uploads: uploads).add(to: router)
        let gate = LabGate(token: token, hosts: hosts)
        LabAPI(
            management: management, tenancy: tenancy, consents: consents, authority: authority,
            enrollment: enrollment, gate: gate, uploads: uploads, push: push, owner: configuration.owner
        ).add(to: router)
        // What a browser may be led to is there under the server's own names only.
        let ownHost = router.group().add(middleware: HostGate(hosts: hosts))
        ConsentRoutes(
            directory: directory, consents: consents, management: management, uploads: uploads, sources: sources,
            proof: ConsentProof(key: sources.octets(32))
        ).add(to: ownHost)
        PINResetRoutes(
            service: pinReset, deniesAll: configuration.deniesTickets, consents: consents, tenancy: tenancy,
            management: management, uploads: uploads, sources: sources
        ).add(to: ownHost)
        PortalRoutes(
            directory: directory, consents: consents, management: management, tenancy: tenancy,
            door: PortalDoor(configuration, sources), uploads: uploads, bounds: bounds, push: push
        ).add(to: ownHost)
        let onStart = onStart
        let application = Application(
            router: router, server: try channels(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "understudy-lab"),
            onServerRunning: { channel in await onStart(channel.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await watchClock() }
                tasks.addTask { await push.run() }
                defer { tasks.cancelAll() }
                try await application.run()
            }
        } catch {
            throw ListeningError(error, host: configuration.host, port: configuration.port) ?? error
        }
    }

    /// Lets go what goes with time, whether anybody asks or not.
    private func watchClock() async {
        while (try? await Task.sleep(for: tick)) != nil {
            do {
                let areGone = (try await tenancy.expirePasscodes(), try await management.expirePasscodes())
                if areGone.0 || areGone.1 { await management.record(.passcodeExpired) }
            } catch {
                logger.warning("a passcode whose time is over is still there: \(error.message)")
            }
        }
    }

    var bounds: LabBounds { configuration.management.bounds }

    /// The Graph-shaped API with its sign-in. The token of the interface opens it too, as the first administrator.
    private func graph() -> GraphService {
        let owner = StandingToken(
            token, caller: GraphCaller(name: configuration.owner, userPrincipalName: configuration.owner),
            tenant: tenancy.tenant)
        let client = ClientRegistration(
            clientID: ObjectID(Self.clientID), secret: clientSecret, tenant: tenancy.tenant)
        let signIn = GraphSignIn(
            base: configuration.publicURL ?? configuration.url(port: configuration.port),
            audience: "https://graph.microsoft.com", tokens: AccessTokens(secret: Array(signingKey.utf8)),
            clients: [client], standing: owner)
        return GraphService(
            store: tenancy.store, signIn: signIn, now: tenancy.now, random: sources.octets,
            hash: { [sources] in PasswordHash(of: $0, salt: sources.octets(16)) })
    }
}

/// Who logs the server logs no token and no password: its parts are not for showing.
extension LabServer: CustomStringConvertible, CustomReflectable {
    package var description: String { "the lab's server" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
