internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import NIOCore
internal import NIOSSL
internal import Serving

/// What a connection goes through.
extension LabServer {
    /// The handlers of a connection from the socket on: the roster, cutting, TLS, meddling, HTTP, the clock.
    func channels() throws -> HTTPServerBuilder {
        let tls = configuration.usesTLS ? try tlsConfiguration() : nil
        let (roster, clock) = (roster, clock)
        return HTTPServerBuilder { responder in
            let timed = HTTP1Channel.Configuration(additionalChannelHandlers: [RequestClock(clock, roster)])
            let http = PrefixedChannel(HTTP1Channel(responder: responder, configuration: timed)) { MeddlingHandler() }
            guard let tls else {
                return RosteredChannel(PrefixedChannel(http) { CuttingHandler() }, roster)
            }
            let secure = try TLSChannel(http, configuration: TLSChannelConfiguration(tlsConfiguration: tls))
            return RosteredChannel(PrefixedChannel(secure) { CuttingHandler() }, roster)
        }
    }

    /// Phones may show a certificate of ours; whether they must is for each route to say.
    private func tlsConfiguration() throws -> TLSConfiguration {
        let names = ["localhost", "127.0.0.1", "::1", configuration.host] + configuration.certificateNames
        let issued = try authority.serverCertificate(names: names.map { LabServerName($0) }, now: sources.sharedNow())
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
