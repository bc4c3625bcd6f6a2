import ManagementTree
import Session
import SimulatedPhone
import SyncML
import Wire

/// Sending a message and reading its answer.
extension DeviceAgent {
    /// Sends a message, again and again where the connection fails, as often as the account says (CONNRETRYFREQ,
    /// INITIALBACKOFFTIME, MAXBACKOFFTIME).
    func post(
        _ message: OutgoingMessage, over exchange: any Exchange, session: String, retryLimit: Int?
    ) async throws(AgentError) -> WireResponse {
        let request = try WindowsRequest.make(message, phone, configuration, now: clock.now())
        tell(.messageSent) { event in
            event.session = session
            event.message = message.messageID
            event.text = "\(message.bytes.count) bytes of \(message.form.mediaType)"
        }
        let retry = phone.enrolled?.account.retry ?? ManagementAccount.ConnectionRetry()
        let limit = retryLimit ?? configuration.retryLimit ?? retry.count
        var wait = retry.initialBackOff
        var attempt = 0
        while true {
            let failure: AgentError
            switch await answer(to: request, over: exchange) {
            case .success(let response): return response
            case .failure(let error): failure = error
            }
            guard attempt < limit, failure.isWorthRetrying else { throw failure }
            attempt += 1
            tell(.retrying, "\(failure.message); trying again in \(wait) ms (\(attempt) of \(limit))")
            try await sleep(.milliseconds(wait))
            wait = min(wait * 2, retry.maximumBackOff)
        }
    }

    private func answer(
        to request: WireRequest, over exchange: any Exchange
    ) async -> Result<WireResponse, AgentError> {
        do {
            let begun = ContinuousClock.now
            let response = try await exchange.send(request)
            figures.noteAnswer(after: begun.duration(to: .now))
            guard response.isSuccess else {
                return .failure(
                    AgentError(
                        .badStatus(response.status),
                        "\(request.url) answered with HTTP status \(response.status); look into the server's log"))
            }
            // Where the missing bytes matter, the connection was cut, and the answer may come whole the next time.
            guard !response.isShort || (try? read(response)) != nil else {
                return .failure(AgentError(.cut(request.url)))
            }
            return .success(response)
        } catch {
            return .failure(AgentError(error))
        }
    }

    func sleep(_ duration: Duration) async throws(AgentError) {
        do {
            try await clock.sleep(for: duration)
        } catch {
            throw AgentError(.cancelled, "the agent was told to stop")
        }
    }

    /// Reads a message in either form, whatever form the phone writes itself.
    func read(_ response: WireResponse) throws(AgentError) -> MessageReading {
        do {
            switch MessageForm(of: response.body) {
            case .xml: return try reader.read(response.body)
            case .wbxml: return try binaryReader.read(response.body)
            }
        } catch {
            throw AgentError(
                .unreadableAnswer, "the server's answer is no SyncML message: \(error); nothing of it was run")
        }
    }
}

/// What is told of messages.
extension DeviceAgent {
    func tellReceived(_ reading: MessageReading, session: String) {
        tell(.messageReceived) { event in
            event.session = session
            event.message = reading.message.header?.messageID
            event.text = "\(reading.message.commands.count) commands"
        }
        for tolerance in reading.tolerances {
            tell(.tolerance, tolerance.description) { $0.session = session }
            figures.countTolerance(tolerance.kind.rawValue)
        }
    }

    /// Every command with its status, every result with its value; the new PIN is not told.
    func tellAnswer(_ answer: Answer, to message: Message, session: String) {
        var addresses: [String: [String]] = [:]
        for command in message.commands { command.collectAddresses(into: &addresses) }
        for (index, status) in answer.statuses.enumerated() {
            tell(.command, answer.reasons[index]) { event in
                event.session = session
                event.message = status.messageRef
                event.command = status.command
                event.commandID = status.commandRef
                event.uris = addresses[status.commandRef]
                event.status = status.code.map { Int($0.rawValue) }
            }
        }
        for results in answer.results {
            for item in results.items {
                tell(.result, Self.isSecret(item) ? "(not told here)" : item.data?.text) { event in
                    event.session = session
                    event.commandID = results.commandRef
                    event.uris = item.source.map { [$0] }
                }
            }
        }
    }

    /// Whether a result is the new PIN, in whatever way its address is written.
    private static func isSecret(_ item: Item) -> Bool {
        guard let source = item.source, let uri = try? NodeURI(parsing: source) else { return false }
        return uri.lastName == "NewPINValue"
    }

    /// What the last message has done to the phone.
    func performEffects() {
        for effect in phone.effects {
            switch effect {
            case .screenLocked: tell(.screenLocked, "by the server")
            case .pinReplaced: tell(.pinReplaced, "by the server; the old PIN opens nothing")
            case .wiped: tell(.wiped, "by the server; the phone starts from the factory state")
            case .unenrollmentRequested: tell(.note, "the server has ended the account")
            }
        }
    }
}

extension Command {
    /// The addresses of all items, by CmdID.
    fileprivate func collectAddresses(into addresses: inout [String: [String]]) {
        switch self {
        case .access(let command):
            if let id = command.id { addresses[id, default: []] += command.items.compactMap(\.target) }
        case .container(let container):
            for command in container.commands { command.collectAddresses(into: &addresses) }
        case .alert, .status, .results, .unknown: break
        }
    }
}
