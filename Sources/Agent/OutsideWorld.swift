import Notation
package import PINReset
package import Session
package import SimulatedPhone
package import SyncML

/// Getting what a phone needs from outside.
extension OutsideAnswers {
    /// Gets one thing that is needed. The answer may be that there is none: that is the phone's to judge. Time is not waited
    /// for here.
    package mutating func get(_ need: OutsideNeed, from service: any PINResetService) async {
        switch need {
        case .pinResetTicket(let request): add(await service.answer(to: request), for: request)
        case .time: addTime()
        }
    }
}

extension ReplyBuilder {
    /// Answers a message without a session, on the same road: what its commands need is got before they are run. Time that
    /// an answer rule has the phone take passes for the phone and for nobody else: no connection waits.
    /// - Parameter isLent: whether another process runs the phone, whose time is that of the process: what a rule has it take
    ///   does not pass then, and the answer says so beside the rule.
    package static func reply(
        to message: Message, phone: Phone, _ environment: inout PhoneEnvironment, rules: AnswerRules = AnswerRules(),
        isLent: Bool = false, asking service: any PINResetService
    ) async -> Reply {
        var phone = phone
        var outside = OutsideAnswers()
        while true {
            environment.outside = outside
            let reply = reply(to: message, phone: phone, environment, rules: rules)
            guard let need = reply.need else {
                environment.outside = OutsideAnswers()
                return reply
            }
            if isLent, case .time = need {
                outside.leaveOutTime()
                continue
            }
            await outside.get(need, from: service)
            guard case .time(let time) = need else { continue }
            // The phone counts whole seconds: one that has begun has passed.
            let parts = time.components
            environment.now = environment.now.adding(seconds: parts.seconds + (parts.attoseconds > 0 ? 1 : 0))
            phone.lockIfIdle(now: environment.now)
        }
    }
}

extension Phone {
    /// Why LockAndRecoverPIN would fail on the phone as it is, the PIN reset service included as far as it can be known
    /// without a ticket being made; nil where nothing speaks against it.
    package func recoveryObstacle(asking service: any PINResetService) async -> String? {
        if let recoveryObstacle { return recoveryObstacle }
        guard let ticketRequest, let refusal = await service.foreseenRefusal(of: ticketRequest) else { return nil }
        return "the PIN reset service would give no ticket: \(refusal)"
    }
}
