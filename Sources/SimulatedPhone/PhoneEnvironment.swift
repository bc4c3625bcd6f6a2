package import Certificates
package import Notation
package import PINReset

/// What a phone needs from outside to run: the time, and what was asked for before it was needed.
package struct PhoneEnvironment: Sendable {
    package var now: Instant
    /// What has come from outside for the message that is run.
    package var outside = OutsideAnswers()
    /// What opens files of PKCS#12.
    package var identities: IdentityReader

    package init(now: Instant, identities: IdentityReader = .none) {
        self.now = now
        self.identities = identities
    }
}

/// What must come from outside before the phone can answer a command. A provider says so (`Provider.need`), the session
/// asks for it as an action, and whoever drives the session gets it: the phone itself waits for nobody.
package enum OutsideNeed: Hashable, Sendable {
    /// The ticket with which the PIN reset service opens the recovery protector.
    case pinResetTicket(PINResetTicketRequest)
    /// Time to pass, which somebody wants the phone to take.
    case time(Duration)
}

/// What has come from outside for one message. Kept as values until the message is answered, and not longer: a ticket is
/// for what was asked.
package struct OutsideAnswers: Sendable {
    private var tickets: [PINResetTicketRequest: Result<PINResetTicket, PINResetRefusal>] = [:]

    private var isTimeAnswered = false
    /// Whether the time that was asked for does not pass.
    package private(set) var isTimeLeftOut = false

    package init() {}

    /// So much is asked for in one message; what is needed beyond it is as if no answer had come. Each question has the
    /// message run again, and a server must not make that happen as often as it likes.
    package static let most = 4

    /// Whether it is of use to ask for this: it was not asked for yet, and may be.
    package func lacks(_ need: OutsideNeed) -> Bool {
        switch need {
        case .pinResetTicket(let request): tickets[request] == nil && tickets.count < Self.most
        case .time: !isTimeAnswered
        }
    }

    /// What the PIN reset service has answered; nil where it was not asked.
    func ticket(for request: PINResetTicketRequest) -> Result<PINResetTicket, PINResetRefusal>? {
        tickets[request]
    }

    /// Whether the PIN reset service has given a ticket; nil where it was not asked.
    package var hasTicket: Bool? {
        tickets.isEmpty ? nil : tickets.values.contains { if case .success = $0 { true } else { false } }
    }

    package mutating func add(
        _ answer: Result<PINResetTicket, PINResetRefusal>, for request: PINResetTicketRequest
    ) {
        tickets[request] = answer
    }

    /// All the time that was asked for has passed.
    package mutating func addTime() {
        isTimeAnswered = true
    }

    /// None of the time that was asked for passes.
    package mutating func leaveOutTime() {
        isTimeAnswered = true
        isTimeLeftOut = true
    }
}
