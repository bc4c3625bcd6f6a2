import Synchronization
import Wire

/// Listens between the agent and the sockets: what really goes out, and what really comes back.
final class WireTap: ExchangeProvider {
    struct Passage: Sendable {
        var request: WireRequest
        /// nil where no answer came.
        var response: WireResponse?

        var text: String { String(decoding: request.body, as: UTF8.self) }
    }

    private let base: any ExchangeProvider
    private let heard = Mutex<[Passage]>([])

    init(_ base: any ExchangeProvider) {
        self.base = base
    }

    /// All exchanges so far, in order.
    var passages: [Passage] { heard.withLock { $0 } }

    /// The messages of sessions, without those of enrolment.
    var messages: [Passage] { passages.filter { $0.request.url.contains("/ManagementServer/") } }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        TappedExchange(base: try base.exchange(for: trust), tap: self)
    }

    fileprivate func note(_ request: WireRequest, _ response: WireResponse?) {
        heard.withLock { $0.append(Passage(request: request, response: response)) }
    }
}

private struct TappedExchange: Exchange {
    let base: any Exchange
    let tap: WireTap

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        do {
            let response = try await base.send(request)
            tap.note(request, response)
            return response
        } catch {
            tap.note(request, nil)
            throw error
        }
    }
}
