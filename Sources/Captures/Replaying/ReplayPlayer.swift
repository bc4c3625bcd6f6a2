internal import Certificates
internal import Notation
internal import PINReset
internal import Session
internal import SimulatedPhone
internal import SyncML

/// A phone to which the messages of a recorded server are played, session after session.
struct ReplayPlayer: Sendable {
    /// What came of a message.
    struct Played {
        /// What is sent; nil where nothing is.
        var octets: [UInt8]?
        /// What became of the commands, with the reasons.
        var answer: Answer?
        /// Why nothing is sent, where the session has not come to its end as it should.
        var failure: String?
    }

    private(set) var phone: Phone
    private let now: Instant
    private let tickets: any ImmediatePINResetService
    private let identities: IdentityReader
    /// nil outside of a session, and where the phone has ended it.
    private var machine: SessionMachine?

    init(_ phone: Phone, now: Instant, tickets: any ImmediatePINResetService, identities: IdentityReader) {
        self.phone = phone
        self.now = now
        self.tickets = tickets
        self.identities = identities
    }

    /// Changes the phone between two sessions.
    mutating func change(_ body: (inout Phone) -> Void) { body(&phone) }

    /// Begins a session.
    /// - Returns: package 1; nil on a phone that is not enrolled.
    mutating func begin(_ start: SessionStart) -> [UInt8]? {
        guard var machine = SessionMachine(start, on: &phone) else { return nil }
        let message = machine.begin(phone)
        self.machine = machine
        return message.bytes
    }

    /// Plays a message of the server. What comes after the phone has ended the session is run all the same, command by
    /// command: the recorded phone went on.
    /// - Parameters:
    ///   - verdict: what the recorded phone said to the server's credential; nil where the phone has the account to judge.
    ///   - circumstances: what a recording of our own knows of the moment.
    mutating func play(
        _ message: Message, verdict: StatusCode?, _ circumstances: RecordedExchange.Circumstances? = nil
    ) -> Played {
        guard var machine = machine.take() else { return run(message, circumstances) }
        machine.give(verdictOnServer: verdict)
        var environment = PhoneEnvironment(now: circumstances?.instant ?? now, identities: identities)
        while true {
            switch machine.receive(message, &phone, environment) {
            case .send(let next):
                if next.ending == nil { self.machine = machine }
                return Played(octets: next.bytes, answer: next.answer)
            case .finish(let outcome): return Played(failure: Self.failure(outcome))
            case .needs(let need): get(need, circumstances, &environment)
            }
        }
    }

    /// Runs commands without a session.
    mutating func run(_ message: Message, _ circumstances: RecordedExchange.Circumstances? = nil) -> Played {
        var environment = PhoneEnvironment(now: circumstances?.instant ?? now, identities: identities)
        while true {
            let reply = ReplyBuilder.reply(to: message, phone: phone, environment)
            guard let need = reply.need else {
                phone = reply.phone
                return Played(octets: reply.bytes(), answer: reply.answer)
            }
            get(need, circumstances, &environment)
        }
    }

    /// Ends the session: an account of which package 1 said that it goes is gone now.
    mutating func end() {
        machine = nil
        if phone.enrolled?.isUnenrolling == true { phone.unenroll(now: now) }
    }

    /// Nobody waits in a replay.
    private func get(
        _ need: OutsideNeed, _ circumstances: RecordedExchange.Circumstances?, _ environment: inout PhoneEnvironment
    ) {
        switch need {
        case .time: environment.outside.addTime()
        case .pinResetTicket(let request):
            let service: any ImmediatePINResetService =
                switch circumstances?.ticket {
                case true?: GrantingPINResetService()
                case false?: DenyingPINResetService()
                case nil: tickets
                }
            do {
                environment.outside.add(.success(try service.ticket(for: request)), for: request)
            } catch {
                environment.outside.add(.failure(error), for: request)
            }
        }
    }

    private static func failure(_ outcome: SessionOutcome) -> String? {
        switch outcome {
        case .completed: nil
        case .abortedByServer: "the server has given the session up (alert 1223)"
        case .abortedByPhone: "the phone has given the session up (alert 1223)"
        case .unenrollmentRequested: "the server has ended the account, and the phone drops the session"
        case .wiped: "the phone was wiped"
        case .silent: "an answer rule says that nothing is sent"
        case .failed(let failure): failure.message
        }
    }
}
