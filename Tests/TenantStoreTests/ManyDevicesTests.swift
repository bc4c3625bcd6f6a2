import Administration
import Foundation
import Notation
import Synchronization
import SyncML
import TenantStore
import TestSupport
import Testing

@Suite("Many phones at once", .timeLimit(.minutes(30)))
struct ManyDevicesTests {
    private static let count = 100

    /// A phone by its answers: each reset makes a passcode that it alone has, and counts how often it was told to.
    private final class Phone: Sendable {
        let number: Int
        private let resets = Mutex(0)

        init(_ number: Int) {
            self.number = number
        }

        var managementName: String { "urn:phone:\(number)" }
        var passcode: String { resets.withLock { "\(number)-\($0)" } }
        var resetCount: Int { resets.withLock { $0 } }

        func answer(_ command: Command) -> DeviceAnswer {
            guard case .container(let container) = command, container.kind == .sequence else { return DeviceAnswer() }
            resets.withLock { $0 += 1 }
            return DeviceAnswer(
                statuses: [DeviceAnswer.Status("Sequence", nil, 200), DeviceAnswer.Status("Exec", nil, 200)],
                results: [DeviceAnswer.Result(ActionCommand.newPINValue, passcode)])
        }
    }

    private static func desk(_ store: any AdministrationStore) -> ManagementDesk {
        ManagementDesk(store: store, provider: "Lab", now: { FilledTenant.start }) { count in
            (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    /// Where a session breaks off.
    private enum Break: CaseIterable {
        case nowhere
        /// The command was sent, and the phone never got it.
        case beforePhone
        /// The phone has done it, and its answer never came.
        case beforeAnswer
    }

    /// A session, whole or broken off.
    private static func session(of phone: Phone, at desk: ManagementDesk, breaksOff: Break = .nowhere) async throws {
        let place = try #require(await desk.place(of: phone.managementName))
        try await desk.begin(place)
        let work = try await desk.takeWork(place)
        guard breaksOff != .beforePhone else { return }
        let answers = work.map { ($0.subject, phone.answer($0.command)) }
        guard breaksOff != .beforeAnswer else { return }
        try await desk.take(answers, from: place)
        #expect(try await desk.takeWork(place).isEmpty)
        try await desk.end(place)
    }

    private static func breaks(_ phone: Phone) -> Break { Break.allCases[phone.number % Break.allCases.count] }

    private static func id(_ number: Int) -> ObjectID { ObjectID("d\(number)") }

    private static func fill(_ store: any AdministrationStore) async throws {
        try await store.add(FilledTenant.empty())
        try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
            for number in 0..<count {
                var device = FilledTenant.device(user: nil)
                device.id = id(number)
                device.directoryID = ObjectID("e\(number)")
                device.managementName = "urn:phone:\(number)"
                try tenant.enroll(device, FilledTenant.occasion())
            }
        }
    }

    @Test(
        "A hundred resets at once, sessions broken off before and after the phone has done it, the store opened anew: each phone's last passcode is kept, of none another's, and none is told twice to who has answered"
    )
    func resets() async throws {
        try await TemporaryFolder.with { path in
            let phones = (0..<Self.count).map { Phone($0) }
            do {
                let store = try TenantDatabase(folder: path, now: FilledTenant.start)
                try await Self.fill(store)
                let desk = Self.desk(store)
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    for phone in phones {
                        tasks.addTask {
                            _ = try await store.change(FilledTenant.id) { tenant throws(AdministrationError) in
                                try tenant.request(.resetPasscode, on: Self.id(phone.number), FilledTenant.occasion())
                            }
                            try await Self.session(of: phone, at: desk, breaksOff: Self.breaks(phone))
                        }
                    }
                    try await tasks.waitForAll()
                }
            }
            let store = try TenantDatabase(folder: path, now: FilledTenant.start)
            let desk = Self.desk(store)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for phone in phones { tasks.addTask { try await Self.session(of: phone, at: desk) } }
                try await tasks.waitForAll()
            }
            let tenant = try #require(await store.tenant(FilledTenant.id))
            for phone in phones {
                #expect(tenant.actions(of: Self.id(phone.number)).map(\.state) == [.done])
                let kept = tenant.passcodes.rows(ofKey: Self.id(phone.number).rawValue)
                #expect(kept.map(\.value) == [phone.passcode])
                #expect(phone.resetCount == (Self.breaks(phone) == .beforeAnswer ? 2 : 1))
            }
        }
    }

    @Test("A stranger has no place, and one that has left neither")
    func strangers() async throws {
        let store = MemoryStore()
        try await Self.fill(store)
        let desk = Self.desk(store)
        #expect(await desk.place(of: "urn:stranger") == nil)
        let place = try #require(await desk.place(of: "urn:phone:7"))
        #expect(place == ManagementDesk.Place(tenant: FilledTenant.id, device: "d7"))
        try await desk.leave(place)
        #expect(await desk.place(of: "urn:phone:7") == nil)
    }
}
