package import Certificates
import Notation
import Synchronization
package import Transport
import Wire

/// The way of all phones to their server: one for each address of this machine that they come from.
package struct FleetWire: Sendable {
    private let exchanges: [HTTPExchange]
    private let figures: FleetFigures
    /// The way to a service that is no server of the phones, such as who gives PIN reset tickets: nothing of it is counted.
    let services: KeptExchange

    /// Makes the way, lets the body use it, and closes all connections.
    /// - Parameter sources: addresses of this machine that phones come from, in turn; none for whichever the system takes.
    package static func with<Result>(
        _ configuration: TransportConfiguration, sources: [String], figures: FleetFigures,
        isolation: isolated (any Actor)? = #isolation, _ body: (FleetWire) async throws -> Result
    ) async throws -> Result {
        let wire = try FleetWire(configuration, sources: sources, figures: figures)
        do {
            let result = try await body(wire)
            await wire.shutdown()
            return result
        } catch {
            await wire.shutdown()
            throw error
        }
    }

    /// A way whose connections are closed when the process ends.
    package init(
        _ configuration: TransportConfiguration, sources: [String] = [], figures: FleetFigures
    ) throws(CertificateError) {
        var configuration = configuration
        configuration.sharesAuthorities = true
        configuration.sourceAddress = sources.first
        services = KeptExchange(try HTTPExchange(configuration))
        configuration.onConnection = { new in
            figures.note { counts in
                counts.connections += 1
                guard new.isSecure else { return }
                counts.handshakes += 1
                counts.handshakeTime.record(new.duration)
            }
        }
        var exchanges: [HTTPExchange] = []
        for source in sources.isEmpty ? [nil] : sources.map({ Optional($0) }) {
            configuration.sourceAddress = source
            exchanges.append(try HTTPExchange(configuration))
        }
        self.exchanges = exchanges
        self.figures = figures
    }

    private func shutdown() async {
        for exchange in exchanges + [services.base] { await exchange.shutdown() }
    }

    /// The way of one phone.
    func exchanges(of number: Int) -> PhoneExchanges {
        PhoneExchanges(exchanges[number % exchanges.count], figures)
    }
}

/// The way of one phone, which lasts as long as its connection is worth keeping.
final class PhoneExchanges: ExchangeProvider {
    /// For the phone's certificates; what needs none goes over its base, whose connections all phones share.
    private let own: KeptExchange
    private let figures: FleetFigures

    init(_ base: HTTPExchange, _ figures: FleetFigures) {
        own = KeptExchange(base)
        self.figures = figures
    }

    /// What the certificates need is made when a message is sent that shows them.
    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        MeasuredExchange(exchanges: self, trust: trust, figures: figures)
    }

    /// The exchange for a message. Without TLS nobody sees certificates, and a phone's own connection is like any other.
    func exchange(to url: String, for trust: WireTrust) throws(WireError) -> HTTPExchange {
        if trust == WireTrust() || WebAddress(url)?.isSecure == false { return own.base }
        return try own.made(for: trust)
    }

    /// With the exchange that the first session needs anyhow.
    func prove(_ trust: WireTrust) async throws(WireError) { try await own.prove(trust) }

    /// Closes the phone's own connections to its server.
    func close(_ addresses: [String]) { own.last?.closeIdle(to: addresses) }
}

/// The exchange for the certificates that were shown or trusted last, so that its connections serve the next message too.
final class KeptExchange: ExchangeProvider {
    let base: HTTPExchange
    private let kept = Mutex<(trust: WireTrust, exchange: HTTPExchange)?>(nil)

    init(_ base: HTTPExchange) {
        self.base = base
    }

    var last: HTTPExchange? { kept.withLock { $0 }?.exchange }

    func made(for trust: WireTrust) throws(WireError) -> HTTPExchange {
        if let kept = kept.withLock({ $0 }), kept.trust == trust { return kept.exchange }
        let made = try base.made(for: trust)
        kept.withLock { $0 = (trust, made) }
        return made
    }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange { try made(for: trust) }

    func prove(_ trust: WireTrust) async throws(WireError) { try await made(for: trust).prove() }
}
