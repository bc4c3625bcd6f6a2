package import Session
package import SimulatedPhone

/// How the phones of a fleet behave: in groups, each with its share of them.
package struct FleetScenario: Sendable {
    package var groups: [FleetGroup]

    /// All phones do what phones do.
    package static let plain = FleetScenario(groups: [FleetGroup(name: "all")])

    /// - Parameter groups: one at least.
    package init(groups: [FleetGroup]) {
        self.groups = groups.isEmpty ? [FleetGroup(name: "all")] : groups
    }

    /// The group of a phone.
    /// - Parameter place: the phone's own number from 0 up to 1, which stays the same: with another scenario a phone changes
    ///   its group only where shares differ.
    package func group(at place: Double) -> FleetGroup {
        let whole = groups.map(\.share).reduce(0, +)
        var left = place * whole
        for group in groups {
            left -= group.share
            if left < 0 { return group }
        }
        return groups[groups.count - 1]
    }
}

/// Phones that behave alike.
package struct FleetGroup: Sendable {
    package var name: String
    /// In proportion to the other groups.
    package var share = 1.0
    /// What kind of phone it is; nil for that of the whole fleet. It counts for phones that are made.
    package var blueprint: Blueprint?
    /// Who is signed in; nil for as it comes.
    package var login: Phone.LoginStatus?
    /// How phones answer otherwise than they would.
    package var answers: [AnswerRule] = []
    /// How long a phone takes for the commands of a message.
    package var late = Duration.zero
    /// The chance before each session that the person at the phone has forgotten the PIN: the phone is locked, and stays so
    /// until its server has reset it.
    package var forgetPIN = 0.0
    /// The chance after each session that the phone leaves its server.
    package var leave = 0.0
    /// After so long a phone that has left enrols again; nil for never.
    package var comeBack: Duration?

    package init(name: String) {
        self.name = name
    }
}
