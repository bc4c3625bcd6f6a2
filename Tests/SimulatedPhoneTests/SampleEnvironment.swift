import ManagementTree
import Notation
import PINReset
import SimulatedPhone

extension PhoneEnvironment {
    /// The time on which tests stand, and a PIN reset service that always grants.
    static let sample = PhoneEnvironment(now: Instant(seconds: 1_493_078_400))
}

extension Phone {
    /// A fresh phone of a profile.
    static func sample(_ profile: PhoneProfile = .lumia950, seed: UInt64 = 1) throws -> Phone {
        Phone(fresh: try Blueprint(profile: profile), seed: seed, now: PhoneEnvironment.sample.now)
    }
}
