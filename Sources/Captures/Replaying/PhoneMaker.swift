internal import ManagementTree
internal import Notation
package import SimulatedPhone
internal import SyncML

/// Who answers in a replay.
package enum ReplayOrigin: Sendable {
    /// The phone that the capture speaks of: its id, DevInfo and directory, and of these profiles the nearest to its build and edition.
    /// There must be one; of several that are as near, the first.
    case capture([PhoneProfile])
    /// A phone of this profile, with the id that the capture tells.
    case profile(PhoneProfile)
    /// This phone, as it is.
    case phone(Phone)
}

/// Makes the phones that stand in for the devices of a capture, each twice: the second one has another seed, another
/// identity and another time, so that what the two answer otherwise is noise.
struct PhoneMaker: Sendable {
    private let origin: ReplayOrigin
    private let mounts: [Mount]
    private let seed: UInt64
    /// Whether the build is taken over too.
    private let infers: Bool
    /// Where no profile can be used as it was tuned, this one is.
    private let standard: Blueprint
    /// Blueprints that were made lately: all phones of a kind share one.
    private var blueprints: [Blueprint] = []
    private static let mostBlueprints = 16

    init(
        _ origin: ReplayOrigin, mounts: [Mount], seed: UInt64, infers: Bool
    ) throws(PhoneProfileError) {
        self.origin = origin
        self.mounts = mounts
        self.seed = seed
        self.infers = infers
        switch origin {
        case .capture(let profiles):
            standard = try Blueprint(profile: profiles.first ?? .lumia950, files: mounts)
        case .profile(let profile): standard = try Blueprint(profile: profile, files: mounts)
        case .phone(let phone): standard = phone.blueprint
        }
    }

    /// Whether accounts follow from the capture; else a phone that was given has its own.
    var makesAccounts: Bool {
        if case .phone = origin { false } else { true }
    }

    /// The phone of a device, and its double.
    /// - Parameters:
    ///   - now: when the phone was enrolled and used last.
    ///   - doubleLater: by how many seconds that was later for the double.
    mutating func make(
        for facts: DeviceFacts, _ session: SessionFacts, now: Instant, doubleLater: Int64
    ) -> (phone: Phone, double: Phone) {
        let later = now.adding(seconds: doubleLater)
        var phone: Phone
        if case .phone(let given) = origin {
            phone = given
        } else {
            let fresh = Phone(fresh: blueprint(for: facts), seed: seed, now: now)
            var state = fresh.state
            if let id = facts.id, !id.isEmpty { state.deviceID = id }
            phone = fresh.with(state)
        }
        var double = Phone(fresh: phone.blueprint, seed: ~seed, now: later)
        if case .phone = origin {
            // What the phone holds it holds; only who it is and what it draws is another's.
            var state = phone.state
            state.deviceID = double.deviceID
            state.random = double.state.random
            state.lockScreen = state.lockScreen.usedLater(by: doubleLater)
            double = phone.with(state)
        }
        enrol(&phone, facts, session, now: now)
        enrol(&double, facts, session, now: later)
        return (phone, double)
    }

    /// Enrols a phone that has no account, as the server of the capture must have done.
    func enrol(_ phone: inout Phone, _ facts: DeviceFacts, _ session: SessionFacts, now: Instant) {
        guard phone.enrolled == nil else { return }
        let url = "https://server.invalid/"
        var account = ManagementAccount(
            providerID: facts.provider ?? "Recorded", addresses: [url], user: phone.join?.user ?? "",
            enrollmentType: phone.join == nil ? .full : .device, discoveryURL: url)
        account.follow(session)
        // Whatever the server asks for is shown, because the recorded phone could show it.
        account.clientCredential = AccountCredential(scheme: .basic, name: "recorded", secret: "recorded")
        phone.enroll(Enrolled(account: account, since: now))
    }

    private mutating func blueprint(for facts: DeviceFacts) -> Blueprint {
        guard case .capture(let profiles) = origin, var profile = Self.nearest(to: facts, of: profiles) else {
            return standard
        }
        profile.manufacturer = facts.manufacturer ?? profile.manufacturer
        profile.model = facts.model ?? profile.model
        profile.language = facts.language ?? profile.language
        if infers, let build = facts.buildText, facts.build?.revision != nil { profile.build = build }
        if let known = blueprints.first(where: { $0.profile == profile }) { return known }
        guard let made = try? Blueprint(profile: profile, files: mounts) else { return standard }
        if blueprints.count >= Self.mostBlueprints { blueprints.removeFirst() }
        blueprints.append(made)
        return made
    }

    private static func nearest(to facts: DeviceFacts, of profiles: [PhoneProfile]) -> PhoneProfile? {
        profiles.min { $0.distance(to: facts).lexicographicallyPrecedes($1.distance(to: facts)) }
    }
}

extension Phone {
    /// The phone joined to the directory that its server means; one that is joined to none stays so.
    func joined(to tenant: String?) -> Phone {
        guard let tenant, let join, join.tenant.lowercased() != tenant.lowercased() else { return self }
        var state = state
        state.join?.tenant = tenant
        return with(state)
    }
}

extension ManagementAccount {
    /// Speaks as the recorded device did in a session.
    mutating func follow(_ session: SessionFacts) {
        version = session.version
        encoding = session.form
        sendsCredentialFirst = session.showsCredentialFirst
        if let url = session.serverURL, !url.isEmpty { addresses = [url] }
    }
}

extension LockScreen {
    /// The same screen, last touched so many seconds later.
    fileprivate func usedLater(by seconds: Int64) -> LockScreen {
        LockScreen(
            isLocked: isLocked, pin: pin, pinSetAt: pinSetAt, history: history, failedAttempts: failedAttempts,
            lastActivity: lastActivity.adding(seconds: seconds))
    }
}

extension Phone {
    /// The same phone with other facts of its own.
    func with(_ state: PhoneState) -> Phone {
        Phone(state, enrolled: enrolled, certificates: certificates, tree: tree, blueprint: blueprint)
    }

    /// The same phone with another tree.
    func with(_ tree: Tree) -> Phone {
        Phone(state, enrolled: enrolled, certificates: certificates, tree: tree, blueprint: blueprint)
    }
}
