import Administration
import Agent
import Certificates
import Enrollment
import Lab
import Notation
import PINReset
import Session
import Settings
import SimulatedPhone
import Store
import TestSupport
import Testing
import Transport

/// A hundred phones, all in this process and in one database, for each of which a reset waits at one lab before any comes by.
/// They come by in four waves of 25 at once; every second one loses an answer in its session, is dropped with what it has in
/// memory, and comes by again as its store has it. That processes are killed for real is tested in `KillTests` and
/// `KilledLabTests`.
@Suite("A hundred resets that wait at once", .timeLimit(.minutes(30)))
struct ManyResetsTests {
    private static let count = 100
    private static let waves = 4

    /// A phone that can be dropped, and made again from its store.
    private struct StoredPhone: Sendable {
        let store: PhoneStore
        let id: String

        /// - Parameter messages: how many messages it gets an answer to; the one after these reaches the lab, whose answer is
        ///   lost. All if nil.
        func agent(_ exchange: HTTPExchange, answering messages: Int? = nil) async throws -> DeviceAgent {
            let phone = try #require(try await store.load(try Phones.joined.blueprint))
            var configuration = AgentConfiguration(pinResetService: .granted)
            configuration.retryLimit = 0
            return DeviceAgent(
                phone, store: store, exchanges: MortalExchange(exchange, answering: messages),
                configuration: configuration, clock: TestClock(), logger: Conversation.quiet)
        }
    }

    @Test(
        "S1: every passcode in the lab unlocks its own phone and no other, though every second phone was dropped in its session and made again from its store"
    )
    func resets() async throws {
        let configuration = LabConfiguration(usesTLS: false)
        try await LabServer.withServer(
            configuration, authority: try Conversation.authority.get(), logger: Conversation.quiet
        ) { lab in
            try await TemporaryFolder.with { folder in
                try await lab.enableRecovery([("PINComplexity/MinimumPINLength", .integer(8))])
                let database = try PhoneDatabase(StateFolder(folder))
                let phones = try await Self.each(Array(0..<Self.count)) { number, exchange in
                    try await Self.enroll(number, lab, database.phone(Int64(1 + number)), exchange)
                }
                // All resets wait before any phone comes by.
                for phone in phones { try await lab.request(.resetPasscode, of: phone.id) }
                try await Self.reset(phones)
                try await Self.judge(phones, lab)
            }
        }
    }

    /// Does work with each, wave by wave, those of a wave at once: a hundred phones at once would have six hundred sockets in
    /// this process, and `Process`, by which other tests run programs, fails where there are so many.
    private static func each<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @escaping @Sendable (Input, HTTPExchange) async throws -> Output
    ) async throws -> [Output] {
        var outputs: [Output] = []
        for start in stride(from: 0, to: inputs.count, by: count / waves) {
            let wave = inputs[start..<min(start + count / waves, inputs.count)]
            let transport = TransportConfiguration(allowsInsecureHTTP: true)
            outputs += try await HTTPExchange.withExchange(transport) { exchange in
                try await withThrowingTaskGroup(of: Output.self) { tasks in
                    for input in wave { tasks.addTask { try await work(input, exchange) } }
                    return try await tasks.reduce(into: []) { $0.append($1) }
                }
            }
        }
        return outputs
    }

    private static func enroll(
        _ number: Int, _ lab: RunningLab, _ store: PhoneStore, _ exchange: HTTPExchange
    ) async throws -> StoredPhone {
        let phone = Phone(fresh: try Phones.joined.blueprint, seed: UInt64(1 + number), now: TestClock().now())
        try await store.save(phone)
        var configuration = AgentConfiguration(pinResetService: .granted)
        configuration.makeKey = { kind throws(CertificateError) in try SharedKeys.next(kind) }
        let agent = DeviceAgent(
            phone, store: store, exchanges: exchange, configuration: configuration, clock: TestClock(),
            logger: Conversation.quiet)
        var order = EnrollmentOrder(
            discoveryURL: lab.discoveryURL, user: Phones.user,
            credential: .password(user: Phones.user, password: "secret"))
        order.allowsInsecureHTTP = true
        try await agent.enroll(order)
        // The profile comes to a phone that is open, which so is ready at once.
        #expect(try await agent.sync().outcome == .completed)
        return StoredPhone(store: store, id: await agent.phone.reportedDeviceID)
    }

    private static func reset(_ phones: [StoredPhone]) async throws {
        _ = try await each(phones.enumerated().map { ($0, $1) }) { (one, exchange) async throws in
            let (number, phone) = one
            if number.isMultiple(of: 2) {
                // The answer is lost to its first message, or to that which tells the PIN, or none is, and it is dropped after
                // the end of its session.
                _ = try? await phone.agent(exchange, answering: number / 2 % 3).sync()
            }
            #expect(try await phone.agent(exchange).sync().outcome == .completed)
        }
    }

    private static func judge(_ phones: [StoredPhone], _ lab: RunningLab) async throws {
        var shown: [String: String] = [:]
        for phone in phones { shown[phone.id] = try await lab.shownPasscode(of: phone.id) }
        #expect(shown.count == count && Set(shown.values).count == count)
        for phone in phones {
            #expect(try await lab.actions(of: phone.id).map(\.state) == [.done])
            let kept = try #require(try await phone.store.load(try Phones.joined.blueprint))
            for (id, passcode) in shown {
                var locked = kept
                locked.lock()
                #expect(locked.unlock(with: PIN(passcode), now: .epoch).isOpen == (id == phone.id))
            }
        }
    }
}
