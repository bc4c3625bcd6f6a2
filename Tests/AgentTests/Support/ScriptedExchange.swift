import Synchronization
import SyncML
import Wire

/// A server that answers from a list, and remembers what it was asked.
final class ScriptedExchange: Exchange {
    /// One answer of it.
    struct Answer: Sendable {
        var make: @Sendable (WireRequest) async throws -> WireResponse

        init(_ make: @escaping @Sendable (WireRequest) async throws -> WireResponse) {
            self.make = make
        }
    }

    private let answers: [Answer]
    private let last: Answer?
    private let kept = Mutex<[WireRequest]>([])

    /// - Parameters:
    ///   - answers: one for each request, in order.
    ///   - last: the answer to all further ones; nil for none.
    init(_ answers: [Answer] = [], then last: Answer? = nil) {
        self.answers = answers
        self.last = last
    }

    /// All requests so far.
    var requests: [WireRequest] { kept.withLock { $0 } }

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let number = kept.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        guard let answer = number < answers.count ? answers[number] : last else {
            throw WireError(.noAnswer, url: request.url, message: "the script has ended")
        }
        do {
            return try await answer.make(request)
        } catch let error as WireError {
            throw error
        } catch {
            throw WireError(.noAnswer, url: request.url, message: "the script failed: \(error)")
        }
    }
}

/// Gives the same exchange to everyone, and remembers whom the phone trusted.
final class ScriptedProvider: ExchangeProvider {
    private let exchange: ScriptedExchange
    private let kept = Mutex<[WireTrust]>([])

    init(_ exchange: ScriptedExchange) {
        self.exchange = exchange
    }

    var trusts: [WireTrust] { kept.withLock { $0 } }

    func exchange(for trust: WireTrust) throws(WireError) -> any Exchange {
        kept.withLock { $0.append(trust) }
        return exchange
    }
}

extension ScriptedExchange.Answer {
    /// HTTP 200 without a body, which ends a session.
    static let nothing = status(200)

    static func status(_ status: Int, _ headers: WireHeaders = WireHeaders()) -> Self {
        Self { _ in WireResponse(status: status, headers: headers) }
    }

    static func text(_ text: String, _ mediaType: String) -> Self {
        Self { _ in WireResponse(status: 200, headers: ["Content-Type": mediaType], body: Array(text.utf8)) }
    }

    static func failure(_ code: WireError.Code) -> Self {
        Self { request in throw WireError(code, url: request.url, message: "it is meant to fail") }
    }

    /// A message of the server in the request's session, with commands as mark-up.
    static func message(_ commands: String = "", isFinal: Bool = true) -> Self {
        Self { request in
            let text = ServerText.answer(try request.message(), commands, isFinal: isFinal)
            return WireResponse(
                status: 200, headers: ["Content-Type": MessageForm.xml.mediaType], body: Array(text.utf8))
        }
    }
}

extension WireRequest {
    /// The message that the request carries.
    func message() throws -> Message {
        switch MessageForm(of: body) {
        case .xml: try MessageReader().read(body).message
        case .wbxml: try WBXMLReader().read(body).message
        }
    }
}
