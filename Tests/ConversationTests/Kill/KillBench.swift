import Agent
import Enrollment
import Foundation
import Lab
import LabSupport
import Logging
import PINReset
import SimulatedPhone
import Store
import TestSupport
import Transport

/// A phone in a state folder, enrolled with a server in this process, whose sessions the built program runs.
struct KillBench: Sendable {
    let lab: RunningLab
    let folder: String
    let id: String

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func with(_ work: @Sendable (KillBench) async throws -> Void) async throws {
        try await LabServer.withServer(authority: try Conversation.authority.get(), logger: quiet) { lab in
            try await TemporaryFolder.with { folder in
                let id = try await enroll(lab, folder)
                try lab.authority.pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
                try await work(KillBench(lab: lab, folder: folder, id: id))
            }
        }
    }

    /// Enrols a new phone and makes it ready for PIN recovery; then nobody holds the state folder any more.
    private static func enroll(_ lab: RunningLab, _ folder: String) async throws -> String {
        let store = try PhoneStore(StateFolder("\(folder)/phone"))
        let phone = try Phones.joined.fresh(now: SystemClock().now())
        let transport = TransportConfiguration(trustRoots: [lab.authority.certificate])
        return try await HTTPExchange.withExchange(transport) { exchange in
            let agent = DeviceAgent(
                phone, store: store, exchanges: exchange,
                configuration: AgentConfiguration(pinResetService: .granted), logger: quiet)
            try await agent.enroll(
                EnrollmentOrder(
                    discoveryURL: lab.discoveryURL, user: Phones.user,
                    credential: .password(user: Phones.user, password: "secret")))
            try await lab.management.queue(.enablePINRecovery(tenant: Phones.tenant), for: phone.deviceID)
            _ = try await agent.sync()
            return phone.deviceID
        }
    }

    /// The phone as its folder has it.
    func phone() async throws -> Phone {
        let store = try PhoneStore(StateFolder("\(folder)/phone"))
        guard let phone = try await store.load(try Phones.joined.blueprint) else { throw NoPhone() }
        return phone
    }

    struct NoPhone: Error {}

    /// Lets the program run a session in which the PIN is reset, and kills it on the way.
    /// - Returns: how it ended, and how long it ran.
    /// - Parameters:
    ///   - delay: it is killed so long after its start.
    ///   - whenTold: it is killed when the server is told the PIN.
    func session(
        killedAfter delay: Duration? = nil, whenTold: Bool = false
    ) async throws -> (Program.End, Duration) {
        if try await lab.management.device(id).queue.allSatisfy({ $0.state == .done }) {
            try await lab.management.queue(.recoverPIN, for: id)
        }
        let program = try Program(folder: folder)
        let events = await lab.management.eventStream()
        var told: (@Sendable () async -> Void)?
        if whenTold { told = { _ = await events.first { $0.kind == .passcodeReceived } } }
        let begun = ContinuousClock.now
        let end = try await program.run(
            ["sync", "--state", "\(folder)/phone", "--ca-file", "\(folder)/ca.pem", "--retries", "0"],
            killedAfter: delay, killedAt: told)
        return (end, begun.duration(to: .now))
    }

    /// What the server was told in the last session that reached it.
    struct Told {
        var pin: String
        /// The session's id.
        var session: String
    }

    /// - Returns: nil where the last session did not come so far that a PIN was told.
    func told() async throws -> Told? {
        let events = await lab.management.events()
        guard let session = events.last(where: { $0.kind == .sessionStarted }),
            events.contains(where: { $0.kind == .passcodeReceived && $0.number > session.number }),
            let pin = try await lab.management.device(id).passcode
        else { return nil }
        return Told(pin: pin, session: session.detail)
    }
}
