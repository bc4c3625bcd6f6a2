package import ManagementTree
import Notation

/// The simulated device, whole: a value.
///
/// A copy costs nothing until one of the two changes, so an Atomic keeps the phone as it was and puts it back when a
/// command fails; `check` and `replay` run on copies that are thrown away. Nothing in it reads a clock, a socket or a
/// file: the time, and what has come from outside, come in with `PhoneEnvironment`.
package struct Phone: Sendable {
    package internal(set) var blueprint: Blueprint
    /// DevInfo/DevId, and the Source of every message.
    package internal(set) var deviceID: String
    /// nil for a phone that is not joined to Azure AD.
    package internal(set) var join: AzureADJoin?
    package internal(set) var loginStatus: LoginStatus
    /// What was added to the management tree.
    package internal(set) var tree: Tree
    package internal(set) var lockScreen: LockScreen
    /// The Windows Hello key container that the PIN unlocks.
    package internal(set) var hello: HelloContainer
    package var certificates = CertificateStore()
    package internal(set) var random: SeededGenerator
    /// What CSPs remember and no node shows.
    package internal(set) var memory = KeyedState()
    /// What makes the phone an enrolled one, or nothing: boxed, because it is large and many phones of a fleet have none.
    private var enrollment: Boxed<Enrolled>?
    /// The PIN that NewPINValue gives once to a Get of the same message (csp.md section 3).
    package internal(set) var newPIN: PIN?
    /// What the last message wants done outside, in order.
    package internal(set) var effects: [Effect]
    /// How many nodes the last message has moved by renaming one above them.
    var movedNodes = 0
    /// How many nodes the last message has compared with what NodeCache expects.
    var comparedNodes = 0
    /// How many policies the last message has made the phone go through by bringing ADMX files and taking them away.
    var laidPolicies = 0
    /// Whether the command that is run stands in an Atomic, which some settings need.
    private(set) var isInAtomic = false

    package var profile: PhoneProfile { blueprint.profile }

    package var platform: Platform { blueprint.profile.platform }

    /// The account with the management server; nil for a phone that is not enrolled.
    package var enrolled: Enrolled? {
        get { enrollment?.wrappedValue }
        set { enrollment = newValue.map { Boxed(wrappedValue: $0) } }
    }

    /// What of the enrolment is not as in another phone.
    func enrollmentDifferences(from other: Phone) -> PhoneDifferences {
        switch (enrollment, other.enrollment) {
        case (nil, nil): []
        case (let own?, let others?): own.wrappedValue.differences(from: others.wrappedValue)
        default: [.account, .session]
        }
    }

    /// What decides which nodes the device has now: a wiped phone is joined to nothing.
    package var traits: DeviceTraits {
        var traits = blueprint.traits
        traits.isJoinedToAzureAD = join != nil
        return traits
    }

    /// Who is signed in, as the LoginStatus alert says it: user-scope nodes are served for `user` only.
    package enum LoginStatus: String, Codable, Sendable, CaseIterable {
        case user, others, none
    }

    /// Starts a message: what belongs to the message before is forgotten.
    package mutating func beginMessage() {
        newPIN = nil
        movedNodes = 0
        comparedNodes = 0
        laidPolicies = 0
        effects.removeAll()
    }

    /// Puts the phone back to what it was before some commands, but for what they have cost: of that a message may cause so
    /// much, whether its Atomics fail or not.
    package mutating func putBack(_ before: Phone) {
        let costs = (movedNodes, comparedNodes, laidPolicies)
        self = before
        (movedNodes, comparedNodes, laidPolicies) = costs
    }

    /// Commands that follow are those of an Atomic.
    package mutating func beginAtomic() {
        isInAtomic = true
    }

    /// All commands of an Atomic are done: what they have made together is judged.
    package mutating func endAtomic() throws(Refusal) {
        isInAtomic = false
        for provider in blueprint.providers { try provider.willEndAtomic(in: self) }
    }

    package mutating func setLoginStatus(_ status: LoginStatus) {
        forgetSignOut()
        loginStatus = status
    }

    /// A new GUID, in lower case without braces.
    package mutating func newGUID() -> String { random.uuid() }

    /// So many random octets, such as a nonce.
    package mutating func randomBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

extension Phone: Equatable {
    package static func == (left: Phone, right: Phone) -> Bool {
        left.blueprint.profile == right.blueprint.profile && left.deviceID == right.deviceID && left.join == right.join
            && left.loginStatus == right.loginStatus && left.lockScreen == right.lockScreen && left.hello == right.hello
            && left.random == right.random && left.newPIN == right.newPIN && left.effects == right.effects
            && left.enrollment == right.enrollment && left.certificates == right.certificates
            && left.memory == right.memory && left.tree == right.tree
    }
}

/// What a phone does to the world outside; the driver carries it out after the answer is safe.
package enum Effect: Equatable, Codable, Sendable {
    /// The screen locked.
    case screenLocked
    /// The PIN was changed by a server; a person who holds the phone must be told to ask for the new one.
    case pinReplaced
    /// The phone was wiped and starts from the factory state.
    case wiped
    /// The server has ended the account: the session is dropped, and a last one tells of it (protocol.md 6.10).
    case unenrollmentRequested
    /// Somebody near the phone notices something, such as that it rings: the CSP that it comes from, and a sentence.
    case noticed(csp: String, String)
    /// Something is to be done after the answer.
    case jobPlanned(Job)
    /// A node was executed behind which nothing stands but its description: its address.
    case executed(String)
}
