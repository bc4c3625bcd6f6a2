import Notation
import Synchronization
import Wire

/// Listens to all that goes over the wire, of the phone and of the administrator.
final class DemoWire: ExchangeProvider {
    /// A request and what came of it.
    struct Passage: Encodable, Equatable, Sendable {
        var method: String
        var path: String
        /// Of HTTP; nil where no answer came.
        var status: Int?
    }

    private let base: any ExchangeProvider
    /// nil when nobody wants to know any more.
    private let heard = Mutex<[Passage]?>([])

    init(_ base: any ExchangeProvider) {
        self.base = base
    }

    /// What went by since this was asked last.
    func take() -> [Passage] {
        heard.withLock { heard in
            defer { heard = heard.map { _ in [] } }
            return heard ?? []
        }
    }

    /// The story is over: what goes by from now on is not kept.
    func stopListening() {
        heard.withLock { $0 = nil }
    }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        HeardExchange(base: try base.exchange(for: trust), wire: self)
    }

    func prove(_ trust: WireTrust) async throws(WireError) { try await base.prove(trust) }

    fileprivate func note(_ request: WireRequest, _ status: Int?) {
        let path = WebAddress(request.url).map { String($0.target.prefix { $0 != "?" }) } ?? request.url
        heard.withLock { $0?.append(Passage(method: request.method.rawValue, path: path, status: status)) }
    }
}

private struct HeardExchange: Exchange {
    let base: any Exchange
    let wire: DemoWire

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        do {
            let response = try await base.send(request)
            wire.note(request, response.status)
            return response
        } catch {
            wire.note(request, nil)
            throw error
        }
    }
}
