import Agent
import Fleet
import Foundation
import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("The state of a fleet")
struct FleetStateTests {
    private static let owner = FleetFolder.Owner(
        fleet: FleetIdentity(phones: 8, seed: 1, shards: 2, server: "https://mdm.example.test", device: "lumia"),
        shard: .whole)

    /// A phone that has had so many sessions since it enrolled; nil for one that has not enrolled.
    private static func phone(_ number: Int, sessions: UInt16?, since: Instant = .epoch) throws -> Phone {
        var phone = Phone(fresh: try FleetBench.blueprint.get(), seed: UInt64(number), now: .epoch)
        guard let sessions else { return phone }
        var enrolled = Enrolled(
            account: ManagementAccount(
                providerID: "Test", addresses: ["https://mdm.example.test/"], user: "a@b", enrollmentType: .device,
                discoveryURL: "https://mdm.example.test/"), since: since)
        enrolled.sessionNumber = sessions
        phone.enroll(enrolled)
        return phone
    }

    private static func phones(_ sessions: [UInt16?]) throws -> [(number: Int, phone: Phone)] {
        try sessions.enumerated().map { (number: $0 + 1, phone: try phone($0 + 1, sessions: $1)) }
    }

    @Test("A run that was killed is gone on with: what phones did that nobody noted is counted, and nothing twice")
    func resumed() async throws {
        try await TemporaryFolder.with { path in
            let folder = try FleetFolder(path, Self.owner)
            let (_, first) = try folder.openRun(try Self.phones([3, 7, nil]), now: .epoch)
            #expect(first.counts == FleetCounts())
            var notes = FleetFolder.Notes()
            notes.counts.sessions = ["completed": 3]
            try folder.keep(notes)
            // The process is killed when the phones have had two, two and one session more, the third after enrolment.
            let later = try Self.phones([5, 9, 1])
            let (run, resumed) = try folder.openRun(later, now: .epoch.adding(seconds: 60))
            #expect(resumed.counts.sessions == ["completed": 3, "unseen": 2])
            #expect(resumed.counts.enrollments == ["enrolled": 1] && run.begun == Instant.epoch.text)
            #expect(later.map { run.sessions(of: $0.phone, $0.number) } == [2, 2, 1])
            // Gone on with once more, with what was counted meanwhile, it finds nothing that is new.
            try folder.keep(resumed)
            #expect(try folder.openRun(later, now: .epoch).notes == resumed)
            folder.endRun()
            #expect(try folder.openRun(later, now: .epoch).notes.counts == FleetCounts())
        }
    }

    @Test("A number of sessions that has begun anew at 1 counts on")
    func wrapping() async throws {
        try await TemporaryFolder.with { path in
            let folder = try FleetFolder(path, Self.owner)
            let (run, _) = try folder.openRun(try Self.phones([65_534]), now: .epoch)
            #expect(run.sessions(of: try Self.phone(1, sessions: 2), 1) == 3)
        }
    }

    @Test("A phone that has left in the run and come back has had the sessions of its new account")
    func comeBack() async throws {
        try await TemporaryFolder.with { path in
            let folder = try FleetFolder(path, Self.owner)
            let (run, _) = try folder.openRun(try Self.phones([500]), now: .epoch)
            let back = try Self.phone(1, sessions: 3, since: .epoch.adding(seconds: 60))
            #expect(run.sessions(of: back, 1) == 3)
            #expect(try folder.openRun([(1, back)], now: .epoch).notes.counts.sessions == ["unseen": 3])
        }
    }

    @Test(
        "A file that cannot be read is told, and not written over",
        arguments: ["fleet.json", "run.json", "notes.json"])
    func unreadable(name: String) async throws {
        try await TemporaryFolder.with { path in
            _ = try FleetFolder(path, Self.owner).openRun([], now: .epoch)
            let octets = Data("{".utf8)
            try octets.write(to: URL(filePath: "\(path)/\(name)"))
            let error = #expect(throws: StoreError.self) { try FleetFolder(path, Self.owner).openRun([], now: .epoch) }
            #expect(error?.message.contains(name) == true)
            #expect(FileManager.default.contents(atPath: "\(path)/\(name)") == octets)
        }
    }

    @Test("Another fleet, another shard and a second process are refused the folder")
    func owners() async throws {
        try await TemporaryFolder.with { path in
            do {
                let folder = try FleetFolder(path, Self.owner)
                #expect(throws: StoreError.self) { try FleetFolder(path, Self.owner) }
                #expect(FleetFolder.owner(of: folder.path) == Self.owner)
            }
            var other = Self.owner
            other.fleet.seed = 2
            let error = #expect(throws: StoreError.self) { try FleetFolder(path, other) }
            #expect(error?.message.contains("seed 1, not 2") == true)
            other = Self.owner
            other.shard = try #require(FleetShard("2/2"))
            #expect(throws: StoreError.self) { try FleetFolder(path, other) }
            _ = try FleetFolder(path, Self.owner)
        }
    }

    @Test("A kept phone whose profile cannot be used is told of, and not left out")
    func unusableProfile() async throws {
        try await TemporaryFolder.with { path in
            let folder = try FleetFolder(path, Self.owner)
            try await folder.database.phone(7).save(try Self.phone(7, sessions: 1))
            let error = await #expect(throws: StoreError.self) { _ = try await folder.phones { _ in nil } }
            #expect(error?.message.contains("phone 7 ") == true)
        }
    }

    @Test("Phones that are kept at once share transactions, and each is there when its save has returned")
    func batches() async throws {
        try await TemporaryFolder.with { path in
            let folder = try FleetFolder(path, Self.owner)
            let blueprint = try FleetBench.blueprint.get()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 1...50 {
                    let phone = try Self.phone(number, sessions: UInt16(number))
                    let store = folder.database.phone(Int64(number))
                    tasks.addTask {
                        try await store.save(phone)
                        #expect(try await store.load(blueprint) == phone)
                    }
                }
                try await tasks.waitForAll()
            }
            let kept = try await folder.phones { _ in blueprint }
            #expect(kept.map(\.number) == Array(1...50))
            #expect(kept.allSatisfy { $0.phone.enrolled?.sessionNumber == UInt16($0.number) })
        }
    }
}
