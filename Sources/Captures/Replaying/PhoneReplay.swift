package import Certificates
package import ManagementTree
package import Notation
package import PINReset
internal import Session
package import SimulatedPhone

/// Plays the server's side of recorded sessions to a phone, and compares what the phone answers with what was recorded.
///
/// Pure: nothing is read, sent or waited for. Session after session goes in, turn after turn comes out; what is kept is the
/// phones, one for each device.
package struct PhoneReplay: Sendable {
    package struct Options: Sendable {
        /// What does not count.
        package var rules: [DifferenceRule] = []
        /// Whether the values that recorded results show before anything changed them are the phone's too.
        package var infers = false
        /// Whether every turn gets its explanation; else only one that departs.
        package var explainsAll = false
        /// Whether the phone is exactly the recorded one, so that nothing it says can be noise.
        package var isExact = false
        /// What PINs, ids and nonces of a phone that the capture does not give follow from.
        package var seed: UInt64 = 1
        /// What time it is where the capture does not tell it.
        package var now: Instant
        /// Whether time stands still at `now`, whatever the capture tells.
        package var keepsTime = false
        /// Who grants the tickets of PIN resets.
        package var tickets: any ImmediatePINResetService = GrantingPINResetService()
        /// What opens files of PKCS#12.
        package var identities = IdentityReader.none
        /// Node descriptions beside the built-in ones.
        package var mounts: [Mount] = []

        package init(now: Instant) {
            self.now = now
        }
    }

    /// A device of the capture, and the phone that stands in for it.
    struct Device {
        var player: ReplayPlayer
        /// The same phone with another seed; nil where nothing can be noise.
        var double: ReplayPlayer?
        var facts: DeviceFacts
        /// Whether the phone is the recorded one, with its secrets.
        var isExact = false
        var inferred = InferredValues()
        var writers = NodeWriters()
    }

    let options: Options
    private var maker: PhoneMaker
    private var devices: [String: Device] = [:]
    private var sessions = 0
    /// A session of one device more begins with a phone of its own, which is not kept.
    private static let mostDevices = 1000

    /// - Throws: where the phone's profile cannot be used.
    package init(_ origin: ReplayOrigin, _ options: Options) throws(PhoneProfileError) {
        self.options = options
        maker = try PhoneMaker(
            origin, mounts: options.mounts, seed: options.seed, infers: options.infers)
    }

    /// The profile of the phone that stood in for the first device; nil before.
    package private(set) var profile: String?

    /// Plays a session.
    /// - Parameters:
    ///   - phone: the phone as it was before this session, where the recording has kept it; nothing that it says is noise.
    ///   - handOut: takes each turn as soon as it is known.
    package mutating func replay(
        _ session: RecordedSession, on phone: Phone? = nil, _ handOut: (ReplayedTurn) throws -> Void
    ) rethrows {
        sessions += 1
        let turns = session.turns.compactMap { ReadTurn($0, keepsTime: options.keepsTime) }
        let begun = turns.lazy.compactMap(\.moment.instant).first
        let opening = session.opening?.message
        var facts = SessionFacts(session, opening: opening)
        let key = (session.device ?? "").trimmed.lowercased()
        // Taken out, so that nobody else holds what is about to change.
        let isKnown = devices[key] != nil
        if let phone { profile = profile ?? phone.profile.name }
        var device = devices.removeValue(forKey: key) ?? makeDevice(session, facts, turns, begun)
        device.isExact = phone != nil
        if let phone {
            device.player = player(phone, begun ?? options.now)
            device.double = nil
            let id = facts.start.sessionID
            facts.start = SessionStart(on: phone)
            facts.start.sessionID = id
        } else {
            device.player.wait(until: begun)
            device.double?.wait(until: begun)
            prepare(&device, facts, turns)
        }
        var course = ReplayCourse(
            session: session, number: sessions, profile: device.player.phone.profile.name)
        let isBare = session.id == nil
        let hasBeginning = facts.opening != nil || !turns.isEmpty
        if !isBare, hasBeginning, let turn = open(facts, opening, &device, &course) { try handOut(turn) }
        let isOpened = course.hasBegun && facts.opening != nil
        for turn in turns { try handOut(play(turn, isBare: isBare, &device, &course)) }
        // Package 1 was compared, if the phone has said one.
        for message in session.unasked.dropFirst(isOpened ? 1 : 0) {
            if let turn = checkForm(of: message, &course) { try handOut(turn) }
        }
        device.player.end()
        device.double?.end()
        // With the account goes what the server has written.
        if device.player.phone.enrolled == nil { device.writers = NodeWriters() }
        if isKnown || devices.count < Self.mostDevices { devices[key] = device }
    }

    private mutating func makeDevice(
        _ session: RecordedSession, _ facts: SessionFacts, _ turns: [ReadTurn], _ begun: Instant?
    ) -> Device {
        let device = DeviceFacts(session, facts, turns)
        let now = begun ?? options.now
        let (phone, double) = maker.make(for: device, facts, now: now, doubleLater: Self.doubleShift)
        profile = profile ?? phone.profile.name
        return Device(
            player: player(phone, now), double: options.isExact ? nil : player(double, now, shift: Self.doubleShift),
            facts: device)
    }

    /// By so much a double's time is later: another day, hour, minute and second.
    private static let doubleShift: Int64 = 90_061

    private func player(_ phone: Phone, _ now: Instant, shift: Int64 = 0) -> ReplayPlayer {
        ReplayPlayer(
            phone, now: now.adding(seconds: shift), shift: shift, tickets: options.tickets,
            identities: options.identities)
    }

    /// What the capture says of the phone before the session.
    private func prepare(_ device: inout Device, _ facts: SessionFacts, _ turns: [ReadTurn]) {
        let values = options.infers ? device.inferred.values(in: turns, on: device.player.phone.blueprint) : []
        device.facts.learn(from: turns)
        let known = device.facts
        let maker = maker
        func prepare(_ phone: inout Phone, _ now: Instant) {
            maker.enrol(&phone, known, facts, now: now)
            phone = phone.holding(values)
            phone.meet(facts)
            guard maker.makesAccounts else { return }
            phone = phone.joined(to: known.tenant)
            phone.enrolled?.account.follow(facts)
        }
        device.player.change(prepare)
        device.double?.change(prepare)
    }
}
