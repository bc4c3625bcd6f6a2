import Agent
import PINReset
import SimulatedPhone
import SyncML
import Synchronization
import Testing

/// A PIN reset service that takes its time: the session waits for it, and nobody else does.
@Suite("A slow PIN reset service")
struct TicketTests {
    /// A service that answers when the test says so.
    private final class ServiceByHand: PINResetService {
        private typealias Waiting = CheckedContinuation<Result<PINResetTicket, PINResetRefusal>, Never>

        private let waiting = Mutex<[Waiting]>([])
        /// The requests, as they come.
        let requests: AsyncStream<PINResetTicketRequest>
        private let noted: AsyncStream<PINResetTicketRequest>.Continuation

        init() {
            (requests, noted) = AsyncStream.makeStream()
        }

        func ticket(for request: PINResetTicketRequest) async throws(PINResetRefusal) -> PINResetTicket {
            let answer = await withCheckedContinuation { (continuation: Waiting) in
                waiting.withLock { $0.append(continuation) }
                noted.yield(request)
            }
            return try answer.get()
        }

        /// Answers all that wait.
        func answer(_ answer: Result<PINResetTicket, PINResetRefusal>) {
            let all = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            for continuation in all { continuation.resume(returning: answer) }
        }

        /// Waits until somebody asks.
        func asked() async throws -> PINResetTicketRequest {
            var iterator = requests.makeAsyncIterator()
            return try #require(await iterator.next())
        }
    }

    private static let recover =
        ServerText.replace(
            2, "./Vendor/MSFT/PassportForWork/\(PhoneProfile.lumia950.joined?.tenant ?? "")/Policies/EnablePinRecovery",
            "bool", "true")
        + ServerText.exec(3, "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")

    private static func bench(_ service: any PINResetService, _ commands: String) throws -> Bench {
        Bench(
            try Sample.enrolledPhone(isJoined: true), ScriptedExchange([.message(commands), .nothing])
        ) { $0.pinResetService = service }
    }

    @Test("The session waits for the ticket; another phone's session, and a person at the phone, do not")
    func others() async throws {
        let service = ServiceByHand()
        let slow = try Self.bench(service, Self.recover)
        let other = try Self.bench(service, ServerText.get(2, "./DevInfo/Man"))
        async let session = slow.agent.sync()
        let request = try await service.asked()
        #expect(try await other.agent.sync().statuses == [200, 200])
        try await slow.agent.setPIN("280417")
        // Nothing of the message was run.
        #expect(await slow.agent.phone.hello.protector == nil && slow.requests.count == 1)
        service.answer(.success(try GrantingPINResetService().ticket(for: request)))
        #expect(try await session.statuses == [200, 200, 200])
        let phone = await slow.agent.phone
        #expect(phone.lockScreen.isLocked && phone.lockScreen.pin?.text != "280417")
    }

    @Test("A service that does not answer makes the Exec fail, and the session goes on")
    func unreachable() async throws {
        let service = ServiceByHand()
        let bench = try Self.bench(service, Self.recover)
        async let session = bench.agent.sync()
        _ = try await service.asked()
        service.answer(.failure(.unreachable(reason: "no route to reset.example.test")))
        #expect(try await session.statuses == [200, 200, 500])
        let reason = try #require(bench.events.first { $0.status == 500 }?.text)
        #expect(reason.contains("PIN reset service did not answer (no route to reset.example.test)"))
    }

    @Test(
        "A ticket for something else makes the Exec fail, whoever gave it",
        arguments: ["tenant", "device", "protector", "use"])
    func otherPurpose(_ what: String) async throws {
        let service = ServiceByHand()
        let bench = try Self.bench(service, Self.recover)
        async let session = bench.agent.sync()
        let request = try await service.asked()
        let other = PINResetTicketRequest(
            tenant: what == "tenant" ? "other" : request.tenant, device: what == "device" ? "other" : request.device,
            protector: what == "protector" ? "other" : request.protector,
            opening: request.opening - (what == "use" ? 1 : 0))
        service.answer(.success(PINResetTicket(id: "t", for: other)))
        #expect(try await session.statuses == [200, 200, 500])
        let reason = try #require(bench.events.first { $0.status == 500 }?.text)
        #expect(reason.contains(what == "use" ? "was used before" : "is for another \(what)"), "\(reason)")
        #expect(await !bench.agent.phone.lockScreen.isLocked)
    }

    @Test("A phone that is told to stop while it waits has run nothing")
    func cancelled() async throws {
        let service = ServiceByHand()
        let bench = try Self.bench(service, Self.recover)
        let session = Task { try await bench.agent.sync() }
        let request = try await service.asked()
        session.cancel()
        service.answer(.success(try GrantingPINResetService().ticket(for: request)))
        let error = await #expect(throws: AgentError.self) { try await session.value }
        #expect(error?.code == .cancelled && bench.requests.count == 1)
        #expect(await !bench.agent.phone.lockScreen.isLocked)
    }
}
