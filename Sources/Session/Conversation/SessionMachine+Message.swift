import SimulatedPhone
import SyncML

/// What is made of one message of the server.
extension SessionMachine {
    /// In this order: the server's verdict on the phone, the phone's on the server, the commands, the reply.
    mutating func judge(
        _ message: Message, _ header: Header, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) -> SessionAction {
        limits.update(header.meta)
        if message.isFinal { isServerDone = true }
        switch judgeClient(message) {
        case .proceed(let nonce): return proceed(with: message, header, nonce: nonce, &phone, environment)
        case .challenged:
            let reason = "not run, because the message asks for a credential"
            guard let said else { return .send(packageOneAgain(answering: message, header, phone, reason)) }
            follow(header.responseURI)
            return .send(sayAgain(said, after: notRun(message, header, reason)))
        case .versionRefused(let code):
            guard turnToOlderVersion(phone) else {
                return fail(
                    .versionNotSupported,
                    "the server answered a message of \(version.verProto) with \(code.rawValue), and the account allows "
                        + "no older version")
            }
            let reason = "not run, because the session begins again in the older version"
            return .send(packageOneAgain(answering: message, header, phone, reason))
        case .failed(let failure): return .finish(.failed(failure))
        }
    }

    /// Goes on with a message of a server that has nothing against the phone.
    /// - Parameter nonce: what the phone's next credential is to be made with.
    private mutating func proceed(
        with message: Message, _ header: Header, nonce: String?, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) -> SessionAction {
        var verdict = HeaderCheck.verdict(on: message)
        if verdict.code == .ok {
            switch judgeServer(message, header, &phone) {
            case .run(let code, let challenge):
                verdict.code = code
                verdict.challenge = challenge
                // Anybody can send a nonce; only one of a server that is known is kept for the next session
                // (OMA-TS-DM_Security-V1_2_1 section 5.3.4).
                if let nonce { phone.enrolled?.account.clientCredential?.nonce = nonce }
                acknowledge(message, &phone)
            case .refuse(let code, let challenge, let reason):
                return .send(refuse(message, header, code, challenge, reason))
            case .end(let action): return action
            }
        }
        follow(header.responseURI)
        return run(message, header, verdict, &phone, environment)
    }

    /// Runs the commands of a message whose sender is known.
    private mutating func run(
        _ message: Message, _ header: Header, _ verdict: HeaderCheck.Verdict, _ phone: inout Phone,
        _ environment: PhoneEnvironment
    ) -> SessionAction {
        var runner = CommandRunner(
            phone: phone, environment: environment, messageID: header.messageID, rules: rules,
            largestObject: limits.objectSize, waiting: replyQueue.size)
        let verdict = replyQueue.size <= ReplyRoom.octets ? verdict : Self.tooMuchWaits
        runner.report(verdict)
        let alerts = verdict.code.isSuccess ? runCommands(message.commands, &runner) : []
        if let need = runner.need { return .needs(need) }
        runner.numberResults()
        phone = runner.phone
        rules = runner.rules
        if phone.effects.contains(.unenrollmentRequested) { return .finish(.unenrollmentRequested) }
        return reply(runner.answer, alerts, phone.effects.contains(.wiped) ? .wiped : nil)
    }

    /// A server that sends message after message and takes little of the answers has to take some first.
    private static let tooMuchWaits = HeaderCheck.Verdict(
        code: .requestEntityTooLarge,
        reason: "nothing is run, because more than \(ReplyRoom.octets) octets of earlier answers wait to be taken")

    /// Runs the commands.
    /// - Returns: alerts of the phone that go beside the statuses.
    private mutating func runCommands(_ commands: [Command], _ runner: inout CommandRunner) -> [Alert] {
        guard receiver.concerns(commands) else {
            runner.run(commands)
            return []
        }
        let (steps, dropped) = receiver.collect(commands)
        for step in steps {
            runner.turn(toCommandAt: step.position, item: step.item)
            switch step.action {
            case .run(let command): runner.run([command])
            case .answer(let access, let code, let reason): runner.answer(access, code, reason)
            }
            if let target = step.targetRef { runner.completeLastStatus { $0.targetRefs = [target] } }
        }
        // Alert 1225: the end of the value did not come (OMA-TS-DM_Protocol-V1_2_1 section 7).
        return dropped.map { Alert(id: nil, code: .noEndOfData, items: [$0]) }
    }

    /// Takes the statuses of the server: of the header, and of results that go out in parts.
    private mutating func judgeClient(_ message: Message) -> ClientAuthentication.Verdict {
        var verdict = ClientAuthentication.Verdict.proceed(nonce: nil)
        for case .status(let status) in message.commands {
            if status.command == "SyncHdr" {
                verdict = clientAuthentication.judge(status)
            } else if status.command == "Results", status.code?.isSuccess != true {
                replyQueue.dropObject()
            }
        }
        return verdict
    }

    /// Takes out of the phone's outbox what the server has taken.
    private func acknowledge(_ message: Message, _ phone: inout Phone) {
        for case .status(let status) in message.commands {
            if let entry = sentAlerts.acknowledged(by: status) { phone.outbox.remove(entry) }
        }
    }

    private enum ServerVerdict {
        case run(StatusCode, challenge: Meta?)
        case refuse(StatusCode, challenge: Meta?, reason: String)
        case end(SessionAction)
    }

    private mutating func judgeServer(_ message: Message, _ header: Header, _ phone: inout Phone) -> ServerVerdict {
        let needsAnswer = !isServerDone || message.commands.contains(where: \.isToBeAnswered)
        switch serverAuthentication.judge(header) {
        case .open: return .run(.ok, challenge: nil)
        case .accepted:
            // A message that needs no answer gets none, and then the nonce stays as it is, because none can be handed over.
            guard needsAnswer || !replyQueue.isEmpty else { return .run(.ok, challenge: nil) }
            let challenge = serverAuthentication.challenge(phone.randomBytes(Self.nonceBytes))
            phone.enrolled?.account.serverCredential?.nonce = challenge[.nextNonce] ?? ""
            return .run(.authenticationAccepted, challenge: challenge)
        case .refused(let code, let reason):
            // A lone challenge must not be sent (OMA-TS-DM_Protocol-V1_2_1 section 9).
            guard needsAnswer, !serverAuthentication.isHopeless else {
                return .end(fail(.serverNotAuthenticated, reason))
            }
            let challenge = serverAuthentication.challenge(phone.randomBytes(Self.nonceBytes))
            return .refuse(code, challenge: challenge, reason: reason)
        }
    }

    /// Inferred: as long as the nonces of captured servers.
    private static let nonceBytes = 16

    /// Every command of a message whose sender is not known gets the header's code; nothing is run. The server's package is
    /// void, so it is the phone's turn whether there was a Final or not.
    private mutating func refuse(
        _ message: Message, _ header: Header, _ code: StatusCode, _ challenge: Meta?, _ reason: String
    ) -> OutgoingMessage {
        follow(header.responseURI)
        isServerDone = true
        var answer = Answer()
        answer.add("SyncHdr", "0", code, to: header.messageID, reason)
        answer.statuses[0].challenge = challenge
        answer.addAll(message.commands, code, to: header.messageID, "not run, because the server is not authenticated")
        return self.message(of: answer, [], nil)
    }

    /// The statuses for a message of which nothing is run.
    ///
    /// Inferred: the commands are told apart from those that failed by 215, because the server must send them again.
    private func notRun(_ message: Message, _ header: Header, _ reason: String) -> Answer {
        var answer = Answer()
        answer.add("SyncHdr", "0", .ok, to: header.messageID)
        answer.addAll(message.commands, .notExecuted, to: header.messageID, reason)
        return answer
    }

    /// Package 1 once more, beside a status for the server's header; the commands of the message are not run. What was
    /// not sent yet is forgotten: the session begins again.
    private mutating func packageOneAgain(
        answering message: Message, _ header: Header, _ phone: Phone, _ reason: String
    ) -> OutgoingMessage {
        follow(header.responseURI)
        replyQueue = ReplyQueue()
        receiver = LargeObjectReceiver(limit: receiver.limit)
        said = nil
        return packageOne(phone, behind: notRun(message, header, reason))
    }
}
