package import Administration
internal import Certificates

/// The passwords of the directory as enrolment asks for them: one after the other, because each costs a tenth of a second and
/// 32 MiB, and so many wrong ones in a minute as anywhere else.
package actor DirectoryPasswords {
    /// What no one can guess and ends with the process.
    private let key: [UInt8]
    private var brake = AttemptBrake()
    /// Passwords that were right lately, as keyed digests, by what the directory keeps of them: a phone shows its password
    /// twice, and those of a fleet may show the same a thousand times.
    private var right: [[UInt8]: [UInt8]] = [:]
    private static let mostRemembered = 10_000

    package init(key: [UInt8]) {
        self.key = key
    }

    /// - Parameter address: where who asks comes from.
    /// - Returns: nil where too many wrong passwords for this user have come from there.
    package func verdict(
        on password: String, of user: DirectoryUser, from address: String, now: Int64
    ) -> DirectoryVerdict? {
        guard user.accountEnabled else { return .blocked }
        guard let kept = user.password else { return .noPassword }
        let digest = Digest.sha256(key + Array(password.utf8))
        if right[kept.digest] == digest { return .right }
        let place = "\(address) \(user.id)"
        guard brake.tries(place, now: now) else { return nil }
        guard kept.holds(password) else { return .wrong }
        brake.forgive(place)
        if right.count >= Self.mostRemembered { right = [:] }
        right[kept.digest] = digest
        return .right
    }
}
