import Agent
import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// When a phone does what by itself (MS-MDE2 2.2.9.3; protocol.md 6.7 and 9.10).
@Suite("The schedule")
struct AgentScheduleTests {
    /// A poll schedule as a server writes it.
    struct Polls: Sendable, CustomTestStringConvertible {
        var values: [String: Int]

        /// Counts and minutes of the three sets.
        init(_ first: (Int, Int), _ second: (Int, Int), _ remaining: (Int, Int)) {
            values = [
                "NumberOfFirstRetries": first.0, "IntervalForFirstSetOfRetries": first.1,
                "NumberOfSecondRetries": second.0, "IntervalForSecondSetOfRetries": second.1,
                "NumberOfRemainingScheduledRetries": remaining.0,
                "IntervalForRemainingScheduledRetries": remaining.1,
            ]
        }

        var testDescription: String { values.sorted { $0.key < $1.key }.map { "\($0.value)" }.joined(separator: " ") }
    }

    private static func phone(_ polls: Polls, count: Int) throws -> Phone {
        var phone = try Sample.enrolledPhone { enrolled in
            enrolled.polls.count = count
            enrolled.polls.last = count == 0 ? nil : Sample.now
        }
        for (name, value) in polls.values { phone.setAccountValue(.int(value), at: ["Poll", NodeName(name)]) }
        return phone
    }

    @Test(
        "Sessions come by the first set, then the second, then the remaining one, and at last once a day",
        arguments: [
            (Polls((8, 15), (5, 3), (0, 1560)), [0: 15, 7: 15, 8: 3, 12: 3, 13: 1560, 99: 1560]),
            (Polls((8, 15), (5, 3), (2, 60)), [0: 15, 8: 3, 13: 60, 14: 60, 15: 1440, 99: 1440]),
            (Polls((0, 30), (5, 3), (0, 1560)), [0: 30, 99: 30]),
            (Polls((1, 15), (0, 0), (0, 0)), [0: 15, 1: 1440]),
            // A schedule that contradicts itself counts as none.
            (Polls((0, 0), (0, 0), (0, 0)), [0: 1440, 1: 1440]),
            (Polls((-1, 15), (0, 0), (0, 0)), [0: 1440]),
        ])
    func sets(_ polls: Polls, _ waits: [Int: Int]) throws {
        for (count, minutes) in waits {
            let next = AgentSchedule.next(of: try Self.phone(polls, count: count), now: Sample.now)
            #expect(next?.duty == .poll && next?.due == Sample.now.adding(minutes: minutes), "after \(count)")
        }
    }

    @Test("Without settings the first set of the standard counts, from enrolment on")
    func standard() throws {
        let next = AgentSchedule.next(of: try Sample.enrolledPhone(), now: Sample.now)
        #expect(next == AgentSchedule.next(of: try Sample.enrolledPhone(), now: Sample.now.adding(days: 3)))
        #expect(next?.due == Sample.now.adding(minutes: 15))
    }

    @Test("An interval from outside takes the schedule's place")
    func interval() throws {
        let phone = try Self.phone(Polls((8, 15), (5, 3), (0, 1560)), count: 4)
        #expect(AgentSchedule.next(of: phone, interval: 7, now: Sample.now)?.due == Sample.now.adding(seconds: 7))
    }

    @Test("A phone without account has no duty")
    func none() throws {
        #expect(AgentSchedule.next(of: try Sample.phone(), now: Sample.now) == nil)
    }

    @Test("A phone that roams has no sessions of its own where DMAcc says so", arguments: [true, false])
    func roaming(_ isRoaming: Bool) throws {
        var profile = PhoneProfile.lumia950
        profile.sim[0].roaming = isRoaming
        var phone = Phone(fresh: try Blueprint(profile: profile), seed: 1, now: Sample.now)
        phone.enrolled = try Sample.enrolledPhone().enrolled
        let account = try phone.blueprint.address("./SyncML/DMAcc")
        let name = try #require(phone.childNames(of: try phone.locate(account.uri)).first)
        let disable = try phone.blueprint.address(
            "./SyncML/DMAcc/\(name.encoded)/Ext/Microsoft/DisableOnRoaming")
        _ = try phone.add(disable, IncomingValue(text: "true"), PhoneEnvironment(now: Sample.now))
        #expect((AgentSchedule.next(of: phone, now: Sample.now) == nil) == isRoaming)
    }

    @Test("A push channel is renewed after fifteen days (csp.md 8.8)")
    func channel() throws {
        var phone = try Self.phone(Polls((99, 40_000), (0, 0), (0, 0)), count: 1)
        phone.enrolled?.push = Enrolled.PushChannel(uri: "https://wns.example/?token=1", made: Sample.now)
        let next = AgentSchedule.next(of: phone, now: Sample.now)
        #expect(next?.duty == .renewChannel && next?.due == Sample.now.adding(days: 15))
    }

    /// A certificate of 100 days, RenewPeriod 42 days, RetryInterval 7: days from now, and when the next try is due.
    @Test(
        "A certificate is renewed within its last days, again after a failure, and never when it is over (REN-02, REN-03)",
        arguments: [
            (0, nil, 58 as Int?), (60, nil, 58), (60, 59 as Int?, 66), (99, 98, nil), (101, nil, nil),
        ])
    func certificate(_ today: Int, _ failedOn: Int?, _ due: Int?) throws {
        var phone = try Self.phone(Polls((99, 400_000), (0, 0), (0, 0)), count: 1)
        let entry = CertificateStore.Entry(
            location: .user, thumbprint: "T", certificate: [1], privateKey: [2],
            notAfter: Sample.now.adding(days: 100).seconds)
        phone.certificates.install(entry)
        if let failedOn {
            phone.enrolled?.renewal.status = .failed
            phone.enrolled?.renewal.lastTry = Sample.now.adding(days: failedOn)
        }
        let next = AgentSchedule.next(of: phone, now: Sample.now.adding(days: today))
        #expect((next?.duty == .renewCertificate) == (due != nil))
        if let due { #expect(next?.due == Sample.now.adding(days: due)) }
    }

    @Test(
        "A phone that knows nobody to renew its certificate at has no such duty",
        arguments: [("", nil, false), ("", "", false), ("", "https://mdm.example.test/renew", true), (nil, nil, true)])
    func nobodyToAsk(_ discovery: String?, _ server: String?, _ isDuty: Bool) throws {
        var phone = try Self.phone(Polls((99, 400_000), (0, 0), (0, 0)), count: 1)
        phone.certificates.install(
            CertificateStore.Entry(
                location: .user, thumbprint: "T", certificate: [1], privateKey: [2],
                notAfter: Sample.now.adding(days: 10).seconds))
        if let discovery { phone.enrolled?.account.discoveryURL = discovery }
        phone.enrolled?.renewal.serverURL = server
        let next = AgentSchedule.next(of: phone, now: Sample.now)
        #expect(next?.duty == (isDuty ? .renewCertificate : .poll))
        #expect((phone.enrolled?.renewalObstacle == nil) == isDuty)
    }

    /// The same certificate with RetryAfterExpiryInterval 5.
    @Test(
        "A certificate that is over is renewed where its server has said how often, and else no more",
        arguments: [(101, 98, 105), (103, 102, 107), (120, 102, 107), (60, 59, 66)])
    func expired(_ today: Int, _ failedOn: Int, _ due: Int) throws {
        var phone = try Self.phone(Polls((99, 400_000), (0, 0), (0, 0)), count: 1)
        phone.certificates.install(
            CertificateStore.Entry(
                location: .user, thumbprint: "T", certificate: [1], privateKey: [2],
                notAfter: Sample.now.adding(days: 100).seconds))
        phone.enrolled?.renewal.retryAfterExpiry = 5
        phone.enrolled?.renewal.status = .failed
        phone.enrolled?.renewal.lastTry = Sample.now.adding(days: failedOn)
        let now = Sample.now.adding(days: today)
        let next = AgentSchedule.next(of: phone, now: now)
        #expect(next?.duty == .renewCertificate && next?.due == Sample.now.adding(days: due))
        phone.enrolled?.renewal.retryAfterExpiry = nil
        // Before the end nothing has to be said of it.
        #expect((AgentSchedule.next(of: phone, now: now)?.duty == .renewCertificate) == (today < 100))
    }
}
