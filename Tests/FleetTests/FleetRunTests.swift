import Agent
import Certificates
import Fleet
import Lab
import LabSupport
import Notation
import ServerScripts
import SimulatedPhone
import Store
import Testing

@Suite("Fleets against the lab", .timeLimit(.minutes(30)))
struct FleetRunTests {
    private static let counter = "./Vendor/Understudy/Sessions"

    @Test("All enrol, have a session, and are counted on both sides", arguments: [false, true])
    func first(usesTLS: Bool) async throws {
        try await FleetBench.with(usesTLS: usesTLS) { bench in
            let report = try await bench.run(FleetPlan(phones: 50))
            #expect(report.counts.enrollments == ["enrolled": 50] && report.phonesEnrolled == 50)
            #expect(report.counts.sessions == ["completed": 50] && report.counts.errors.isEmpty && report.isComplete)
            #expect(report.counts.sessionTime.count == 50 && report.counts.enrollmentTime.count == 50)
            #expect((report.counts.handshakes > 0) == usesTLS)
            #expect(report.counts.messages >= 200 && report.counts.connections < report.counts.messages)
            let devices = await bench.lab.management.devices
            #expect(devices.count == 50 && devices.allSatisfy { $0.state == .enrolled })
            #expect(await bench.lab.management.events().count { $0.kind == .sessionEnded } == 50)
        }
    }

    @Test("Where P-256 is asked for, all enrol with keys of their own of that sort, and come by with them")
    func curve() async throws {
        try await FleetBench.with(usesTLS: true) { bench in
            var plan = FleetPlan(phones: 20)
            plan.poll = .zero
            let pool = KeyPool(making: .p256)
            try await pool.make(20) { _ in }
            let tune: (inout FleetSettings) -> Void = { settings in
                let order = settings.order
                settings.order = { number in
                    var one = order(number)
                    one.keyType = .p256
                    return one
                }
            }
            let report = try await bench.run(plan, isKept: true, keys: pool, tune: tune)
            #expect(report.counts.enrolled == 20 && report.counts.errors.isEmpty)
            // Those that were kept show the certificates that they got.
            let again = try await bench.run(plan, isKept: true, keys: pool, tune: tune)
            #expect(again.counts.sessions == ["completed": 20] && again.counts.enrollments.isEmpty)
            let blueprint = try FleetBench.blueprint.get()
            let folder = try FleetFolder(bench.folder, bench.owner(of: plan))
            let keys = try await folder.phones { _ in blueprint }.compactMap { _, phone in
                try phone.certificates.enrollmentIdentity?.privateKey.map { try SigningKey(der: $0) }
            }
            #expect(keys.count == 20 && keys.allSatisfy { $0.type == .p256 })
            #expect(Set(keys.map(\.der)).count == 20)
        }
    }

    @Test("Each has as many sessions as it is told to have, one after the other, and counts them in a node")
    func sessions() async throws {
        try await FleetBench.with { bench in
            var plan = FleetPlan(phones: 10)
            plan.poll = .zero
            let report = try await bench.run(plan, isKept: true) { $0.hold = .sessions(5) }
            #expect(report.counts.sessions == ["completed": 50])
            let ids = await bench.lab.management.devices.map(\.id)
            var numbers: [Int] = []
            for id in ids { numbers.append(try await bench.lab.management.queue(.get(Self.counter), for: id)) }
            let again = try await bench.run(plan, isKept: true)
            #expect(again.counts.sessions == ["completed": 10] && again.counts.enrollments.isEmpty)
            for (id, number) in zip(ids, numbers) {
                let entry = try await bench.lab.management.entry(number, of: id)
                #expect(entry.results.map(\.data) == ["6"])
            }
        }
    }

    @Test("The same fleet is the same phones, with another shard or without state")
    func ids() async throws {
        try await FleetBench.with { bench in
            _ = try await bench.run(FleetPlan(phones: 12))
            let ids = Set(await bench.lab.management.devices.map(\.id))
            var plan = FleetPlan(phones: 12)
            plan.shard = try #require(FleetShard("2/3"))
            let report = try await bench.run(plan)
            #expect(report.counts.enrolled == 4)
            #expect(Set(await bench.lab.management.devices.map(\.id)) == ids && ids.count == 12)
        }
    }

    @Test("A push has a phone come by at once, and only that one")
    func push() async throws {
        try await FleetBench.with { bench in
            let report = try await bench.run(FleetPlan(phones: 5)) {
                $0.hold = .ever
            } meanwhile: { run in
                let management = bench.lab.management
                try await Self.wait { run.figures.counts.sessionCount == 5 }
                let id = try #require(await management.devices.first?.id)
                let number = try await management.queue(.get("./DevInfo/Man"), for: id)
                #expect(await run.push("nobody") == 0)
                #expect(await run.push(id) == 1)
                _ = try await management.outcome(of: number, for: id)
                try await Self.wait { run.figures.counts.sessionCount == 6 }
            }
            #expect(report.counts.sessionCount == 6 && report.counts.pushes == 1 && report.isComplete)
        }
    }

    @Test("A person who has forgotten the PIN gets the phone open with the one that the server was told")
    func forgotten() async throws {
        try await FleetBench.with { bench in
            var plan = FleetPlan(phones: 8)
            plan.poll = .zero
            var group = FleetGroup(name: "forgetful")
            group.forgetPIN = 1
            _ = try await bench.run(plan, isKept: true)
            let management = bench.lab.management
            let ids = await management.devices.map(\.id)
            for id in ids { _ = try await management.queue(.enablePINRecovery(tenant: FleetBench.tenant), for: id) }
            _ = try await bench.run(plan, isKept: true)
            for id in ids { _ = try await management.queue(.recoverPIN, for: id) }
            let report = try await bench.run(plan, isKept: true) { [group] settings in
                settings.scenario = FleetScenario(groups: [group])
            }
            #expect(report.counts.pinsReset == 8)
            let blueprint = try FleetBench.blueprint.get()
            let folder = try FleetFolder(bench.folder, bench.owner(of: plan))
            for (_, phone) in try await folder.phones({ _ in blueprint }) {
                let told = try #require(try await management.device(phone.deviceID).passcode)
                #expect(phone.lockScreen.pin == PIN(told) && !phone.lockScreen.isLocked)
            }
        }
    }

    @Test("A PIN reset service that does not answer has only the phone wait that asks it")
    func slowService() async throws {
        let (open, gate) = AsyncStream.makeStream(of: Void.self)
        let answer = ScriptedServer.Answer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        try await ScriptedServer.with(making: { _ in
            for await _ in open {}
            return answer
        }) { server, port in
            try await FleetBench.with { bench in
                var plan = FleetPlan(phones: 2)
                plan.poll = .zero
                _ = try await bench.run(plan, isKept: true)
                let management = bench.lab.management
                let ids = await management.devices.map(\.id)
                for id in ids { _ = try await management.queue(.enablePINRecovery(tenant: FleetBench.tenant), for: id) }
                _ = try await bench.run(plan, isKept: true)
                let reset = LabCommand.exec("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")
                let slow = try await management.queue(reset, for: ids[0])
                let quick = try await management.queue(.get(Self.counter), for: ids[1])
                _ = try await bench.run(plan, isKept: true) {
                    $0.pinResetURL = "http://127.0.0.1:\(port)"
                } meanwhile: { _ in
                    try await Self.wait { !server.requests.isEmpty }
                    _ = try await management.outcome(of: quick, for: ids[1])
                    #expect(try await management.entry(slow, of: ids[0]).state != .done)
                    gate.finish()
                    _ = try await management.outcome(of: slow, for: ids[0])
                }
                #expect(try await management.entry(slow, of: ids[0]).codes == [500])
            }
        }
    }

    @Test("Phones leave and come back, and a fleet that is cleaned up has left")
    func leaving() async throws {
        try await FleetBench.with { bench in
            var plan = FleetPlan(phones: 6)
            plan.poll = .zero
            var group = FleetGroup(name: "restless")
            group.leave = 0.5
            group.comeBack = .milliseconds(1)
            let report = try await bench.run(plan, isKept: true) { [group] settings in
                settings.hold = .sessions(4)
                settings.scenario = FleetScenario(groups: [group])
            }
            #expect(report.counts.unenrolled > 0 && report.counts.enrolled > 6)
            let cleaned = try await bench.run(plan, isKept: true) { $0.isCleaning = true }
            #expect(cleaned.phonesEnrolled == 0 && cleaned.counts.errors.isEmpty)
            #expect(await bench.lab.management.devices.allSatisfy { $0.state == .unenrolled })
        }
    }

    @Test("What goes wrong is counted by its kind, and the rest goes on")
    func errors() async throws {
        try await FleetBench.with { bench in
            let report = try await bench.run(FleetPlan(phones: 4)) { settings in
                let order = settings.order
                settings.enrollmentPause = .milliseconds(1)
                settings.enrollmentAttempts = 2
                settings.order = { number in
                    var one = order(number)
                    if number == 3 { one.discoveryURL = "http://127.0.0.1:1/EnrollmentServer/Discovery.svc" }
                    return one
                }
            }
            #expect(report.phonesEnrolled == 3 && report.counts.enrolled == 3)
            #expect(report.counts.errorCount == 2 && report.counts.enrollments.values.reduce(0, +) == 5)
        }
    }

    private static func wait(until condition: @Sendable () async -> Bool) async throws {
        while await !condition() { try await Task.sleep(for: .milliseconds(5)) }
    }
}
