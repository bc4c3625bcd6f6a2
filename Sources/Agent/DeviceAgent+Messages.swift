import Enrollment
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
        figures.countSent()
        let (id, count, form) = (message.messageID, message.bytes.count, message.form)
        tell(.messageSent) { event in
            event.text = "\(count) bytes of \(form.mediaType)"
            event.session = session
            event.message = id
        }
        var attempt = 0
        while true {
            let failure: AgentError
            switch await answer(to: request, over: exchange) {
            case .success(let response): return response
            case .failure(let error): failure = error
            }
            let retry = phone.enrolled?.account.retry ?? ManagementAccount.ConnectionRetry()
            let limit = retryLimit ?? configuration.retryLimit ?? retry.count
            guard attempt < limit, failure.isWorthRetrying else { throw failure }
            let wait = retry.wait(after: attempt)
            attempt += 1
            figures.countRetry()
            let text = "\(failure.message); trying again in \(wait) ms (\(attempt) of \(limit))"
            tell(.retrying, text)
            try await sleep(.milliseconds(wait))
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
                        "\(request.url) answered with HTTP status \(response.status); look into the server's log",
                        hresult: WindowsNumber.httpStatus(response.status)))
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
        figures.countReceived()
        let (id, count) = (reading.message.header?.messageID, reading.message.commands.count)
        tell(.messageReceived) { event in
            event.text = "\(count) commands"
            event.session = session
            event.message = id
        }
        for tolerance in reading.tolerances {
            tell(.tolerance) { event in
                event.label = tolerance.kind.rawValue
                event.place = "\(tolerance.place)"
                event.text = "\(tolerance.kind)"
                event.session = session
            }
            figures.countTolerance(tolerance.kind.rawValue)
        }
    }

    /// - Parameter size: the bytes of the message that is answered.
    func tellAnswer(_ answer: Answer, to message: Message, size: Int, session: String) {
        figures.countCommands(answer.statuses)
        let told = AnswerEvents(answer: answer, message: message, session: session, time: clock.now())
        if size <= Self.largestKept {
            tell(told.count) { told.make() }
        } else {
            let made = told.make()
            tell(made.count) { made }
        }
    }

    /// Of a larger message the events are made at once, so that it is not kept as long as they are.
    private static let largestKept = 16_384

    /// What the last message has done to the phone.
    func performEffects() {
        for effect in phone.effects {
            switch effect {
            case .screenLocked: tell(.screenLocked, "by the server")
            case .pinReplaced: tell(.pinReplaced, "by the server; the old PIN opens nothing")
            case .wiped: tell(.wiped, "by the server; the phone starts from the factory state")
            case .unenrollmentRequested: tell(.note, "the server has ended the account")
            case .executed(let uri): tell(.executed, uri)
            }
        }
    }
}
