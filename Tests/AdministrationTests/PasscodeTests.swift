import Administration
import Notation
import PINReset
import Settings
import SyncML
import Testing

@Suite("The passcode that administrators are shown")
struct PasscodeTests {
    static let day: Int64 = 86_400

    private func reset(_ passcode: String = "471123", after seconds: Int64 = 0) throws -> SampleTenant {
        var sample = try SampleTenant()
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion(after: seconds))
        var phone = PlayedPhone(passcode: passcode)
        phone.sync(&sample, after: seconds)
        return sample
    }

    @Test(
        "S10: it is shown for seven days by the server's clock, then gone",
        arguments: [
            (0, true), (6 * day, true), (7 * day - 1, true), (7 * day, false), (7 * day + 1, false), (400 * day, false),
        ])
    func shown(seconds: Int64, isShown: Bool) throws {
        var sample = try reset()
        let action = try sample.action(.resetPasscode)
        #expect(action.state == .done)
        let occasion = SampleTenant.occasion(after: seconds)
        let until = sample.tenant.passcodeShownUntil(of: SampleTenant.phone, at: occasion.now)
        #expect(until == (isShown ? SampleTenant.start.adding(days: 7) : nil))
        #expect(sample.tenant.readPasscode(of: action.id, occasion) == (isShown ? "471123" : nil))
        #expect(sample.tenant.expirePasscodes(at: occasion.now) == !isShown)
        #expect((sample.tenant.passcodes.count == 0) == !isShown)
        // That there was one stays known.
        #expect(try sample.action(.resetPasscode).state == .done)
    }

    @Test("S10: each reading is in the audit list, with who and when; looking until when it is shown is none")
    func audited() throws {
        var sample = try reset()
        let action = try sample.action(.resetPasscode)
        _ = sample.tenant.passcodeShownUntil(of: SampleTenant.phone, at: SampleTenant.start)
        _ = sample.tenant.readPasscode(of: action.id, SampleTenant.occasion(after: 5, by: "admin@lab.example"))
        _ = sample.tenant.readPasscode(of: action.id, SampleTenant.occasion(after: 9, by: "script"))
        _ = sample.tenant.readPasscode(of: action.id, SampleTenant.occasion(after: 8 * Self.day, by: "too late"))
        let read = sample.tenant.audits.rows { $0.activity == .passcodeRead }
        #expect(read.map(\.initiatedBy) == ["admin@lab.example", "script"])
        #expect(read.map(\.activityDateTime.seconds) == [5, 9].map { SampleTenant.start.seconds + $0 })
        #expect(read.allSatisfy { $0.target == SampleTenant.phone && !"\($0)".contains("471123") })
    }

    @Test("S10: who reads again and again is one entry with a count, so that others' entries are not pushed out")
    func readInARow() throws {
        var sample = try reset()
        let action = try sample.action(.resetPasscode)
        let before = sample.tenant.audits.count
        for minute in 0..<Int64(20_000) {
            _ = sample.tenant.readPasscode(
                of: action.id, SampleTenant.occasion(after: minute % 10_000 * 60, by: "poll"))
        }
        _ = sample.tenant.readPasscode(of: action.id, SampleTenant.occasion(after: 60, by: "admin@lab.example"))
        let read = sample.tenant.audits.rows { $0.activity == .passcodeRead }
        #expect(read.map(\.initiatedBy) == ["poll", "admin@lab.example"])
        #expect(read.map(\.count) == [20_000, 1])
        #expect(read.first?.lastDateTime == SampleTenant.start.adding(seconds: 9_999 * 60))
        #expect(sample.tenant.audits.count == before + 2)
        _ = sample.tenant.readPasscode(of: action.id, SampleTenant.occasion(after: 9_999 * 60 + 601, by: "poll"))
        #expect(sample.tenant.audits.count == before + 3)
    }

    @Test("That somebody was shown the secrets in a device's messages is noted, once for what they look at again")
    func secretsShown() throws {
        var sample = try reset()
        for (after, who, what) in [
            (1, "a", "message 2"), (30, "a", "message 2"), (31, "a", "message 4"), (32, "b", "message 2"),
        ] {
            sample.tenant.auditShownSecrets(
                of: SampleTenant.phone, in: what, SampleTenant.occasion(after: Int64(after), by: who))
        }
        let shown = sample.tenant.audits.rows { $0.activity == .secretsShown }
        #expect(
            shown.map { "\($0.initiatedBy) \($0.detail) \($0.count)" } == [
                "a message 2 2", "a message 4 1", "b message 2 1",
            ])
        #expect(shown.allSatisfy { $0.target == SampleTenant.phone })
    }

    @Test("Of two resets only the last passcode is kept: the other opens nothing any more")
    func superseded() throws {
        var sample = try reset("1111")
        let first = try sample.action(.resetPasscode)
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion(after: 60))
        var phone = PlayedPhone(passcode: "2222")
        phone.sync(&sample, after: 60)
        let second = try sample.action(.resetPasscode)
        #expect(sample.tenant.readPasscode(of: first.id, SampleTenant.occasion(after: 61)) == nil)
        #expect(sample.tenant.readPasscode(of: second.id, SampleTenant.occasion(after: 61)) == "2222")
        #expect(sample.tenant.nextPasscodeEnd == SampleTenant.start.adding(seconds: 60).adding(days: 7))
    }

    @Test("It goes with the device, and no text of it shows it")
    func secret() throws {
        var sample = try reset()
        let passcode = try #require(sample.tenant.passcodes.rows.first)
        #expect(!"\(passcode)".contains("471123"))
        var dumped = ""
        dump(sample.tenant.passcodes.rows, to: &dumped)
        #expect(!dumped.contains("471123"))
        try sample.tenant.removeDevice(SampleTenant.phone)
        #expect(sample.tenant.passcodes.count == 0)
        #expect(sample.tenant.actions.count == 0)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        var lacks: String
        var hasConsent = true
        var policy: OmaValue? = .boolean(true)
        var policyStatus: StatusCode = 200
        var reason: String

        var testDescription: String { lacks }
    }

    static let failures = [
        Failure(lacks: "consent", hasConsent: false, reason: "Microsoft Pin Reset Client Production"),
        Failure(lacks: "policy", policy: nil, reason: "No assigned profile sets EnablePinRecovery"),
        Failure(lacks: "a true policy", policy: .boolean(false), reason: "No assigned profile sets EnablePinRecovery"),
        Failure(lacks: "an accepted policy", policyStatus: 500, reason: "refused EnablePinRecovery (-2016345612)"),
        Failure(lacks: "an unlock", reason: "must be unlocked once after the policy has arrived"),
    ]

    @Test(
        "S11: a reset that failed keeps the phone's status, the condition that was not met, and a link",
        arguments: failures)
    func failed(row: Failure) throws {
        var sample = try SampleTenant()
        sample.tenant.consent(to: .service, SampleTenant.occasion())
        if row.hasConsent { sample.tenant.consent(to: .client, SampleTenant.occasion()) }
        if let policy = row.policy {
            try sample.addProfile("p", [(SampleTenant.recoveryURI, policy)], to: [.allDevices])
        }
        var phone = PlayedPhone()
        phone.refusals = [
            SampleTenant.recoveryURI: row.policyStatus, "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN": 500,
        ]
        if row.policyStatus.isSuccess { phone.refusals[SampleTenant.recoveryURI] = nil }
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        phone.sync(&sample)
        let action = try sample.action(.resetPasscode)
        #expect(action.state == .failed)
        #expect(action.errorCode == -2_016_345_612)
        let reason = try #require(action.reason)
        #expect(reason.contains("500 (Command failed)"))
        #expect(reason.contains(row.reason), "\(reason)")
        #expect(action.detailsPath == "/portal/devices/\(SampleTenant.phone)/actions/\(action.id)")
        #expect(sample.tenant.passcodes.count == 0)
    }

    @Test("S11: a reset that the PIN reset service denied the ticket for says so, and not to unlock the phone")
    func denied() throws {
        var sample = try SampleTenant()
        for application in PINResetApplication.allCases {
            sample.tenant.consent(to: application, SampleTenant.occasion())
        }
        var phone = PlayedPhone()
        try sample.addProfile("p", [(SampleTenant.recoveryURI, .boolean(true))], to: [.allDevices])
        phone.sync(&sample)
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        // Before the phone is at it there is no reset that it could be for.
        sample.tenant.noteDeniedTicket(to: "urn:phone:1")
        #expect(try sample.action(.resetPasscode).isTicketDenied == nil)
        try sample.send(.resetPasscode)
        sample.tenant.noteDeniedTicket(to: "urn:phone:2")
        sample.tenant.noteDeniedTicket(to: "urn:phone:1")
        let sent = try sample.action(.resetPasscode)
        sample.take(
            DeviceAnswer(statuses: [.init("Sequence", nil, .ok), .init("Exec", nil, .commandFailed)]),
            to: .action(sent.id))
        let action = try sample.action(.resetPasscode)
        let reason = try #require(action.reason)
        #expect(action.state == .failed && reason.contains("deny every ticket"), "\(reason)")
        #expect(!reason.contains("unlocked once"), "\(reason)")
        #expect(sample.tenant.obstacles(of: action) == [.ticketDenied])
    }
}
