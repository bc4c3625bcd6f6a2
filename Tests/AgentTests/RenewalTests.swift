import Agent
import Enrollment
import ManagementTree
import SimulatedPhone
import Testing
import Wire

/// Renewal of the certificate without a person (protocol.md 6.9 and 9.10).
@Suite("A renewal")
struct RenewalTests {
    private static func phone() throws -> Phone {
        var phone = try Sample.enrolledPhone(certificates: [try Identity.entry()])
        phone.setAccountValue(.chr("device-7"), at: ["EntDMID"])
        return phone
    }

    @Test("A server that cannot be reached leaves the old certificate, and a status that the server can read later")
    func unreachable() async throws {
        let phone = try Self.phone()
        let bench = Bench(phone, ScriptedExchange(then: .failure(.unreachable)))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.renew() }
        guard case .enrollment(let code) = error?.code else {
            Issue.record("\(String(describing: error))")
            return
        }
        let enrolled = try #require(await bench.agent.phone.enrolled)
        #expect(await bench.agent.phone.certificates == phone.certificates)
        #expect(enrolled.renewal.status == .failed && enrolled.renewal.errorCode == code.hresult)
        #expect(enrolled.renewal.lastTry == Sample.now)
    }

    @Test("A renewal that nobody can be asked for says what helps an enrolled phone, and counts as a try")
    func nobodyToAsk() async throws {
        var phone = try Self.phone()
        phone.enrolled?.account.discoveryURL = ""
        let bench = Bench(phone, ScriptedExchange())
        let error = await #expect(throws: AgentError.self) { try await bench.agent.renew() }
        #expect(error?.code == .enrollment(.renewalNotPrepared) && bench.requests.isEmpty)
        #expect(error?.message.contains("Renew/ServerURL") == true && error?.message.contains("anew") == true)
        let renewal = try #require(await bench.agent.phone.enrolled?.renewal)
        #expect(renewal.status == .failed && renewal.lastTry == Sample.now)
    }

    @Test("A phone without a certificate, or without account, has nothing to renew")
    func nothing() async throws {
        for phone in [try Sample.phone(), try Sample.enrolledPhone()] {
            let bench = Bench(phone, ScriptedExchange())
            let error = await #expect(throws: AgentError.self) { try await bench.agent.renew() }
            #expect(error?.code == .notEnrolled && bench.requests.isEmpty)
            #expect(await bench.agent.phone == phone)
        }
    }
}
