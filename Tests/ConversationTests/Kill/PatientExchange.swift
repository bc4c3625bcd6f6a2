import Wire

/// Exchanges that send a message again until somebody answers it, as a phone does whose server is away for a moment.
struct PatientExchange: ExchangeProvider {
    let base: any ExchangeProvider

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        Patient(base: try base.exchange(for: trust))
    }

    private struct Patient: Exchange {
        private static let tries = 2000
        let base: any Exchange

        func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
            for _ in 1..<Self.tries {
                if let response = try? await base.send(request) { return response }
                // Nobody listens yet; what is waited for is another process.
                try? await Task.sleep(for: .milliseconds(20))
            }
            return try await base.send(request)
        }
    }
}
