@testable import Agent
import Certificates
import Lab
import ManagementTree
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
        let phone = try Sample.enrolledPhone(certificates: [try Identity.entry()]) { enrolled in
            enrolled.account.certificateCriteria = row.criteria.map { [$0] } ?? []
        }
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        #expect((bench.provider.trusts.last?.identity != nil) == row.isShown)
        let notes = bench.texts(.note).filter { $0.contains("SSLCLIENTCERTSEARCHCRITERIA") }
        #expect(notes.isEmpty == row.isShown)
    }

    /// Three certificates: two of one name, the newer one in the other store, and one of another name, which is the newest.
    private static func several() throws -> [CertificateStore.Entry] {
        let (ann, bob) = (try Identity.entry(), try Identity.entry(named: "bob@example.test"))
        return [
            ann, try Identity.entry(days: 30).moved(to: .system), bob,
            CertificateStore.Entry(location: .user, thumbprint: "0", certificate: [1], privateKey: [2], notAfter: 0),
        ]
    }

    @Test(
        "Among several the newest that the criteria find is shown, wherever it stands; one that cannot be read never is",
        arguments: [
            ("Stores=My%5CUser", 2), ("Stores=My%5CSystem", 1), ("Subject=CN%3Dann%40example.test", 1),
            ("Subject=CN%3Dann%40example.test&Stores=My%5CUser", 0), ("Subject=CN%3Dbob%40example.test", 2),
            ("Subject=CN%3Dbob%40example.test%EF%80%80CN%3Dann%40example.test", 2),
            ("Subject=CN%3Dbob%40example.test&Stores=My%5CSystem", nil as Int?),
        ])
    func choice(_ criteria: String, _ place: Int?) async throws {
        let entries = try Self.several()
        let phone = try Sample.enrolledPhone(certificates: entries) { $0.account.certificateCriteria = [criteria] }
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        let shown = bench.provider.trusts.last?.identity?.certificates.first
        #expect(shown == place.map { entries[$0].certificate })
        let notes = bench.texts(.note).filter { $0.contains("none of its 4 certificates") }
        #expect(notes.isEmpty == (place != nil))
    }

    @Test(
        "Messages are signed with the certificate that is shown, and with none where none is", arguments: [true, false])
    func signature(_ isFound: Bool) async throws {
        var phone = try Sample.enrolledPhone(certificates: [try Identity.entry()]) {
            $0.account.certificateCriteria = [isFound ? "Stores=My%5CUser" : "Stores=My%5CSystem"]
        }
        phone.setAccountValue(.bool(true), at: ["RequireMessageSigning"])
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        #expect(bench.requests.allSatisfy { ($0.headers["MDM-Signature"] != nil) == isFound })
        #expect(!bench.requests.isEmpty)
    }

    @Test("With its certificate the phone sends those that lead to its root, and none of the others in the store")
    func chain() async throws {
        let own = try Identity.entry()
        let issuer = try Identity.authority.get().certificate
        let between = CertificateStore.Entry(
            try ParsedCertificate(der: issuer), in: .intermediate, origin: .enrollment)
        let phone = try Sample.enrolledPhone(certificates: [
            between, try Identity.entry(named: "bob@example.test").moved(to: .intermediate), own,
        ])
        let bench = Bench(phone, ScriptedExchange(then: .nothing))
        _ = try await bench.agent.sync()
        #expect(bench.provider.trusts.last?.identity?.certificates == [own.certificate, issuer])
    }
}

extension CertificateStore.Entry {
    /// The same certificate in another store.
    fileprivate func moved(to location: CertificateStore.Location) -> CertificateStore.Entry {
        CertificateStore.Entry(
            location: location, thumbprint: thumbprint, certificate: certificate, privateKey: privateKey,
            notAfter: notAfter)
    }
}
