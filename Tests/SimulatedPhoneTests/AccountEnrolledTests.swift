import ManagementTree
import SimulatedPhone
import Testing

/// The phone before, with and after an account (protocol.md 6.7 and 6.10).
@Suite("An enrolled phone")
struct AccountEnrolledTests {
    private static let now = PhoneEnvironment.sample.now
    private static let policy = NodeURI(
        prefix: .none, names: ["Vendor", "MSFT", "DeviceLock", "Provider", "Lab", "MinDevicePasswordLength"])

    @Test("has the node of its server and no other's")
    func providers() throws {
        let phone = try Phone.enrolledSample()
        let node = try phone.locate(NodeURI(prefix: .none, names: Array(Phone.accountNode("Lab").dropLast())))
        #expect(phone.childNames(of: node).map(\.text) == ["Lab"])
        #expect(phone.enrolled?.since == Self.now && phone.enrolled?.isUnenrolling == false)
    }

    @Test("keeps what the device itself says of the account, and forgets it with a nil")
    func accountValues() throws {
        var phone = try Phone.enrolledSample()
        #expect(phone.accountValue(["Poll", "PollOnLogin"]) == nil)
        phone.setAccountValue(.chr("Contoso phone 7"), at: ["EntDeviceName"])
        #expect(phone.accountValue(["EntDeviceName"])?.text == "Contoso phone 7")
        #expect(try phone.text(at: Phone.provider("EntDeviceName")) == "Contoso phone 7")
    }

    @Test("has no account values while it is not enrolled")
    func noAccount() throws {
        var phone = try Phone.enrolledSample()
        phone.unenroll(now: Self.now)
        let before = phone
        phone.setAccountValue(.chr("x"), at: ["EntDeviceName"])
        #expect(phone == before && phone.accountValue(["UPN"]) == nil)
    }

    @Test("loses with the account its certificates and policies, and keeps PIN and identity")
    func unenrollment() throws {
        var phone = try Phone.enrolledSample()
        let fresh = phone
        _ = try phone.add(Self.policy, IncomingValue(text: "8"), .sample)
        phone.certificates.install(
            CertificateStore.Entry(location: .root, thumbprint: "00", certificate: [1], notAfter: .max))
        phone.unenroll(now: Self.now)
        #expect(phone.enrolled == nil)
        for uri in [Self.policy, Phone.provider("UPN")] {
            let error = #expect(throws: Refusal.self) { try phone.get(uri, .sample) }
            #expect(error?.situation == .missing, "\(uri)")
        }
        #expect(phone.lockScreen.pin == fresh.lockScreen.pin && phone.lockScreen.pin != nil)
        #expect(phone.deviceID == fresh.deviceID)
    }

    @Test("may enrol again after it has left")
    func again() throws {
        var phone = try Phone.enrolledSample()
        phone.unenroll(now: Self.now)
        phone.enroll(Enrolled(account: .sample("Other"), since: Self.now))
        #expect(try phone.text(at: Phone.provider("UPN", of: "Other")) == "adele@contoso.example")
        #expect(throws: Refusal.self) { try phone.get(Phone.provider("UPN"), .sample) }
    }

    @Test("names itself by its IMEI with USEHWDEVID, and by its own id where it has no SIM")
    func deviceID() throws {
        var phone = try Phone.enrolledSample()
        #expect(phone.reportedDeviceID == phone.deviceID)
        phone.enrolled?.account.usesHardwareDeviceID = true
        #expect(phone.reportedDeviceID == phone.sims.first?.imei)
        let devID = NodeURI(prefix: .none, names: ["DevInfo", "DevId"])
        #expect(try phone.text(at: devID) == phone.sims.first?.imei)

        var profile = PhoneProfile.lumia950
        profile.sim = []
        var other = try Phone.sample(profile)
        var account = ManagementAccount.sample()
        account.usesHardwareDeviceID = true
        other.enroll(Enrolled(account: account, since: Self.now))
        #expect(other.reportedDeviceID == other.deviceID)
    }
}
