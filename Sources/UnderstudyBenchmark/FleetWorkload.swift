import Agent
import Fleet
import Foundation
import Logging
import Notation
import PINReset
import SimulatedPhone
import Transport

/// What a phone of a fleet costs while it does nothing, and a session among many phones.
enum FleetWorkload {
    private static let quiet = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }

    /// Bytes of memory that a further phone of a fleet takes that is enrolled and waits, agent and schedule and all.
    static func bytesOfOneMore(phones count: Int) async throws -> Int {
        let blueprint = try Blueprint(profile: .lumia950, isOfFleet: true)
        let few = try await run(of: 10, blueprint, url: "http://127.0.0.1:1/")
        let before = PhoneMemory.residentBytes()
        let many = try await run(of: count, blueprint, url: "http://127.0.0.1:1/")
        await many.stop()
        await many.run()
        let after = PhoneMemory.residentBytes()
        return withExtendedLifetime((few, many)) { (after - before) / count }
    }

    /// Seconds of the processor that a session takes where so many phones have sessions in turn.
    static func secondsOfSession(phones: Int, sessions: Int, message path: String) async throws -> Double {
        let (port, server) = try BenchServer.start(message: path)
        defer { pclose(server) }
        let blueprint = try Blueprint(profile: .lumia950, isOfFleet: true)
        let run = try await run(
            of: phones, blueprint, url: "http://127.0.0.1:\(port)/", sessions: sessions / phones)
        let start = SessionWorkload.processorSeconds
        await run.run()
        let done = run.figures.counts
        guard done.sessions["completed"] == sessions else {
            throw BenchmarkError(message: "of \(sessions) sessions \(done.sessions) were had: \(done.errors)")
        }
        return (SessionWorkload.processorSeconds - start) / Double(sessions)
    }

    /// A run that has not begun, of phones that are enrolled; one at a time talks, because the server serves one.
    private static func run(
        of count: Int, _ blueprint: Blueprint, url: String, sessions: Int = 1
    ) async throws -> FleetRun {
        let figures = FleetFigures()
        var plan = FleetPlan(phones: count)
        plan.poll = .zero
        var settings = FleetSettings(
            blueprint: blueprint, agent: AgentConfiguration(pinResetService: .granted),
            order: { _ in EnrollmentOrder(user: "", credential: nil) })
        settings.hold = .sessions(sessions)
        settings.maxConcurrency = 1
        let run = FleetRun(
            plan, settings,
            wire: try FleetWire(TransportConfiguration(allowsInsecureHTTP: true), figures: figures),
            keys: KeyPool(), database: nil, figures: figures, logger: quiet)
        for number in plan.numbers {
            await run.take(phone(plan.seed(of: number), blueprint, url), number: number, sessions: 0)
        }
        return run
    }

    /// A phone with an account, a certificate with its key as long as real ones are, its authority's, and policies of its own.
    private static func phone(_ seed: UInt64, _ blueprint: Blueprint, _ url: String) -> Phone {
        var phone = PhoneMemory.phone(seed, blueprint, PhoneEnvironment(now: .epoch))
        let account = ManagementAccount(
            providerID: "Benchmark", addresses: [url], user: "phone\(seed)@fleet.example", enrollmentType: .device,
            discoveryURL: url)
        phone.enroll(Enrolled(account: account, since: .epoch))
        let (certificate, key) = (phone.randomBytes(900), phone.randomBytes(1218))
        // Read anew for each, as a provisioning document brings it.
        let authority = [UInt8](repeating: 0x30, count: 800)
        phone.certificates.install(
            CertificateStore.Entry(
                location: .system, thumbprint: "\(seed)", certificate: certificate, privateKey: key, notAfter: .max))
        phone.certificates.install(
            CertificateStore.Entry(
                location: .root, thumbprint: "authority", certificate: authority, notAfter: .max))
        return phone
    }
}
