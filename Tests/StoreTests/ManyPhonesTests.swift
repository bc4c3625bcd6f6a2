import Dispatch
import Foundation
import ManagementTree
import Notation
import SimulatedPhone
import Store
import Synchronization
import TestSupport
import Testing

@Suite("Several phones in one database", .timeLimit(.minutes(30)))
struct ManyPhonesTests {
    private static let numbers: [Int64] = [1, 7]

    @Test("Each is kept by its number, and a change of one leaves the other as it is")
    func apart() async throws {
        try await TemporaryFolder.with { path in
            let database = try PhoneDatabase(StateFolder(path))
            for number in Self.numbers { try await database.phone(number).save(try Versions.phone(number, 1)) }
            try await database.phone(7).save(try Versions.phone(7, 2))
            #expect(try await database.numbers() == Self.numbers)
            #expect(try await database.phone(2).load(Versions.blueprint.get()) == nil)
            #expect(try await database.phone(1).load(Versions.blueprint.get()) == Versions.phone(1, 1))
            #expect(try await database.phone(7).load(Versions.blueprint.get()) == Versions.phone(7, 2))
            #expect(try await database.phone(7).profile() == Versions.phone(7, 2).profile)
        }
    }

    @Test("A folder for one phone is the same thing with one")
    func one() async throws {
        try await TemporaryFolder.with { path in
            try await PhoneStore(StateFolder(path)).save(try Versions.phone(1, 3))
            let database = try PhoneDatabase(StateFolder(path))
            #expect(try await database.numbers() == [1])
            #expect(try await database.phone(1).load(Versions.blueprint.get()) == Versions.phone(1, 3))
        }
    }

    @Test("Saved from many tasks at once, killed with SIGKILL and loaded, each is as it was", arguments: [10, 150])
    func killed(after saves: Int) async throws {
        try await TemporaryFolder.with { path in
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, saves = saves as Int] in
                try await Versions.saveUntilKilled(in: path, after: saves)
            }
            let database = try PhoneDatabase(StateFolder(path))
            var total = 0
            for number in Self.numbers {
                let told = try Versions.told(number, in: path)
                total += told
                let kept = try await database.phone(number).load(Versions.blueprint.get())
                let version = try #require(kept?.enrolled?.sessionNumber)
                // What was told is kept; the save that was under way then may be as well.
                #expect((told...told + 1).contains(Int(version)), "phone \(number)")
                #expect(try kept == Versions.phone(number, Int(version)), "phone \(number)")
            }
            #expect(total >= saves)
        }
    }

    @Test("Who waits for a save holds no thread that others run on, however many they are")
    func threads() async throws {
        try await TemporaryFolder.with { path in
            let database = try PhoneDatabase(StateFolder(path))
            let (held, release) = (AsyncStream.makeStream(of: Void.self), DispatchSemaphore(value: 0))
            async let holder: Void = database.hold(until: release) { held.continuation.finish() }
            for await _ in held.stream {}
            let many = 64
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 1...many {
                    let phone = try Versions.phone(Int64(number), 1)
                    tasks.addTask { try await database.phone(Int64(number)).save(phone) }
                }
                // With every thread held by a save, these would never be done.
                await withTaskGroup(of: Void.self) { others in
                    for _ in 0..<many { others.addTask { for _ in 0..<10 { await Task.yield() } } }
                }
                release.signal()
                try await tasks.waitForAll()
            }
            await holder
            #expect(try await database.numbers() == (1...Int64(many)).map { $0 })
        }
    }

    @Test("Who is told to stop has kept the phone all the same")
    func cancelled() async throws {
        try await TemporaryFolder.with { path in
            let database = try PhoneDatabase(StateFolder(path))
            let phone = try Versions.phone(1, 1)
            let saving = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.phone(1).save(phone)
            }
            try await saving.value
            #expect(try await database.phone(1).load(Versions.blueprint.get()) == phone)
        }
    }
}

extension PhoneDatabase {
    /// Keeps the database busy until it is told to go on.
    func hold(until release: DispatchSemaphore, _ begun: @Sendable () -> Void) {
        begun()
        release.wait()
    }
}

/// Phones that differ from version to version in every table.
private enum Versions {
    /// How many saves were told in this process.
    private static let kept = Atomic(0)

    static let blueprint = Result { try RandomPhone.blueprint() }

    static func phone(_ number: Int64, _ version: Int) throws -> Phone {
        var phone = Phone(fresh: try blueprint.get(), seed: UInt64(number), now: RandomPhone.now)
        let account = ManagementAccount(
            providerID: "Lab \(number)", addresses: ["https://mdm.example.test/\(version)"], user: "adele",
            enrollmentType: .full, discoveryURL: "")
        let entry = CertificateStore.Entry(
            location: .system, thumbprint: "\(version)", certificate: [1, 2, 3], notAfter: Int64(version))
        phone.enroll(Enrolled(account: account, since: RandomPhone.now))
        phone.certificates.install(entry)
        phone.enrolled?.sessionNumber = UInt16(version)
        phone.setLoginStatus(version.isMultiple(of: 2) ? .user : .others)
        for _ in 0..<version % 5 { _ = phone.newGUID() }
        for name in ["UPN", "EntDeviceName"] as [NodeName] { phone.setAccountValue(.chr("\(version)"), at: [name]) }
        return phone
    }

    /// Saves version after version of the phones, each save in a task of its own, notes what was kept, and kills the
    /// process when so many are.
    static func saveUntilKilled(in path: String, after saves: Int) async throws {
        let database = try PhoneDatabase(StateFolder(path))
        try await withThrowingTaskGroup(of: Void.self) { phones in
            for number in [1, 7] as [Int64] {
                phones.addTask {
                    let note = FileHandle(fileDescriptor: open(file(number, in: path), O_CREAT | O_WRONLY, 0o600))
                    for version in 1...10_000 {
                        try await Task { try await database.phone(number).save(try phone(number, version)) }.value
                        try note.write(contentsOf: Data([0]))
                        if kept.add(1, ordering: .relaxed).newValue == saves { kill(getpid(), SIGKILL) }
                    }
                }
            }
            try await phones.waitForAll()
        }
    }

    private static func file(_ number: Int64, in path: String) -> String { "\(path)/told-\(number)" }

    /// The last version of a phone that was told to be kept: one octet for each.
    static func told(_ number: Int64, in path: String) throws -> Int {
        try Data(contentsOf: URL(filePath: file(number, in: path))).count
    }
}
