import PINReset
import Session
import SimulatedPhone
import SyncML
import Testing

/// What must come from outside before an answer is asked for as an action (design, *What a CSP may do*), shown on the
/// ticket of the PIN reset service.
@Suite("The ticket of a PIN reset service")
struct TicketTests {
    private typealias S = Stimulus

    /// A message that the session asks something for, and the phone's answers to it.
    private struct Asking {
        var conversation: Conversation
        let message: Message
        /// What was asked for, in order.
        private(set) var asked: [PINResetTicketRequest] = []
        private var outside = OutsideAnswers()

        init(_ body: String, isEnabled: Bool = true) throws {
            var conversation = try Conversation()
            try conversation.begin()
            if isEnabled { _ = try conversation.server(RemoteLock.enableRecovery("2"), final: false) }
            let header = Stimulus.header(session: conversation.machine.sessionID, message: 2)
            message = try Exchange.read(Array(Stimulus.document(header, body + "<Final/>").utf8))
            self.conversation = conversation
        }

        /// Gives the message to the session.
        mutating func receive() -> SessionAction {
            var environment = conversation.environment
            environment.outside = outside
            let action = conversation.machine.receive(message, &conversation.phone, environment)
            if case .needs(.pinResetTicket(let request)) = action { asked.append(request) }
            return action
        }

        /// Answers all that is asked for.
        /// - Returns: the answer to the message.
        mutating func finish(_ service: (PINResetTicketRequest) -> Result<PINResetTicket, PINResetRefusal>) throws
            -> Answer
        {
            while true {
                switch receive() {
                case .needs(.pinResetTicket(let request)): outside.add(service(request), for: request)
                case .needs(.time): outside.addTime()
                case .send(let message): return try #require(message.answer)
                case .finish(let outcome): throw Ended(outcome: outcome)
                }
            }
        }

        struct Ended: Error { var outcome: SessionOutcome }
    }

    private static func granted(_ request: PINResetTicketRequest) -> Result<PINResetTicket, PINResetRefusal> {
        Result { () throws(PINResetRefusal) in try GrantingPINResetService().ticket(for: request) }
    }

    private static func codes(_ answer: Answer) -> [UInt16] { answer.statuses.compactMap { $0.code?.rawValue } }

    @Test(
        "It is asked for before anything of the message is run, wherever the Exec stands, and then the message is answered",
        arguments: [
            (S.exec("3", RemoteLock.recoverPIN), [200, 200]), (RemoteLock.recover, [200, 200, 200, 200]),
            (S.atomic("3", S.exec("4", RemoteLock.recoverPIN)), [200, 200, 200]),
            (
                S.replace("8", "./DevDetail/Ext/Microsoft/DeviceName", "chr", "x") + RemoteLock.recover,
                [200, 200, 200, 200, 200]
            ),
        ] as [(String, [UInt16])])
    func asked(_ body: String, _ codes: [UInt16]) throws {
        var asking = try Asking(body)
        let (phone, number) = (asking.conversation.phone, asking.conversation.machine.sessionID)
        guard case .needs(.pinResetTicket(let request)) = asking.receive() else {
            Issue.record("nothing is asked for")
            return
        }
        #expect(request == phone.ticketRequest)
        #expect(asking.conversation.phone == phone && asking.conversation.machine.sessionID == number)
        #expect(Self.codes(try asking.finish(Self.granted)) == codes)
        #expect(asking.conversation.phone.lockScreen.pin != phone.lockScreen.pin)
        // Once to see it, once to answer it.
        #expect(Set(asking.asked).count == 1 && asking.asked.count == 2)
        #expect(try Exchange.read(asking.conversation.machine.requestPending().bytes).header?.messageID == "4")
    }

    @Test("A message that enables recovery itself has its ticket asked for with the protector that it makes")
    func enabledWithin() throws {
        var asking = try Asking(RemoteLock.enableRecovery("2") + RemoteLock.recover, isEnabled: false)
        #expect(asking.conversation.phone.ticketRequest == nil)
        #expect(Self.codes(try asking.finish(Self.granted)) == [200, 200, 200, 200, 200])
        let next = try #require(asking.conversation.phone.ticketRequest)
        #expect(asking.asked.map(\.protector) == [next.protector] && asking.asked.map(\.opening) == [next.opening - 1])
    }

    @Test(
        "Nothing is asked for where no ticket would be used",
        arguments: [
            (RemoteLock.recover, false), (S.exec("3", RemoteLock.resetPIN), true), (S.exec("3", RemoteLock.lock), true),
            (S.get("3", RemoteLock.recoverPIN), true), (S.exec("3", RemoteLock.recoverPIN + "?prop=Name"), true),
            (RemoteLock.enableRecovery("2", value: "false") + RemoteLock.recover, true),
        ])
    func notAsked(_ body: String, _ isEnabled: Bool) throws {
        var asking = try Asking(body, isEnabled: isEnabled)
        _ = try asking.finish { request in .failure(.denied) }
        #expect(asking.asked.isEmpty)
    }

    @Test("Several Execs of one message need a ticket each, because a ticket opens the protector once")
    func once() throws {
        var asking = try Asking(RemoteLock.recover + RemoteLock.recover)
        #expect(Self.codes(try asking.finish(Self.granted)) == [200] + Array(repeating: 200, count: 6))
        #expect(asking.asked.map(\.opening) == [1, 2])
        #expect(Set(asking.asked.map(\.protector)).count == 1)
    }

    @Test("A service that cannot be reached makes the Exec fail; nothing has changed, and the reason names both")
    func unreachable() throws {
        var asking = try Asking(RemoteLock.recover)
        let before = asking.conversation.phone
        let answer = try asking.finish { _ in .failure(.unreachable(reason: "https://reset.example.test: timed out")) }
        #expect(Self.codes(answer) == [200, 200, 500, 200])
        #expect(asking.conversation.phone.lockScreen == before.lockScreen)
        #expect(asking.conversation.phone.hello == before.hello)
        let reason = try #require(answer.reason(ofStatusAt: 2))
        #expect(reason.contains("PIN reset service") && reason.contains("https://reset.example.test: timed out"))
    }

    @Test("A server cannot have the service asked as often as it likes")
    func bounded() throws {
        // Each round makes a new protector, and leaves the phone unlocked for the next.
        let round =
            RemoteLock.enableRecovery("5", value: "false") + RemoteLock.enableRecovery("6")
            + S.atomic("7", S.exec("8", RemoteLock.recoverPIN), S.get("9", "./DevInfo/Man"))
        var asking = try Asking(String(repeating: round, count: 7))
        let answer = try asking.finish(Self.granted)
        #expect(Set(asking.asked).count == OutsideAnswers.most && asking.asked.count == OutsideAnswers.most)
        #expect(answer.reasons.values.contains { $0.contains("was not asked for a ticket") })
    }
}
