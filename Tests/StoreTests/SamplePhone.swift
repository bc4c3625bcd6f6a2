import Notation
import SimulatedPhone

/// A phone as it comes from its profile.
enum SamplePhone {
    static func fresh() throws -> Phone {
        Phone(fresh: try RandomPhone.blueprint(), seed: 1, now: RandomPhone.now)
    }

    static func enrolled() throws -> Phone {
        var phone = try fresh()
        let account = ManagementAccount(
            providerID: "Lab", addresses: ["https://mdm.example.test/"], user: "adele", enrollmentType: .full,
            discoveryURL: "")
        phone.enroll(Enrolled(account: account, since: RandomPhone.now))
        return phone
    }
}
