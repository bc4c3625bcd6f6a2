import Conversations
import Enrollment
import Notation
import Session
import SimulatedPhone
import SyncML
import Wire

/// Sending a message and reading its answer.
extension DeviceAgent {
    /// Sends a message, again and again where the connection fails, as often as the account says (CONNRETRYFREQ,
    /// INITIALBACKOFFTIME, MAXBACKOFFTIME).
    /// - Returns: the server's answer; nil where an answer rule keeps the phone silent.
    func post(
        _ message: OutgoingMessage, over exchange: any Exchange, session: String, retryLimit: Int?
    ) async throws(AgentError) -> WireResponse? {
        var request = try WindowsRequest.make(message, phone, configuration, now: clock.now())
        var attempt = 0
        while true {
            let deed = message.answer == nil ? nil : useRuleOnMessage(session)
            if deed == .silent { return nil }
            request.isBrokenOff = deed == .drop
            let begun = clock.now()
            let (answer, isSent) = await answer(to: request, over: exchange, session: session)
            if isSent { tellSent(message, at: begun, session: session) }
            let failure: AgentError
            switch answer {
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

    /// Sends a request once.
    /// - Returns: the answer, and whether the request went out at all.
    private func answer(
        to request: WireRequest, over exchange: any Exchange, session: String
    ) async -> (Result<WireResponse, AgentError>, isSent: Bool) {
        let begun = ContinuousClock.now
        let asked = clock.now()
        do {
            let answered = try await exchange.send(request, following: Self.redirects) { hop in
                tell(.redirected) { event in
                    event.session = session
                    event.text = "\(hop)"
                }
            }
            figures.noteAnswer(after: begun.duration(to: .now))
            let judged = judge(answered.response, from: answered.request.url)
            noteExchange(request, answered.response, judged.failure, asked, begun)
            return (judged, true)
        } catch {
            noteExchange(request, nil, AgentError(error), asked, begun)
            return (.failure(AgentError(error)), error.code.isAfterSending)
        }
    }

    /// Inferred: as many as browsers of the time followed would be more than a server can mean.
    private static let redirects = RedirectPolicy.follow(max: 5)

    private func judge(_ response: WireResponse, from url: String) -> Result<WireResponse, AgentError> {
        guard response.isSuccess else { return .failure(badStatus(response, from: url)) }
        // Where the missing bytes matter, the connection was cut, and the answer may come whole the next time.
        guard !response.mayBeCut || (try? read(response)) != nil else { return .failure(AgentError(.cut(url))) }
        return .success(response)
    }

    private func tellSent(_ message: OutgoingMessage, at time: Instant, session: String) {
        figures.countSent()
        let (id, count, form) = (message.messageID, message.bytes.count, message.form)
        tell(.messageSent) { event in
            event.time = time
            event.text = "\(count) bytes of \(form.mediaType)"
            event.session = session
            event.message = id
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

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

/// What is told of messages.
extension DeviceAgent {
    /// Keeps a request and what came of it for who looks at the phone's page.
    func noteExchange(
        _ request: WireRequest, _ response: WireResponse?, _ failure: AgentError?, _ asked: Instant,
        _ begun: ContinuousClock.Instant
    ) {
        guard let conversation = configuration.conversation else { return }
        let parts = begun.duration(to: .now).components
        conversation.add(
            request, response, failure: failure?.message, begun: asked, answered: clock.now(),
            milliseconds: Int(parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000))
    }

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
        configuration.conversation?.answer(answer, on: phone)
        let told = AnswerEvents(
            answer: answer, message: message, phone: phone, session: session, time: clock.now())
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
            case .noticed(let csp, let text):
                tell(.noticed) { event in
                    event.label = csp
                    event.text = text
                }
            case .jobPlanned(let job):
                tell(.jobPlanned) { event in
                    event.label = job.csp
                    event.text = "\(job.words), due \(job.due.text)"
                }
            }
        }
    }
}
