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

    /// What an answer depends on that no message tells, as far as the capture does.
    struct Moment {
        var instant: Instant?
        /// Whether the PIN reset service gave a ticket; nil where it was not asked.
        var hasTicket: Bool?

        static let unknown = Moment()
    }

    private(set) var phone: Phone
    /// What time it is: that of the capture where it tells it, and it never goes back.
    private var clock: Instant
    /// Seconds by which this phone's time is another than the capture's.
    private let shift: Int64
    private let tickets: any ImmediatePINResetService
    private let identities: IdentityReader
    /// nil outside of a session, and where the phone has ended it.
    private var machine: SessionMachine?

    /// - Parameters:
    ///   - now: what time it is for the phone, the shift included.
    ///   - shift: seconds to be added to what the capture tells.
    init(
        _ phone: Phone, now: Instant, shift: Int64 = 0, tickets: any ImmediatePINResetService,
        identities: IdentityReader
    ) {
        self.phone = phone
        clock = now
        self.shift = shift
        self.tickets = tickets
        self.identities = identities
    }

    /// Changes the phone between two sessions.
    mutating func change(_ body: (inout Phone, _ now: Instant) -> Void) { body(&phone, clock) }

    /// Lets time pass between two sessions.
    mutating func wait(until instant: Instant?) {
        let start = clock
        phone.letTimePass(from: start, to: environment(at: instant))
    }

    /// Sets the clock, and says what there is for a phone at that time.
    private mutating func environment(at instant: Instant?) -> PhoneEnvironment {
        if let instant { clock = max(clock, instant.adding(seconds: shift)) }
        return PhoneEnvironment(now: clock, identities: identities)
    }

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
    /// - Parameter verdict: what the recorded phone said to the server's credential; nil where the phone has the account to
    ///   judge.
    mutating func play(_ message: Message, verdict: StatusCode?, _ moment: Moment) -> Played {
        guard var machine = machine.take() else { return run(message, moment) }
        machine.give(verdictOnServer: verdict)
        var environment = environment(at: moment.instant)
        phone.lockIfIdle(now: clock)
        while true {
            switch machine.receive(message, &phone, environment) {
            case .send(let next):
                if next.ending == nil { self.machine = machine }
                return Played(octets: next.bytes, answer: next.answer)
            case .finish(let outcome): return Played(failure: Self.failure(outcome))
            case .needs(let need): get(need, moment, &environment)
            }
        }
    }

    /// Runs commands without a session.
    mutating func run(_ message: Message, _ moment: Moment) -> Played {
        var environment = environment(at: moment.instant)
        phone.lockIfIdle(now: clock)
        while true {
            let reply = ReplyBuilder.reply(to: message, phone: phone, environment)
            guard let need = reply.need else {
                phone = reply.phone
                return Played(octets: reply.bytes(), answer: reply.answer)
            }
            get(need, moment, &environment)
        }
    }

    /// Ends the session: an account of which package 1 said that it goes is gone now, and what the server has begun goes on.
    mutating func end() {
        machine = nil
        if phone.enrolled?.isUnenrolling == true { phone.unenroll(now: clock) }
        wait(until: nil)
    }

    /// Nobody waits in a replay.
    private func get(_ need: OutsideNeed, _ moment: Moment, _ environment: inout PhoneEnvironment) {
        switch need {
        case .time: environment.outside.addTime()
        case .pinResetTicket(let request):
            let service: any ImmediatePINResetService =
                switch moment.hasTicket {
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
