internal import Session
internal import SimulatedPhone
internal import SyncML

/// What becomes of each turn of a session: it is played, and compared with what was recorded.
extension PhoneReplay {
    /// Begins the session, and compares package 1 with the recorded one.
    /// - Returns: nil where there is nothing to begin.
    func open(
        _ facts: SessionFacts, _ opening: Message?, _ device: inout Device, _ course: inout ReplayCourse
    ) -> ReplayedTurn? {
        let octets = device.player.begin(facts.start)
        let double = device.double?.begin(facts.start)
        // Of a capture that begins in the middle of a session, package 1 is not there.
        let recorded = facts.opening == nil ? nil : course.session.opening
        let message = octets.flatMap { ReadTurn.message(in: $0) }
        var turn = course.turn(recorded: recorded, replayed: octets, message)
        if recorded != nil, let opening {
            let comparison = TurnComparison(
                recorded: opening, replayed: message, asked: Message(), double: double, phone: device.player.phone)
            comparison.judge(&turn, by: options.rules)
        }
        return turn
    }

    /// Plays a message of the server, and compares the answer with the recorded one.
    func play(
        _ read: ReadTurn, isBare: Bool, _ device: inout Device, _ course: inout ReplayCourse
    ) -> ReplayedTurn {
        var asked = read.asked
        // A server numbers its commands when it sends them.
        if isBare { asked.numberCommands() }
        let verdict = device.isExact ? nil : read.answer?.statusOfHeader ?? .ok
        let played =
            isBare
            ? device.player.run(asked, read.moment) : device.player.play(asked, verdict: verdict, read.moment)
        let double =
            isBare
            ? device.double?.run(asked, read.moment) : device.double?.play(asked, verdict: verdict, read.moment)
        let message = played.octets.flatMap { ReadTurn.message(in: $0) }
        var turn = course.turn(asked: read.server, recorded: read.recorded, replayed: played.octets, message)
        let phone = device.player.phone
        if let answer = played.answer {
            device.writers.note(asked, answer, on: phone.blueprint, session: course.number)
        }
        var explanation: Explanation? {
            played.answer.map { Explanation(of: $0, to: asked, on: phone, most: Self.mostExplained) }
        }
        if let answer = read.answer {
            let comparison = TurnComparison(
                recorded: answer, replayed: message, asked: asked, double: double?.octets, phone: phone,
                failure: played.failure)
            if comparison.departs {
                turn.explanation = explanation
                comparison.judge(&turn, by: options.rules, device.writers.lookup())
            }
        }
        if options.explainsAll, turn.explanation == nil { turn.explanation = explanation }
        return turn
    }

    /// More entries nobody reads.
    private static let mostExplained = 10_000

    /// A message of a device that no message of the capture asked for: whether it is understood whole. It is read and written
    /// again, and what was written says the same.
    func checkForm(of message: RecordedMessage, _ course: inout ReplayCourse) -> ReplayedTurn? {
        guard let outline = message.outline, let recorded = message.message else { return nil }
        let octets = outline.form.bytes(of: recorded)
        let again = ReadTurn.message(in: octets)
        var turn = course.turn(recorded: message, replayed: octets, again)
        turn.isComparedInForm = true
        let comparison = TurnComparison(recorded: recorded, replayed: again, asked: Message())
        comparison.judge(&turn, by: options.rules)
        return turn
    }
}
