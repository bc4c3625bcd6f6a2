import Notation
import SimulatedPhone

/// The phone in these tests: of a person's own, so that its account can be left.
enum SamplePhone {
    static let pin = "271828"

    private static let blueprint = Result {
        var profile = PhoneProfile.lumia950
        profile.joined = nil
        profile.enrolled = nil
        return try Blueprint(profile: profile)
    }

    /// - Parameter server: the address of its management server.
    static func enrolled(at server: String) throws -> Phone {
        var phone = Phone(fresh: try blueprint.get(), seed: 1, now: now)
        try phone.setPIN(PIN(pin), now: now)
        phone.enroll(
            Enrolled(
                account: ManagementAccount(
                    providerID: "TestMDM", addresses: [server], user: "adele@contoso.example", enrollmentType: .full,
                    discoveryURL: "\(server)/EnrollmentServer/Discovery.svc"), since: now))
        return phone
    }

    static var now: Instant { Instant(seconds: 1_500_000_000) }
}
