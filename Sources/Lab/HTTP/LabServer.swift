internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle

/// The lab's management server over HTTP or HTTPS: enrolment, OMA-DM, and an interface for people and tests.
///
/// Hummingbird is the honest part. What a server should not do is done by handlers of our own around it.
package struct LabServer: Service {
    package let configuration: LabConfiguration
    package let authority: LabAuthority
    package let management: LabManagement
    let enrollment: LabEnrollment
    private let sources: LabSources
    private let logger: Logger
    private let onStart: @Sendable (Int) async -> Void

    /// - Parameter onStart: told the port when the server listens.
    package init(
        configuration: LabConfiguration, authority: LabAuthority, sources: LabSources = .system,
        logger: Logger = Logger(label: "lab"), onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.authority = authority
        self.sources = sources
        self.logger = logger
        self.onStart = onStart
        management = LabManagement(settings: configuration.management, authority: authority, sources: sources)
        enrollment = LabEnrollment(configuration: configuration, authority: authority, sources: sources)
    }

    /// Serves until it is told to stop.
    package func run() async throws {
        let router = Router(context: LabRequestContext.self)
        LabRoutes(server: self).add(to: router)
        LabAPI(management: management, authority: authority).add(to: router)
        let onStart = onStart
        let application = Application(
            router: router, server: try channels(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "understudy-lab"),
            onServerRunning: { channel in await onStart(channel.localAddress?.port ?? 0) }, logger: logger)
        try await application.run()
    }

    /// The handlers of a connection from the socket on: cutting, TLS, meddling, HTTP.
    private func channels() throws -> HTTPServerBuilder {
        let tls = configuration.usesTLS ? try tlsConfiguration() : nil
        return HTTPServerBuilder { responder in
            let http = PrefixedChannel(HTTP1Channel(responder: responder)) { MeddlingHandler() }
            guard let tls else { return PrefixedChannel(http) { CuttingHandler() } }
            let secure = try TLSChannel(http, configuration: TLSChannelConfiguration(tlsConfiguration: tls))
            return PrefixedChannel(secure) { CuttingHandler() }
        }
    }

    /// Phones may show a certificate of ours; whether they must is for each route to say.
    private func tlsConfiguration() throws -> TLSConfiguration {
        let names = ["localhost", "127.0.0.1", "::1", configuration.host] + configuration.certificateNames
        let issued = try authority.serverCertificate(names: names.map { LabServerName($0) }, now: sources.now())
        let root = try NIOSSLCertificate(bytes: authority.certificate, format: .der)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [
                .certificate(try NIOSSLCertificate(bytes: issued.certificate, format: .der)), .certificate(root),
            ],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: issued.key, format: .der)))
        tls.trustRoots = .certificates([root])
        tls.certificateVerification = .optionalVerification
        return tls
    }
}
