import Notation
import Synchronization
package import Transport
import Wire

/// The way of all phones to their server: one for each address of this machine that they come from.
package struct FleetWire: Sendable {
    private let exchanges: [HTTPExchange]
    private let figures: FleetFigures

    /// Makes the way, lets the body use it, and closes all connections.
    /// - Parameter sources: addresses of this machine that phones come from, in turn; none for whichever the system takes.
    package static func with<Result>(
        _ configuration: TransportConfiguration, sources: [String], figures: FleetFigures,
        isolation: isolated (any Actor)? = #isolation, _ body: (FleetWire) async throws -> Result
    ) async throws -> Result {
        var configuration = configuration
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
        let wire = FleetWire(exchanges: exchanges, figures: figures)
        do {
            let result = try await body(wire)
            await wire.shutdown()
            return result
        } catch {
            await wire.shutdown()
            throw error
        }
    }

    private func shutdown() async {
        for exchange in exchanges { await exchange.shutdown() }
    }

    /// The way of one phone.
    func exchanges(of number: Int) -> PhoneExchanges {
        PhoneExchanges(exchanges[number % exchanges.count], figures)
    }
}

/// The way of one phone, which lasts as long as its connection is worth keeping.
final class PhoneExchanges: ExchangeProvider {
    private let base: HTTPExchange
    private let figures: FleetFigures
    /// The exchange for the certificates that the phone had last.
    private let kept = Mutex<(trust: WireTrust, exchange: HTTPExchange)?>(nil)

    init(_ base: HTTPExchange, _ figures: FleetFigures) {
        self.base = base
        self.figures = figures
    }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        if let kept = kept.withLock({ $0 }), kept.trust == trust { return measured(kept.exchange) }
        let made = try base.exchange(for: trust)
        guard let own = made as? HTTPExchange else { return made }
        kept.withLock { $0 = (trust, own) }
        return measured(own)
    }

    private func measured(_ exchange: HTTPExchange) -> any Exchange {
        MeasuredExchange(exchange: exchange, figures: figures)
    }

    /// With its own exchange, which makes what the first session needs anyhow.
    func prove(_ trust: WireTrust) async throws(WireError) { try await base.prove(trust) }

    /// Closes the phone's connections to its server.
    func close(_ addresses: [String]) { kept.withLock { $0 }?.exchange.closeIdle(to: addresses) }
}
