import Transport
import Wire

/// The exchange of one phone with its certificates: counts messages and how long their answers took.
struct MeasuredExchange: Exchange {
    let exchanges: PhoneExchanges
    let trust: WireTrust
    let figures: FleetFigures

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let exchange = try exchanges.exchange(to: request.url, for: trust)
        let begun = ContinuousClock.now
        let response = try await exchange.send(request)
        let duration = begun.duration(to: .now)
        figures.note { counts in
            counts.messages += 1
            counts.messageTime.record(duration)
        }
        return response
    }
}
