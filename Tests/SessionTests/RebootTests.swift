import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// Reboot (csp.md 11.4).
struct RebootTests {
    private typealias S = Stimulus

    private static let now = "./Device/Vendor/MSFT/Reboot/RebootNow"
    private static let single = "./Device/Vendor/MSFT/Reboot/Schedule/Single"
    private static let daily = "./Device/Vendor/MSFT/Reboot/Schedule/DailyRecurrent"

    /// The jobs as their order and the time until they are due.
    private static func jobs(_ phone: Phone) -> [String] {
        phone.jobs.map { "\($0.order) \($0.due.seconds - Exchange.start.seconds)" }
    }

    private static func environment(_ seconds: Int64) -> PhoneEnvironment {
        PhoneEnvironment(now: Exchange.start.adding(seconds: seconds))
    }

    private static func alert(_ node: String) -> GenericAlert {
        GenericAlert(
            type: "Reversed-Domain-Name:com.microsoft.mdm.Reboot.result", format: "int", data: "0", source: node)
    }

    @Test("RebootNow: 200; the phone is away for a minute, comes up locked with nobody signed in, and has it to tell")
    func rebootNow() throws {
        var exchange = try Exchange()
        let pin = try #require(exchange.phone.lockScreen.pin)
        #expect(try exchange.send(S.exec("2", Self.now) + S.exec("3", Self.now)) == ["S(2)=200", "S(3)=200"])
        #expect(Self.jobs(exchange.phone) == [#""RebootNow" 0"#] && exchange.phone.awayUntil == nil)
        _ = exchange.phone.advanceJobs(Self.environment(0))
        #expect(exchange.phone.awayUntil == Exchange.start.adding(seconds: 60))
        #expect(exchange.phone.effects == [.noticed(csp: "Reboot", "the phone restarts")])
        _ = exchange.phone.advanceJobs(Self.environment(59))
        #expect(exchange.phone.awayUntil != nil && exchange.phone.outbox.entries.isEmpty)
        _ = exchange.phone.advanceJobs(Self.environment(60))
        #expect(exchange.phone.jobs.isEmpty && exchange.phone.outbox.entries.map(\.alert) == [Self.alert(Self.now)])
        #expect(exchange.phone.lockScreen.isLocked && exchange.phone.loginStatus == .none)
        #expect(exchange.phone.unlock(with: pin, now: Exchange.start) == .opened)
        #expect(exchange.phone.loginStatus == .user)
    }

    @Test(
        "The PIN signs its user in again after a restart, and a session follows where the server wants it (PollOnLogin)",
        arguments: [true, false])
    func pollOnLogin(_ isWanted: Bool) throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        exchange.phone.setAccountValue(.bool(isWanted), at: ["Poll", "PollOnLogin"])
        let pin = try #require(exchange.phone.lockScreen.pin)
        _ = exchange.phone.lock()
        _ = exchange.phone.unlock(with: pin, now: Exchange.start)
        #expect(!exchange.phone.outbox.wantsSession)
        _ = try exchange.send(S.exec("2", Self.now))
        while exchange.phone.advanceJobs(Self.environment(60)) != nil {}
        #expect(!exchange.phone.outbox.wantsSession)
        _ = exchange.phone.unlock(with: pin, now: Exchange.start)
        #expect(exchange.phone.outbox.wantsSession == isWanted)
    }

    @Test("A phone without a PIN comes up open, with its user signed in")
    func withoutPIN() throws {
        var exchange = try Exchange(.changed { $0.hasPIN = false })
        _ = try exchange.send(S.exec("2", Self.now))
        while exchange.phone.advanceJobs(Self.environment(60)) != nil {}
        #expect(!exchange.phone.lockScreen.isLocked && exchange.phone.loginStatus == .user)
    }

    @Test("The profile may say how long a restart takes")
    func duration() throws {
        var exchange = try Exchange(.changed { $0.jobSeconds = ["Reboot": 5] })
        _ = try exchange.send(S.exec("2", Self.now))
        _ = exchange.phone.advanceJobs(Self.environment(0))
        #expect(exchange.phone.awayUntil == Exchange.start.adding(seconds: 5))
    }

    @Test(
        "Times are ISO 8601 with date and time; the start is 2017-06-01T12:00:00Z",
        arguments: [
            ("2017-06-01T12:01:00Z", 60), ("2017-06-01T12:01:00", 60), ("2017-06-01T12:01", 60),
            ("2017-06-01T12:01:00.500Z", 60), ("2017-06-01T14:01:00+02:00", 60), ("2017-06-01T07:31:00-04:30", 60),
            ("2017-06-02T12:00:00Z", 86_400),
        ])
    func times(_ text: String, _ seconds: Int) throws {
        var exchange = try Exchange()
        #expect(
            try exchange.send(S.add("2", Self.single, "chr", text) + S.replace("3", Self.daily, "chr", text))
                == ["S(2)=200", "S(3)=200"])
        let due = seconds
        #expect(
            Self.jobs(exchange.phone)
                == [#""Schedule/Single" \#(due)"#, #""Schedule/DailyRecurrent" \#(due)"#])
        #expect(try exchange.value(of: Self.single) == text)
    }

    @Test(
        "Anything else is refused and changes nothing",
        arguments: ["tomorrow", "12:00:00", "2017-06-01", "2017-02-30T12:00:00Z", "2017-06-01T24:00:00Z", "1"])
    func noTime(_ text: String) throws {
        var exchange = try Exchange()
        _ = try exchange.send(S.add("2", Self.single, "chr", "2017-06-01T13:00:00Z"))
        let before = exchange.phone.jobs
        let lines = try exchange.send(S.replace("2", Self.single, "chr", text))
        #expect(lines == ["S(2)=500"] && exchange.phone.jobs == before)
    }

    @Test("A new time takes the place of the old one; an empty value and a Delete take the schedule back")
    func takenBack() throws {
        var exchange = try Exchange()
        let time = "2017-06-01T13:00:00Z"
        for last in [S.replace("4", Self.single, "chr", ""), S.delete("4", Self.single)] {
            #expect(
                try exchange.send(
                    S.replace("2", Self.single, "chr", time)
                        + S.replace("3", Self.single, "chr", "2017-06-01T14:00:00Z"))
                    == ["S(2)=200", "S(3)=200"])
            #expect(Self.jobs(exchange.phone) == [#""Schedule/Single" 7200"#])
            #expect(try exchange.send(last + S.get("5", Self.single)) == ["S(4)=200", "S(5)=404"])
            #expect(exchange.phone.jobs.isEmpty)
        }
    }

    @Test("A time that has passed restarts nothing once, and from tomorrow on each day")
    func past() throws {
        var exchange = try Exchange()
        let time = "2017-05-01T11:00:00Z"
        _ = try exchange.send(S.add("2", Self.single, "chr", time) + S.add("3", Self.daily, "chr", time))
        #expect(Self.jobs(exchange.phone) == [#""Schedule/DailyRecurrent" 82800"#])
        let notes = exchange.phone.notes(on: try exchange.phone.blueprint.address(Self.single))
        #expect(notes.map(\.text) == ["no restart is planned for it: its time has passed"])
    }

    @Test("DailyRecurrent restarts each day, Single once, and each says which it was")
    func scheduled() throws {
        var exchange = try Exchange()
        let time = "2017-06-01T13:00:00Z"
        _ = try exchange.send(
            S.add("2", Self.single, "chr", "2017-06-01T12:30:00Z") + S.add("3", Self.daily, "chr", time))
        for seconds in [1800, 1860, 3600, 3660, 90_000, 90_060] as [Int64] {
            #expect(exchange.phone.advanceJobs(Self.environment(seconds)) != nil)
        }
        #expect(
            exchange.phone.outbox.entries.map(\.alert)
                == [Self.single, Self.daily, Self.daily].map { Self.alert($0) })
        #expect(Self.jobs(exchange.phone) == [#""Schedule/DailyRecurrent" 176400"#])
    }
}
