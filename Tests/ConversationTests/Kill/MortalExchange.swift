import Synchronization
import Wire

/// Exchanges that let a message through and lose the answer to it: what a phone sees of the world when it is killed.
final class MortalExchange: ExchangeProvider {
    private let base: any ExchangeProvider
    /// How many messages still are answered; nil for all.
    private let left: Mutex<Int?>

    /// - Parameter messages: how many are answered.
    init(_ base: any ExchangeProvider, answering messages: Int?) {
        self.base = base
        left = Mutex(messages)
    }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        Mortal(base: try base.exchange(for: trust), owner: self)
    }

    /// Whether the next answer comes.
    fileprivate func isAlive() -> Bool {
        left.withLock { left in
            guard let number = left else { return true }
            left = max(0, number - 1)
            return number > 0
        }
    }

    private struct Mortal: Exchange {
        let base: any Exchange
        let owner: MortalExchange

        func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
            let isAlive = owner.isAlive()
            let response = try await base.send(request)
            guard isAlive else { throw WireError(.interrupted, url: request.url, message: "The phone was killed.") }
            return response
        }
    }
}
