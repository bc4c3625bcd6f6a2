import Notation
import SimulatedPhone
import Testing

@Suite("Jobs")
struct JobTests {
    /// Orders of a CSP whose provider says nothing of jobs, so that they end at once.
    private enum Order: String, JobOrder {
        static let csp = "DevInfo"

        case paint, sweep
    }

    private static let now = PhoneEnvironment.sample.now

    private static func environment(_ seconds: Int64) -> PhoneEnvironment {
        PhoneEnvironment(now: now.adding(seconds: seconds))
    }

    private static func step(_ phone: inout Phone, at seconds: Int64) -> JobStep? {
        phone.advanceJobs(environment(seconds))
    }

    private static func names(_ phone: Phone) -> [String] {
        phone.jobs.map { "\($0.order(as: Order.self)?.rawValue ?? "?") \($0.due.seconds - now.seconds)" }
    }

    @Test("A job waits until it is due, begins, and ends: each is a step")
    func course() throws {
        var phone = try Phone.sample()
        phone.plan(Order.paint, due: Self.now.adding(seconds: 10))
        let job = try #require(phone.jobs.first)
        #expect(job.id == 1 && job.csp == "DevInfo" && job.order == #""paint""# && phone.effects == [.jobPlanned(job)])
        #expect(Self.step(&phone, at: 9) == nil)
        let begun = try #require(Self.step(&phone, at: 10))
        #expect(!begun.hasEnded && begun.job.isBegun && phone.jobs == [begun.job] && phone.awayUntil == nil)
        let ended = try #require(Self.step(&phone, at: 10))
        #expect(ended.hasEnded && ended.job.id == 1 && phone.jobs.isEmpty)
        #expect(Self.step(&phone, at: 99) == nil)
    }

    @Test("The one that is due first comes first; of two at one time the older one")
    func order() throws {
        var phone = try Phone.sample()
        phone.plan(Order.sweep, due: Self.now.adding(seconds: 5))
        phone.plan(Order.paint, due: Self.now.adding(seconds: 3))
        #expect(phone.nextJob?.order(as: Order.self) == .paint)
        phone.plan(Order.paint, due: Self.now.adding(seconds: 5))
        #expect(Self.names(phone) == ["sweep 5", "paint 5"])
        #expect(phone.nextJob?.order(as: Order.self) == .sweep)
    }

    @Test("As time passes each begins and ends when it is due, whenever somebody looks")
    func passing() throws {
        var profile = PhoneProfile.lumia950
        profile.jobSeconds = ["DevInfo": 30]
        var phone = try Phone.sample(profile)
        phone.plan(Order.paint, due: Self.now.adding(seconds: 10))
        phone.plan(Order.sweep, due: Self.now.adding(seconds: 50))
        phone.letTimePass(from: Self.now, to: Self.environment(45))
        #expect(Self.names(phone) == ["sweep 50"])
        phone.letTimePass(from: Self.environment(45).now, to: Self.environment(60))
        #expect(Self.names(phone) == ["sweep 80"])
        phone.letTimePass(from: Self.environment(70).now, to: Self.environment(70))
        #expect(Self.names(phone) == ["sweep 80"])
    }

    @Test("A job that waits can be taken back; one that has begun goes on")
    func cancelled() throws {
        var profile = PhoneProfile.lumia950
        profile.jobSeconds = ["DevInfo": 30]
        var phone = try Phone.sample(profile)
        phone.plan(Order.paint, due: Self.now)
        let begun = try #require(Self.step(&phone, at: 2))
        #expect(begun.job.due == Self.now.adding(seconds: 32))
        phone.plan(Order.paint, due: Self.now.adding(seconds: 60))
        #expect(Self.names(phone) == ["paint 32", "paint 60"])
        phone.cancelJobs { $0.csp == Order.csp }
        #expect(Self.names(phone) == ["paint 32"])
    }

    @Test("With the account goes what waits for later, not what is due")
    func unenrolled() throws {
        var phone = try Phone.enrolledSample()
        phone.plan(Order.paint, due: Self.now.adding(seconds: 60))
        phone.plan(Order.sweep, due: Self.now)
        phone.report(GenericAlert(type: "com.example", format: "int", data: "0"))
        phone.unenroll(now: Self.now)
        #expect(Self.names(phone) == ["sweep 0"] && phone.outbox.entries.isEmpty)
        phone.reset(now: Self.now)
        #expect(phone.jobs.isEmpty)
    }

    @Test("A job of a CSP that the program does not know ends and does nothing")
    func unknown() throws {
        enum Strange: String, JobOrder {
            static let csp = "NoSuchCSP"

            case dance
        }
        var phone = try Phone.sample()
        let fresh = phone
        phone.plan(Strange.dance, due: Self.now)
        while phone.advanceJobs(.sample) != nil {}
        #expect(phone.jobs.isEmpty && phone.tree == fresh.tree)
    }
}
