/// In which of its parts a phone differs from another: the parts are those that are kept apart from each other.
///
/// Most messages of a server change little of a phone, so what is equal is seen at little cost: copies share it.
package struct PhoneDifferences: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let profile = PhoneDifferences(rawValue: 1 << 0)
    /// Who the phone is, who uses it, and the Windows Hello container.
    package static let state = PhoneDifferences(rawValue: 1 << 1)
    /// The lock screen and the random numbers.
    package static let lockScreen = PhoneDifferences(rawValue: 1 << 2)
    /// The account and all that is enrolled, but for what every session changes.
    package static let account = PhoneDifferences(rawValue: 1 << 3)
    package static let certificates = PhoneDifferences(rawValue: 1 << 4)
    /// The number of the last session, and the polls.
    package static let session = PhoneDifferences(rawValue: 1 << 5)
    package static let tree = PhoneDifferences(rawValue: 1 << 6)
    /// What CSPs remember.
    package static let memory = PhoneDifferences(rawValue: 1 << 7)

    package static let all: PhoneDifferences = [
        .profile, .state, .lockScreen, .account, .certificates, .session, .tree, .memory,
    ]
}

extension Phone {
    /// What of this phone is not as in another. What lasts for one message only does not count.
    package func differences(from other: Phone) -> PhoneDifferences {
        var found: PhoneDifferences = []
        if blueprint !== other.blueprint, profile != other.profile { found.insert(.profile) }
        if deviceID != other.deviceID || join != other.join || loginStatus != other.loginStatus || hello != other.hello
        {
            found.insert(.state)
        }
        if lockScreen != other.lockScreen || random != other.random { found.insert(.lockScreen) }
        if certificates != other.certificates { found.insert(.certificates) }
        if tree != other.tree { found.insert(.tree) }
        if memory != other.memory { found.insert(.memory) }
        return found.union(enrollmentDifferences(from: other))
    }
}
