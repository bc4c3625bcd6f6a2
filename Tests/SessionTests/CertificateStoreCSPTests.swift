import Certificates
import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// CertificateStore: certificates by their thumbprints, and the settings of renewal (csp.md 12.3).
@Suite("CertificateStore")
struct CertificateStoreCSPTests {
    private typealias S = Stimulus

    private static let csp = "./Vendor/MSFT/CertificateStore"
    private static let renew = csp + "/My/WSTEP/Renew"

    private static func address(_ store: String, _ certificate: ParsedCertificate) -> String {
        "\(csp)/\(store)/\(certificate.thumbprint)"
    }

    /// A phone that was enrolled with a certificate of its own.
    private static func enrolled() throws -> Exchange {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        exchange.phone.certificates.install(
            try CertificateStore.Entry(
                SampleCertificate.own.get(), in: .user, privateKey: SampleCertificate.key.get().der,
                origin: .enrollment))
        return exchange
    }

    @Test(
        "A certificate is put in by its leaf, shown by all of them, and taken out by its node",
        arguments: [
            ("Root/System", CertificateStore.Location.root), ("CA/System", .intermediate), ("ROOT", .root),
            ("CA", .intermediate), ("My/User", .user), ("My/System", .system),
        ])
    func life(_ store: String, _ location: CertificateStore.Location) throws {
        var exchange = try Exchange()
        let before = exchange.phone
        let certificate = try SampleCertificate.root.get()
        let node = Self.address(store, certificate)
        #expect(try exchange.send(S.get("1", node)) == ["S(1)=404"])
        #expect(try exchange.send(S.add("2", node + "/EncodedCertificate", "b64", certificate.text)) == ["S(2)=200"])
        #expect(exchange.phone.certificates.certificates(in: location).map(\.certificate) == [certificate.der])
        #expect(
            try exchange.send(S.get("3", node)) == [
                "S(3)=200",
                "R(3) \(node)=EncodedCertificate/IssuedBy/IssuedTo/ValidFrom/ValidTo/TemplateName (node)",
            ])
        let values = [
            "IssuedBy": "CN=Contoso Root", "IssuedTo": "CN=Contoso Root", "ValidFrom": "2017-06-01T12:00:00Z",
            "ValidTo": "2018-06-01T12:00:00Z", "TemplateName": "", "EncodedCertificate": certificate.text,
        ]
        for (leaf, value) in values { #expect(try exchange.value(of: "\(node)/\(leaf)") == value, "\(leaf)") }
        #expect(try exchange.value(of: "\(Self.csp)/\(store)")?.contains(certificate.thumbprint) == true)
        #expect(
            try exchange.send(S.add("4", node + "/EncodedCertificate", "b64", certificate.text)) == ["S(4)=418"])
        #expect(
            try exchange.send(S.replace("5", node + "/EncodedCertificate", "b64", certificate.text)) == ["S(5)=200"])
        #expect(try exchange.send(S.delete("6", node)) == ["S(6)=200"])
        #expect(try exchange.send(S.delete("7", node)) == ["S(7)=404"])
        #expect(exchange.phone == before)
    }

    @Test("A thumbprint is compared without the case of its letters, and both ways to a store show the same")
    func sameStore() throws {
        var exchange = try Exchange()
        let certificate = try SampleCertificate.root.get()
        let lower = "\(Self.csp)/Root/System/\(certificate.thumbprint.lowercased())"
        #expect(try exchange.send(S.add("1", lower + "/EncodedCertificate", "b64", certificate.text)) == ["S(1)=200"])
        #expect(try exchange.value(of: "\(Self.csp)/ROOT/\(certificate.thumbprint)/IssuedTo") == "CN=Contoso Root")
        #expect(
            try exchange.value(of: "./Vendor/MSFT/RootCATrustedCertificates/Root/\(certificate.thumbprint)/IssuedTo")
                == "CN=Contoso Root")
        #expect(
            try exchange.send(S.delete("2", "\(Self.csp)/ROOT/\(certificate.thumbprint)")) == ["S(2)=200"])
        #expect(try exchange.send(S.get("3", lower)) == ["S(3)=404"])
    }

    /// What is written, and the status: nothing of it changes the phone.
    @Test(
        "What is no certificate, or another than its address says, is refused, and so is a Replace without a node",
        arguments: ["no base64", "no certificate", "other thumbprint", "cut", "replace", "rename", "node alone"])
    func refusals(_ slip: String) throws {
        var exchange = try Exchange()
        let (certificate, other) = (try SampleCertificate.root.get(), try SampleCertificate.other.get())
        let leaf = Self.address("Root/System", certificate) + "/EncodedCertificate"
        let before = exchange.phone
        let (command, status) =
            switch slip {
            case "no base64": (S.add("1", leaf, "b64", "?"), 415)
            case "no certificate": (S.add("1", leaf, "b64", "TUlJQg=="), 500)
            case "other thumbprint": (S.add("1", leaf, "b64", other.text), 500)
            case "cut": (S.add("1", leaf, "b64", String(certificate.text.dropLast(8))), 500)
            case "replace": (S.replace("1", leaf, "b64", certificate.text), 404)
            case "rename": (S.replace("1", Self.address("Root/System", certificate) + "?prop=Name", nil, "x"), 404)
            default: (S.add("1", Self.address("Root/System", certificate), "node"), 405)
            }
        #expect(try exchange.send(command) == ["S(1)=\(status)"])
        #expect(exchange.phone == before)
    }

    @Test("An Atomic that fails puts the certificates back as well")
    func atomic() throws {
        var exchange = try Self.enrolled()
        let certificate = try SampleCertificate.root.get()
        let before = exchange.phone.certificates
        let own = Self.address("My/User", try SampleCertificate.own.get())
        #expect(
            try exchange.send(
                S.atomic(
                    "1",
                    S.add(
                        "2", Self.address("Root/System", certificate) + "/EncodedCertificate", "b64", certificate.text),
                    S.delete("3", own), S.delete("4", "\(Self.csp)/Root/System/00"))) == [
                    "S(1)=507", "S(2)=216", "S(3)=216", "S(4)=404",
                ])
        #expect(exchange.phone.certificates == before)
    }

    @Test("The certificate of the enrolment is shown; one that a server adds for the same key is the phone's own too")
    func ownCertificate() throws {
        var exchange = try Self.enrolled()
        let (own, second) = (try SampleCertificate.own.get(), try SampleCertificate.other.get())
        #expect(try exchange.value(of: Self.address("My/User", own) + "/IssuedTo") == "CN=adele@contoso.example")
        for name in ["CertThumprint", "CertThumbprint"] {
            #expect(try exchange.value(of: "\(Self.csp)/My/WSTEP/\(name)") == own.thumbprint)
        }
        #expect(
            try exchange.send(
                S.add("1", Self.address("My/User", second) + "/EncodedCertificate", "b64", second.text)) == ["S(1)=200"]
        )
        #expect(exchange.phone.certificates.identities.map(\.thumbprint) == [own.thumbprint, second.thumbprint])
        #expect(exchange.phone.certificates.enrollmentIdentity?.thumbprint == own.thumbprint)
        exchange.phone.unenroll(now: Exchange.start)
        #expect(exchange.phone.certificates == CertificateStore())
    }

    @Test("ATM-16: the settings of renewal are set in an Atomic, in both spellings and either order, and not outside")
    func renewal() throws {
        var exchange = try Self.enrolled()
        let standard = exchange.phone.enrolled?.renewal
        for name in ["RenewPeriod", "RenewalPeriod", "RetryInterval"] {
            #expect(try exchange.send(S.replace("1", "\(Self.renew)/\(name)", "int", "30")) == ["S(1)=500"])
        }
        #expect(try exchange.send(S.replace("1", Self.renew + "/ROBOSupport", "bool", "true")) == ["S(1)=500"])
        #expect(exchange.phone.enrolled?.renewal == standard)
        for (name, period, interval) in [("RenewPeriod", 60, 50), ("RenewalPeriod", 5, 3), ("RenewPeriod", 42, 7)] {
            let commands = [
                S.replace("2", Self.renew + "/ROBOSupport", "bool", "true"),
                S.replace("3", Self.renew + "/RetryInterval", "int", "\(interval)"),
                S.replace("4", "\(Self.renew)/\(name)", "int", "\(period)"),
            ]
            #expect(
                try exchange.send(S.command("Atomic", "1", commands)) == [
                    "S(1)=200", "S(2)=200", "S(3)=200", "S(4)=200",
                ])
            #expect(try exchange.value(of: Self.renew + "/RenewPeriod") == "\(period)")
            #expect(try exchange.value(of: Self.renew + "/RenewalPeriod") == "\(period)")
            #expect(exchange.phone.enrolled?.renewal.period == period)
            #expect(exchange.phone.enrolled?.renewal.retryInterval == interval)
        }
    }

    @Test(
        "Numbers outside 1 to 1000 fail, and so does an interval that is longer than the period",
        arguments: [
            ("RenewPeriod", "0", ["S(1)=507", "S(2)=500"]), ("RenewPeriod", "1001", ["S(1)=507", "S(2)=500"]),
            ("RetryInterval", "x", ["S(1)=507", "S(2)=415"]), ("RetryInterval", "43", ["S(1)=507", "S(2)=216"]),
            ("RenewPeriod", "6", ["S(1)=507", "S(2)=216"]),
        ])
    func limits(_ name: String, _ value: String, _ statuses: [String]) throws {
        var exchange = try Self.enrolled()
        let before = exchange.phone
        #expect(
            try exchange.send(S.atomic("1", S.replace("2", "\(Self.renew)/\(name)", "int", value))) == statuses)
        #expect(exchange.phone == before)
    }

    @Test("A setting that is taken away is gone, and the standard one counts")
    func defaults() throws {
        var exchange = try Self.enrolled()
        #expect(
            try exchange.send(S.atomic("1", S.delete("2", Self.renew + "/RenewPeriod"))) == ["S(1)=200", "S(2)=200"])
        #expect(try exchange.send(S.get("3", Self.renew + "/RenewPeriod")) == ["S(3)=404"])
        #expect(try exchange.send(S.add("4", Self.renew + "/ServerURL", "chr", "nowhere")) == ["S(4)=500"])
        #expect(try exchange.send(S.add("5", Self.renew + "/ServerURL", "chr", "https://a.test/x")) == ["S(5)=200"])
        #expect(try exchange.send(S.add("6", Self.renew + "/RetryAfterExpiryInterval", "int", "2")) == ["S(6)=200"])
        let renewal = exchange.phone.enrolled?.renewal
        #expect(renewal?.period == nil && renewal?.serverURL == "https://a.test/x" && renewal?.retryAfterExpiry == 2)
        #expect(try exchange.send(S.delete("7", Self.renew + "/ServerURL")) == ["S(7)=200"])
        #expect(exchange.phone.enrolled?.renewal.serverURL == nil)
    }

    @Test("What came of the last renewal can be read, and one is asked for by Exec")
    func results() throws {
        var exchange = try Self.enrolled()
        exchange.phone.enrolled?.renewal.status = .failed
        exchange.phone.enrolled?.renewal.errorCode = 0x8018_0016
        exchange.phone.enrolled?.renewal.lastTry = Exchange.start
        let values = ["Status": "3", "ErrorCode": "-2145910762", "LastRenewalAttemptTime": "2017-06-01T12:00:00Z"]
        for (name, value) in values { #expect(try exchange.value(of: "\(Self.renew)/\(name)") == value) }
        #expect(try exchange.send(S.exec("1", Self.renew + "/RenewNow")) == ["S(1)=202"])
        #expect(exchange.phone.jobs.map(\.order) == [#""MY/WSTEP/Renew/RenewNow""#])
    }

    @Test("RenewNow is a job with an errand: it ends by what comes of that, once, and with the account it does nothing")
    func renewNow() throws {
        var exchange = try Self.enrolled()
        let environment = PhoneEnvironment(now: Exchange.start)
        #expect(try exchange.send(S.exec("1", Self.renew + "/RenewNow")) == ["S(1)=202"])
        var left = exchange.phone
        let step = exchange.phone.advanceJobs(environment)
        let begun = try #require(step)
        #expect(begun.job.errand == .renewal && !begun.hasEnded && exchange.phone.nextJob == begun.job)
        #expect(exchange.phone.advanceJobs(environment) == nil)
        var refused = exchange.phone
        #expect(exchange.phone.advance(begun.job, by: .done, environment)?.hasEnded == true)
        #expect(exchange.phone.jobs.isEmpty && exchange.phone.effects.isEmpty)
        #expect(exchange.phone.advance(begun.job, by: .done, environment) == nil)
        let failure = ErrandFailure("its server refuses")
        #expect(refused.advance(begun.job, by: .failed(failure), environment)?.hasEnded == true)
        #expect(
            refused.effects == [
                .noticed(
                    csp: "CertificateStore", "the renewal that the server asked for failed: its server refuses")
            ])
        left.unenroll(now: Exchange.start)
        #expect(left.advanceJobs(environment)?.job.errand == nil)
        #expect(left.advanceJobs(environment)?.hasEnded == true && left.jobs.isEmpty)
    }

    @Test("Settings of a renewal that will never come are noted, although the tree holds none of them")
    func notes() throws {
        var exchange = try Self.enrolled()
        func notes(_ name: String) throws -> [String] {
            let node = try exchange.phone.locate(try NodeURI(parsing: "\(Self.renew)/\(name)"))
            return exchange.phone.notes(on: node.address).map(\.text)
        }
        #expect(try notes("RenewPeriod").first?.contains("EntDMID") == true)
        #expect(try notes("ServerURL").isEmpty)
        exchange.phone.setAccountValue(.chr("id"), at: ["EntDMID"])
        #expect(try notes("RenewPeriod").isEmpty)
        let own = try SampleCertificate.own.get()
        exchange.phone.certificates.remove(own.thumbprint, from: .user)
        #expect(try notes("RetryInterval").first?.contains("without a certificate") == true)
    }

    @Test("A phone without an account has nothing to renew")
    func missing() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.get("1", "\(Self.csp)/My/WSTEP")) == ["S(1)=404"])
        #expect(try exchange.send(S.exec("2", Self.renew + "/RenewNow")) == ["S(2)=404"])
    }
}
