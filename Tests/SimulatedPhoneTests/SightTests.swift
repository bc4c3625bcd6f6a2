import ManagementTree
import SimulatedPhone
import Testing

/// What `status` shows of what the phone keeps.
@Suite("What is seen of a phone")
struct SightTests {
    /// What is kept as JSON, and the words of it.
    static let kept: [(json: String, words: String)] = [
        ("\"MY/WSTEP/Renew/RenewNow\"", "MY/WSTEP/Renew/RenewNow"),
        ("{\"enroll\":\"ClientCertificateInstall/My/System/mail\"}", "enroll ClientCertificateInstall/My/System/mail"),
        (
            "{\"hostedInstall\":{\"_0\":{\"address\":\"https://apps.example.test/a\",\"family\":\"Contoso.App\"}}}",
            "hostedInstall address https://apps.example.test/a, family Contoso.App"
        ),
        ("{\"correlation\":\"a:b\",\"progress\":3}", "correlation a:b, progress 3"), ("no JSON", "no JSON"),
    ]

    @Test("JSON is told in its words, addresses whole", arguments: kept)
    func words(_ row: (json: String, words: String)) {
        #expect(KeyedText.words(of: row.json) == row.words)
    }

    /// A node that a server adds, and what is seen of it.
    static let added: [(csp: String, node: String, sight: String)] = [
        ("VPNv2", "./Vendor/MSFT/VPNv2/Work", "has the VPN profile Work"),
        ("VPNv2", "./User/Vendor/MSFT/VPNv2/Home", "has the VPN profile Home"),
        (
            "EMAIL2", "./Vendor/MSFT/EMAIL2/%7B55F86D0D-C8AF-4B96-A5F6-2D8A0C0BA8C2%7D",
            "has the mail account {55F86D0D-C8AF-4B96-A5F6-2D8A0C0BA8C2}"
        ),
        (
            "ActiveSync", "./Vendor/MSFT/ActiveSync/Accounts/%7B55F86D0D-C8AF-4B96-A5F6-2D8A0C0BA8C2%7D",
            "has the Exchange account {55F86D0D-C8AF-4B96-A5F6-2D8A0C0BA8C2}"
        ),
        ("EnterpriseAPN", "./Vendor/MSFT/EnterpriseAPN/Work", "has the cellular connection Work"),
    ]

    @Test("Accounts and profiles are seen by their names", arguments: added)
    func accounts(_ row: (csp: String, node: String, sight: String)) throws {
        let provider = try #require(ConfigurationServiceProvider.named(row.csp)?.provider)
        var phone = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: PhoneEnvironment.sample.now)
        #expect(provider.sights(in: phone).isEmpty)
        #expect(try phone.add(NodeURI(parsing: row.node), IncomingValue(format: "node"), .sample) == .done)
        #expect(provider.sights(in: phone) == [row.sight])
    }
}
