package import PINReset
package import Wire

/// The PIN reset service at an address: it is asked over the phone's own way to servers, which shows it no certificate.
///
/// What it says is believed only as far as its signature, and what the ticket is for, hold.
package struct RemotePINResetService: PINResetService {
    /// Where a service is, and how it is reached.
    package struct Place: Sendable {
        package var url: String
        /// The way there; not one that records, because tickets are no messages of the session.
        package var exchanges: any ExchangeProvider

        package init(url: String, exchanges: any ExchangeProvider) {
            self.url = url
            self.exchanges = exchanges
        }
    }

    private let place: Place
    private let trust: WireTrust
    private let clock: any AgentClock

    /// - Parameters:
    ///   - roots: authorities that the phone trusts, DER.
    ///   - clock: by which tickets are old. Inferred: the machine's, whatever time it is for the phone, as TLS judges
    ///     certificates by it: a phone whose time stands still could else have no ticket.
    package init(_ place: Place, roots: [[UInt8]], clock: any AgentClock = SystemClock()) {
        self.place = place
        trust = WireTrust(roots: roots)
        self.clock = clock
    }

    package func ticket(for request: PINResetTicketRequest) async throws(PINResetRefusal) -> PINResetTicket {
        let exchange = try exchange()
        var asking = WireRequest(.post, address(of: PINResetDocuments.Path.tickets))
        asking.headers.add("Content-Type", "application/json")
        asking.body = PINResetDocuments.write(request)
        let answer = try await send(asking, over: exchange)
        let signed = try PINResetDocuments.ticket(in: answer.body, status: answer.status, for: request)
        let keys = try await keys(over: exchange)
        do {
            return try signed.verified(for: request, keys: keys, now: clock.now())
        } catch {
            throw .badTicket(error)
        }
    }

    /// The service is asked for its keys, which anybody may see, so that one that is not there, or is none, is found out.
    package func foreseenRefusal(of request: PINResetTicketRequest) async -> PINResetRefusal? {
        do throws(PINResetRefusal) {
            let keys = try await keys(over: try exchange())
            return keys.isEmpty ? .unbelievable(reason: "it has no key with which tickets are signed") : nil
        } catch {
            return error
        }
    }

    private func exchange() throws(PINResetRefusal) -> any Exchange {
        do {
            return try place.exchanges.exchange(for: trust)
        } catch {
            throw .unreachable(reason: "\(error)")
        }
    }

    private func keys(over exchange: any Exchange) async throws(PINResetRefusal) -> [TicketVerifyingKey] {
        let published = try await send(WireRequest(.get, address(of: PINResetDocuments.Path.keys)), over: exchange)
        return try PINResetDocuments.keys(in: published.body, status: published.status)
    }

    private func address(of path: String) -> String {
        place.url.hasSuffix("/") ? place.url + path : "\(place.url)/\(path)"
    }

    private func send(_ request: WireRequest, over exchange: any Exchange) async throws(PINResetRefusal) -> WireResponse
    {
        let response: WireResponse
        do {
            response = try await exchange.send(request)
        } catch {
            throw .unreachable(reason: "\(error)")
        }
        guard !response.isShort else { throw .unreachable(reason: "\(request.url): the answer was cut") }
        return response
    }
}

extension DeviceAgent {
    /// Who gives this phone tickets.
    var pinResetService: any PINResetService {
        guard let place = configuration.pinResetPlace else { return configuration.pinResetService }
        return RemotePINResetService(place, roots: phone.wireTrust.roots)
    }
}
