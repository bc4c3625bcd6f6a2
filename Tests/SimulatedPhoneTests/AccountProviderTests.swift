import ManagementTree
import Notation
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

    /// Two numbers of the schedule that a server writes, and what all that come after the first set read then.
    @Test(
        "lets only one set of the schedule be without an end: what comes after it is off and reads 0",
        arguments: [
            ("NumberOfFirstRetries", "0", "IntervalForFirstSetOfRetries", "30", ["0", "0", "0", "0"]),
            ("NumberOfSecondRetries", "0", "IntervalForSecondSetOfRetries", "60", ["0", "60", "0", "0"]),
            ("NumberOfFirstRetries", "0", "IntervalForFirstSetOfRetries", "0", ["10", "60", "0", "1440"]),
        ])
    func endless(_ count: String, _ number: String, _ interval: String, _ minutes: String, _ shown: [String]) throws {
        var phone = try Phone.enrolledSample()
        let values = [
            ("NumberOfSecondRetries", "10"), ("IntervalForSecondSetOfRetries", "60"),
            ("NumberOfRemainingScheduledRetries", "0"), ("IntervalForRemainingScheduledRetries", "1440"),
            (interval, minutes), (count, number),
        ]
        for (name, value) in values {
            _ = try phone.replace(Phone.provider("Poll", NodeName(name)), IncomingValue(text: value), .sample)
        }
        for ((name, _), text) in zip(values, shown) {
            #expect(try phone.text(at: Phone.provider("Poll", NodeName(name))) == text, "\(name)")
        }
        let last = try phone.locate(Phone.provider("Poll", "IntervalForRemainingScheduledRetries")).address
        #expect(phone.notes(on: last).isEmpty == (shown[3] != "0"))
        // Written as 0 and read as 0: there is nothing to tell.
        let written = try phone.locate(Phone.provider("Poll", "NumberOfRemainingScheduledRetries")).address
        #expect(phone.notes(on: written).isEmpty)
    }

    @Test("takes no number below 0", arguments: ["NumberOfFirstRetries", "IntervalForRemainingScheduledRetries"])
    func negative(_ name: String) throws {
        var phone = try Phone.enrolledSample()
        let refusal = #expect(throws: Refusal.self) {
            try phone.replace(Phone.provider("Poll", NodeName(name)), IncomingValue(text: "-1"), .sample)
        }
        #expect(refusal?.situation == .valueRefused)
    }

    @Test("begins the schedule anew where a number of it changes, and not where it stays as it is")
    func restarted() throws {
        var phone = try Phone.enrolledSample()
        let uri = Phone.provider("Poll", "NumberOfFirstRetries")
        var later = PhoneEnvironment.sample
        later.now = later.now.adding(days: 1)
        _ = try phone.replace(uri, IncomingValue(text: "5"), later)
        #expect(phone.enrolled?.polls == Enrolled.PollRecord())
        phone.enrolled?.polls.count = 7
        phone.enrolled?.polls.last = PhoneEnvironment.sample.now
        _ = try phone.replace(uri, IncomingValue(text: "5"), later)
        #expect(phone.enrolled?.polls.count == 7)
        _ = try phone.replace(uri, IncomingValue(text: "6"), later)
        #expect(phone.enrolled?.polls.count == 0 && phone.enrolled?.polls.last == later.now)
    }

    @Test("wants a session at each sign-in of its user, or at the first one of every user")
    func signIn() throws {
        var phone = try Phone.enrolledSample()
        phone.setAccountValue(.bool(true), at: ["Poll", "AllUsersPollOnFirstLogin"])
        var wanted: [Bool] = []
        for status: Phone.LoginStatus in [.none, .user, .others, .none, .others] { wanted.append(phone.signIn(status)) }
        #expect(wanted == [false, false, true, false, false])
        phone.setAccountValue(.bool(true), at: ["Poll", "PollOnLogin"])
        for status: Phone.LoginStatus in [.user, .user, .others] { wanted.append(phone.signIn(status)) }
        phone.unenroll(now: PhoneEnvironment.sample.now)
        wanted.append(phone.signIn(.user))
        #expect(wanted.suffix(4) == [true, true, false, false])
    }

    @Test("has its list of servers reordered or shortened, and no new one put in")
    func servers() throws {
        var phone = try Phone.enrolledSample()
        phone.enrolled?.account.addresses = ["https://a.example.test", "https://b.example.test"]
        let uri = try NodeURI(parsing: "./Vendor/MSFT/DMClient/UpdateManagementServiceAddress")
        #expect(try phone.text(at: uri) == "https://a.example.test;https://b.example.test")
        #expect(
            try phone.replace(uri, IncomingValue(text: "https://b.example.test; https://a.example.test"), .sample)
                == .done)
        #expect(phone.enrolled?.account.addresses == ["https://b.example.test", "https://a.example.test"])
        for text in ["https://c.example.test", "https://a.example.test;https://c.example.test", ";"] {
            let refusal = #expect(throws: Refusal.self) { try phone.replace(uri, IncomingValue(text: text), .sample) }
            #expect(refusal?.situation == .valueRefused)
        }
        #expect(try phone.replace(uri, IncomingValue(text: "https://b.example.test"), .sample) == .done)
        #expect(try phone.text(at: uri) == "https://b.example.test")
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
