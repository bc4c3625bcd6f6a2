import Transport
import Wire

/// Counts messages and how long their answers took.
struct MeasuredExchange: Exchange {
    let exchange: any Exchange
    let figures: FleetFigures

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
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
