package import Agent
import Foundation
package import Logging
import Notation
import SimulatedPhone
package import Store

/// A run of a fleet: begins with what is due, as much at once as may be, until it is over or somebody stops it.
///
/// One loop for all phones. A phone that waits is a value in an array; an agent, a task and a connection it has only while it
/// is at work.
package actor FleetRun {
    /// Who does what when.
    package nonisolated let plan: FleetPlan
    let settings: FleetSettings
    let wire: FleetWire
    let keys: KeyPool
    let database: PhoneDatabase?
    /// What was counted so far.
    package nonisolated let figures: FleetFigures
    /// Where the agents of all phones count their work.
    package nonisolated let metrics: PrometheusRegistry
    let shared: AgentFigures
    let logger: Logger
    let alarm = FleetAlarm()
    let begun = ContinuousClock.now
    /// The calendar's time at which the run began, with parts of a second.
    let begunAt = Date().timeIntervalSince1970
    var phones: [FleetPhone]
    private(set) var scenario: FleetScenario
    private(set) var scenarioChanges = 0
    /// The places of phones in the array, by their numbers.
    let places: [Int: Int]
    var queue: DueQueue
    /// How many are at work now.
    package internal(set) var busy = 0
    /// Phones that are still to be enrolled.
    var enrolling = 0
    private var enrolledAll: Duration?
    private(set) var isStopping = false
    /// Whether somebody stopped it before it was over; not so where it was to go on until somebody does.
    private(set) package var wasBrokenOff = false
    /// When what is under way is broken off; nil while nobody has stopped the run.
    private var patience: Duration?
    /// What the phones' servers have given to all of them.
    var certificates = CertificatePool()
    /// Ids of phones, by which a server names them, with their places.
    var ids: [String: Int] = [:]

    /// - Parameter database: where phones are kept; nil for phones that are thrown away.
    package init(
        _ plan: FleetPlan, _ settings: FleetSettings, wire: FleetWire, keys: KeyPool, database: PhoneDatabase?,
        figures: FleetFigures, logger: Logger
    ) {
        self.plan = plan
        self.settings = settings
        self.wire = wire
        self.keys = keys
        self.database = database
        self.figures = figures
        self.logger = logger
        scenario = settings.scenario
        let registry = PrometheusRegistry()
        metrics = registry
        shared = AgentFigures(factory: registry, device: nil)
        let numbers = plan.numbers
        phones = numbers.map { FleetPhone(number: $0) }
        places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
        queue = DueQueue(phones: numbers.count)
    }

    /// Since the run began.
    nonisolated var now: Duration { begun.duration(to: .now) }

    /// Runs to the end.
    package func run() async {
        for place in phones.indices { enter(place) }
        await withDiscardingTaskGroup { tasks in
            var signals = alarm.signals.makeAsyncIterator()
            while true {
                if let end, now >= end, !isStopping { endNow() }
                startDue(&tasks)
                guard !isOver else { break }
                alarm.set(nextWake.map { begun + $0 })
                guard await signals.next(isolation: self) != nil else { break }
                if let end = patience, now >= end {
                    patience = nil
                    tasks.cancelAll()
                }
            }
        }
        alarm.end()
        for index in phones.indices { phones[index].exchanges = nil }
    }

    /// Begins nothing more; what is under way comes to its end, within so long.
    package func stop(within grace: Duration = .seconds(10)) {
        if !isStopping { wasBrokenOff = settings.hold != .ever }
        isStopping = true
        patience = min(patience ?? .seconds(Int64.max / 4), now + grace)
        alarm.ring()
    }

    /// The time is up.
    private func endNow() {
        stop()
        wasBrokenOff = false
    }

    /// Has phones behave otherwise from their next work on.
    package func play(_ scenario: FleetScenario) {
        self.scenario = scenario
        scenarioChanges += 1
        for place in phones.indices { phones[place].rules = nil }
    }

    private func startDue(_ tasks: inout DiscardingTaskGroup) {
        guard !isStopping else { return }
        while busy < settings.maxConcurrency, let (place, due) = queue.take(by: now) {
            let job = begin(place, due)
            tasks.addTask { await self.work(job) }
        }
    }

    private var isOver: Bool {
        guard busy == 0, !isStopping else { return busy == 0 }
        if case .sessions = settings.hold { return enrolling == 0 && queue.first == nil }
        return false
    }

    /// When the run's time is up; nil where it has none, or not all have enrolled.
    private var end: Duration? {
        guard case .time(let time) = settings.hold, enrolling == 0 else { return nil }
        return (enrolledAll ?? .zero) + time
    }

    /// When the loop has something to do, if nothing happens before.
    private var nextWake: Duration? {
        if isStopping { return patience }
        let next = busy < settings.maxConcurrency ? queue.first : nil
        return [next, end].compactMap { $0 }.min()
    }

    /// Notes that one more phone has enrolled, or has given up.
    func endEnrolling() {
        enrolling -= 1
        guard enrolling == 0 else { return }
        enrolledAll = now
    }

    func isDone(_ one: FleetPhone) -> Bool {
        if case .sessions(let count) = settings.hold { one.sessions >= count } else { false }
    }

    /// A push of the server: the phone comes by at once.
    /// - Parameter id: the phone's, as its messages have it; nil for all.
    /// - Returns: how many phones there are that it reaches.
    package func push(_ id: String?) -> Int {
        let meant = id.map { id in [ids[id]].compactMap { $0 } } ?? Array(phones.indices)
        var reached = 0
        for place in meant where [.idle, .done].contains(phones[place].stage) {
            reached += 1
            phones[place].isPushed = true
            if !phones[place].isBusy { queue.set(place, due: now) }
        }
        figures.note { $0.pushes += reached }
        alarm.ring()
        return reached
    }

    /// How many phones have an account now.
    package var enrolledCount: Int { phones.count { [.idle, .done].contains($0.stage) } }
}
