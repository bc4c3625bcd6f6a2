import SimulatedPhone
import Synchronization

/// What the phones of each profile share, made once.
final class FleetBlueprints: Sendable {
    private let made = Mutex<[String: Blueprint]>([:])

    /// - Parameter device: the name of a profile, or a file.
    func named(_ device: String) throws -> Blueprint {
        if let known = made.withLock({ $0[device] }) { return known }
        var profile = try ProfileFile.read(device)
        // A phone that only its profile calls enrolled would not be one of this server's.
        profile.enrolled = nil
        do {
            let new = try Blueprint(profile: profile, isOfFleet: true)
            made.withLock { $0[device] = new }
            return new
        } catch {
            throw Failure.data("the profile \(device): \(error)")
        }
    }

    /// That of a phone that was kept; nil for a profile that this program cannot use.
    func of(_ profile: PhoneProfile) -> Blueprint? {
        made.withLock { made in
            if let known = made.values.first(where: { $0.profile == profile }) { return known }
            let new = try? Blueprint(profile: profile, isOfFleet: true)
            // A name that no option can have.
            made["kept \(made.count): \(profile.name)"] = new
            return new
        }
    }
}
