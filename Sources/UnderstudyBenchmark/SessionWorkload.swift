import Agent
import Conversations
import Foundation
import Notation
import PINReset
import SimulatedPhone
import Store
import Transport

/// Whole sessions over a kept connection, without TLS: what the phone pays for package 1, 20 commands, their answer, the
/// end, and for keeping itself on disk in between.
struct SessionWorkload: Sendable {
    private let agent: DeviceAgent

    /// Starts the server, lets the body run sessions with it, and ends it.
    /// - Parameter isWatched: whether messages are kept for the phone's page, and somebody hears every event.
    static func with<Value: Sendable>(
        message path: String, isWatched: Bool = false, _ body: @Sendable (SessionWorkload) async throws -> Value
    ) async throws -> Value {
        let (port, server) = try BenchServer.start(message: path)
        defer { pclose(server) }
        let folder = NSTemporaryDirectory() + "understudy-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let exchange = try HTTPExchange(TransportConfiguration(allowsInsecureHTTP: true))
        let work = try SessionWorkload(url: "http://127.0.0.1:\(port)/", folder: folder, isWatched, exchange)
        let listener = isWatched ? work.listener() : nil
        defer { listener?.cancel() }
        do {
            let value = try await body(work)
            await exchange.shutdown()
            return value
        } catch {
            await exchange.shutdown()
            throw error
        }
    }

    /// Hears every event and writes it as JSON, as the control API does for a page.
    private func listener() -> Task<Void, Never> {
        let events = agent.events.events()
        return Task.detached {
            let encoder = JSONEncoder()
            for await event in events { _ = try? encoder.encode(event) }
        }
    }

    private init(url: String, folder: String, _ isWatched: Bool, _ exchange: HTTPExchange) throws {
        var phone = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: .epoch)
        let account = ManagementAccount(
            providerID: "Benchmark", addresses: [url], user: "user@example.test", enrollmentType: .device,
            discoveryURL: url)
        phone.enroll(Enrolled(account: account, since: .epoch))
        var configuration = AgentConfiguration(pinResetService: .granted)
        if isWatched { configuration.conversation = ConversationLog() }
        agent = DeviceAgent(
            phone, store: try PhoneStore(StateFolder(folder)), exchanges: exchange, configuration: configuration)
    }

    func repeated(_ rounds: Int) async throws {
        for _ in 0..<rounds {
            let report = try await agent.sync()
            guard report.messages == 2 else {
                throw BenchmarkError(message: "a session had \(report.messages) messages in place of 2")
            }
        }
    }

    /// Seconds of the processor that this process has used, on all its threads; the server's are not among them.
    static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Seconds of the processor that one session takes: the best of several rounds.
    func seconds(repeats: Int, sessions: Int) async throws -> Double {
        try await repeated(sessions)
        var best = Double.infinity
        for _ in 0..<repeats {
            let start = Self.processorSeconds
            try await repeated(sessions)
            best = min(best, (Self.processorSeconds - start) / Double(sessions))
        }
        return best
    }
}
