@testable import Agent
import SimulatedPhone
import Testing
import Wire

/// Which certificate a server sees: the one that the account's criteria find, and no other.
@Suite("The certificate that the phone shows")
struct ShownIdentityTests {
    static let rows: [(criteria: String?, isShown: Bool)] = [
        (nil, true), ("Subject=CN%3Dann%40example.test&Stores=My%5CUser", true), ("Stores=My%5CUser", true),
        ("Subject=CN%3Dsomebody", false), ("Stores=My%5CSystem", false),
    ]

    @Test("Criteria are obeyed; where they find none, none is shown, and the session says why", arguments: rows)
    func criteria(_ row: (criteria: String?, isShown: Bool)) async throws {
        let phone = try Sample.enrolledPhone { enrolled in
            enrolled.certificates.install(try Identity.entry())
            enrolled.account.certificateCriteria = row.criteria.map { [$0] } ?? []
        }
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        #expect((bench.provider.trusts.last?.identity != nil) == row.isShown)
        let notes = bench.texts(.note).filter { $0.contains("SSLCLIENTCERTSEARCHCRITERIA") }
        #expect(notes.isEmpty == row.isShown)
    }
}
