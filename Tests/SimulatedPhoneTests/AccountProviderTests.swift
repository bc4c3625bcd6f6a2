import ManagementTree
import SimulatedPhone
import Testing

/// What a server reads and writes of its own account (Microsoft, *DMClient CSP*; csp.md 10.1).
@Suite("DMClient, the server's own account")
struct AccountProviderTests {
    @Test("tells what the device says of itself")
    func deviceValues() throws {
        var phone = try Phone.enrolledSample()
        #expect(try phone.text(at: Phone.provider("UPN")) == "adele@contoso.example")
        #expect(try phone.text(at: Phone.provider("EnrollmentType")) == "Full")
        #expect(try phone.text(at: Phone.provider("ManagementServiceAddress")) == "https://mdm.example.test/omadm")
        #expect(try phone.text(at: Phone.provider("MaxSyncApplicationVersion")) == "2.0")
        let hardwareID = try #require(try phone.text(at: Phone.provider("HWDevID")))
        #expect(hardwareID.count == 64 && hardwareID.allSatisfy(\.isHexDigit) && hardwareID == hardwareID.uppercased())
        let root = NodeURI(prefix: .none, names: ["Vendor", "MSFT", "DMClient", "HWDevID"])
        #expect(try phone.text(at: root) == hardwareID)
    }

    @Test("has the id of the Azure AD device on a joined phone only", arguments: [true, false])
    func azureADDevice(isJoined: Bool) throws {
        var phone = try Phone.enrolledSample(isJoined: isJoined)
        guard isJoined else {
            let error = #expect(throws: Refusal.self) { try phone.text(at: Phone.provider("AADDeviceID")) }
            #expect(error?.situation == .missing)
            return
        }
        #expect(try phone.text(at: Phone.provider("AADDeviceID")) == String(phone.deviceID.dropFirst(9)))
    }

    @Test("has a hardware id that stays the same, and is another on another phone")
    func hardwareID() throws {
        let first = try Phone.sample(seed: 1)
        #expect(first.hardwareID == first.hardwareID)
        #expect(try first.hardwareID == Phone.sample(seed: 1).hardwareID)
        #expect(try first.hardwareID != Phone.sample(seed: 2).hardwareID)
    }

    @Test(
        "takes 2.0 as SyncApplicationVersion once and for all",
        arguments: [(["2.0"], true), (["1.0"], false), (["2.0", "3.0"], true), (["x", ""], false)])
    func applicationVersion(_ versions: [String], _ hasVersion2: Bool) throws {
        var phone = try Phone.enrolledSample()
        for version in versions {
            _ = try phone.replace(Phone.provider("SyncApplicationVersion"), IncomingValue(text: version), .sample)
            #expect(try phone.text(at: Phone.provider("SyncApplicationVersion")) == version)
        }
        #expect(phone.enrolled?.account.hasApplicationVersion2 == hasVersion2)
    }

    @Test("refuses to go back from 2.0, also after a Delete", arguments: [true, false])
    func applicationVersionGoesNotBack(isDeleted: Bool) throws {
        var phone = try Phone.enrolledSample()
        let uri = Phone.provider("SyncApplicationVersion")
        _ = try phone.replace(uri, IncomingValue(text: "2.0"), .sample)
        if isDeleted { _ = try phone.delete(uri, .sample) }
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(uri, IncomingValue(text: "1.0"), .sample)
        }
        #expect(refusal?.situation == .valueRefused)
        if !isDeleted { #expect(try phone.text(at: uri) == "2.0") }
    }

    @Test("refuses the number that would make all six of the schedule 0, and takes any five")
    func pollSchedule() throws {
        var phone = try Phone.enrolledSample()
        let names = [
            "NumberOfFirstRetries", "IntervalForFirstSetOfRetries", "NumberOfSecondRetries",
            "IntervalForSecondSetOfRetries", "NumberOfRemainingScheduledRetries",
        ]
        let last = Phone.provider("Poll", "IntervalForRemainingScheduledRetries")
        for name in names {
            _ = try phone.replace(Phone.provider("Poll", NodeName(name)), IncomingValue(text: "0"), .sample)
        }
        let refusal = #expect(throws: Refusal.self) { try phone.replace(last, IncomingValue(text: "0"), .sample) }
        #expect(refusal?.situation == .valueRefused)
        #expect(try phone.replace(last, IncomingValue(text: "480"), .sample) == .done)
        #expect(throws: Refusal.self) { try phone.replace(last, IncomingValue(text: "0"), .sample) }
        #expect(try phone.text(at: last) == "480")
    }

    @Test("keeps its name: polls, renewal and signing find it by that")
    func nameIsFixed() throws {
        var phone = try Phone.enrolledSample()
        let before = phone
        let name = try NodeURI(parsing: "\(Phone.provider())?prop=Name")
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(name, IncomingValue(text: "Other"), .sample)
        }
        #expect(refusal?.situation == .permanent && phone == before)
    }

    @Test("has the addresses and the switch that a server may replace and not add")
    func replaceableValues() throws {
        var phone = try Phone.enrolledSample()
        let list = "<https://a.example.test><https://b.example.test>"
        let uri = Phone.provider("ManagementServerAddressList")
        #expect(try phone.replace(uri, IncomingValue(text: list), .sample) == .done)
        #expect(phone.enrolled?.account.addresses == ["https://a.example.test", "https://b.example.test"])
        let switched = Phone.provider("EnableOmaDmKeepAliveMessage")
        #expect(try phone.replace(switched, IncomingValue(text: "1"), .sample) == .done)
        #expect(try phone.text(at: switched) == "true")
    }

    @Test("is not changed by what a server writes below another name")
    func otherName() throws {
        var phone = try Phone.enrolledSample()
        // Only one node may stand there, so the account's own has to go first.
        _ = try phone.delete(Phone.provider(), .sample)
        _ = try phone.add(Phone.provider(of: "Other"), IncomingValue(format: "node"), .sample)
        let account = phone.enrolled?.account
        let uri = Phone.provider("SyncApplicationVersion", of: "Other")
        _ = try phone.replace(uri, IncomingValue(text: "2.0"), .sample)
        #expect(phone.enrolled?.account == account)
    }

    @Test("ends the account: the next session is to say so")
    func unenroll() throws {
        var phone = try Phone.enrolledSample()
        let situation = try phone.exec(Phone.provider("Unenroll"), argument: "Lab", .sample)
        #expect(situation == .done)
        #expect(phone.enrolled?.isUnenrolling == true && phone.effects == [.unenrollmentRequested])
    }

    @Test("does not end the account of a phone that is joined to Azure AD, or that is not enrolled")
    func unenrollIsRefused() throws {
        var joined = try Phone.enrolledSample(isJoined: true)
        let before = joined
        let error = #expect(throws: Refusal.self) {
            try joined.exec(Phone.provider("Unenroll"), argument: nil, .sample)
        }
        #expect(error?.situation == .failed && joined == before)
        let root = NodeURI(prefix: .none, names: ["Vendor", "MSFT", "DMClient", "Unenroll"])
        var alone = try Phone.enrolledSample()
        alone.unenroll(now: PhoneEnvironment.sample.now)
        let other = #expect(throws: Refusal.self) { try alone.exec(root, argument: nil, .sample) }
        #expect(other?.situation == .failed && alone.effects.isEmpty)
    }
}
