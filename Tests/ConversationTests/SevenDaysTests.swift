import Administration
import Agent
import Certificates
import Enrollment
import Foundation
import Lab
import PINReset
import Settings
import SimulatedPhone
import Store
import Synchronization
import TenantStore
import TestSupport
import Testing
import Transport
import Wire

/// The passcode of a device in the API and on disk, by the server's clock (S10).
@Suite("Seven days", .timeLimit(.minutes(30)))
struct SevenDaysTests {
    /// A server's clock that a test moves.
    private final class Clock: Sendable {
        private let seconds = Mutex(LabSources.system.now())

        var now: Int64 { seconds.withLock { $0 } }

        func add(_ more: Int64) { seconds.withLock { $0 += more } }
    }

    @Test("S10: a passcode is shown for seven days; then it is gone from the API and every file, without a request")
    func gone() async throws {
        let clock = Clock()
        var sources = LabSources.system
        sources.now = { clock.now }
        try await TemporaryFolder.with { [sources] folder in
            let database = try TenantDatabase(folder: "\(folder)/state")
            try await LabServer.withServer(
                LabConfiguration(usesTLS: false), authority: try Conversation.authority.get(), store: database,
                records: database, sources: sources, tick: .milliseconds(5), logger: Conversation.quiet
            ) { lab in
                try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
                    let passcode = try await Self.reset(lab, exchange, "\(folder)/phone")
                    // Sealed as long as it is shown, and nowhere once it is not.
                    #expect(try Self.files(in: "\(folder)/state", holding: passcode).isEmpty)
                    let id = try #require(try await lab.tenant.devices.rows.first).id
                    let path = "/beta/deviceManagement/managedDevices/\(id)"
                    #expect(try await Self.get(path, lab, exchange).contains(passcode))
                    clock.add(7 * 86_400 - 1)
                    #expect(try await Self.get(path, lab, exchange).contains(passcode))
                    #expect(try await Self.get("/lab/devices", lab, exchange).contains(passcode))
                    let events = await lab.management.eventStream()
                    clock.add(1)
                    #expect(await events.first { $0.kind == .passcodeExpired } != nil)
                    #expect(try await lab.tenant.passcodes.count == 0)
                    #expect(try await !Self.get(path, lab, exchange).contains(passcode))
                    #expect(try await !Self.get("/lab/devices", lab, exchange).contains(passcode))
                    #expect(try Self.files(in: "\(folder)/state", holding: passcode).isEmpty)
                }
            }
        }
    }

    /// A phone from its enrolment to a new PIN, which is long enough to stand nowhere by chance.
    private static func reset(_ lab: RunningLab, _ exchange: HTTPExchange, _ folder: String) async throws -> String {
        try await lab.enableRecovery([("PINComplexity/MinimumPINLength", .integer(16))])
        var configuration = AgentConfiguration(pinResetService: .granted)
        configuration.makeKey = { kind throws(CertificateError) in try SharedKeys.next(kind) }
        let phone = try Phones.joined.fresh(now: TestClock().now())
        let store = try PhoneStore(StateFolder(folder))
        try await store.save(phone)
        let agent = DeviceAgent(
            phone, store: store, exchanges: exchange, configuration: configuration, clock: TestClock(),
            logger: Conversation.quiet)
        var order = EnrollmentOrder(
            discoveryURL: lab.discoveryURL, user: Phones.user,
            credential: .password(user: Phones.user, password: "secret"))
        order.allowsInsecureHTTP = true
        try await agent.enroll(order)
        _ = try await agent.sync()
        try await lab.request(.resetPasscode, of: await agent.phone.reportedDeviceID)
        _ = try await agent.sync()
        let passcode = try #require(await agent.phone.lockScreen.pin?.text)
        #expect(try await lab.tenant.passcodes.rows.map(\.value) == [passcode])
        #expect(passcode.utf8.count >= 16)
        return passcode
    }

    private static func get(_ path: String, _ lab: RunningLab, _ exchange: HTTPExchange) async throws -> String {
        let request = WireRequest(.get, lab.baseURL + path, headers: ["Authorization": "Bearer \(lab.token)"])
        let response = try await exchange.send(request)
        #expect(response.status == 200)
        return String(decoding: response.body, as: UTF8.self)
    }

    /// The files of a folder in which a text stands, searched as octets.
    private static func files(in folder: String, holding text: String) throws -> [String] {
        let wanted = Data(text.utf8)
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            try Data(contentsOf: URL(filePath: "\(folder)/\(name)")).range(of: wanted) != nil
        }
    }
}
