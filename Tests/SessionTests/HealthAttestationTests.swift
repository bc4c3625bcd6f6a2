import Notation
import SimulatedPhone
import Testing

/// HealthAttestation (csp.md 15.9 and section 7).
struct HealthAttestationTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/HealthAttestation"

    private static func later(_ seconds: Int64) -> PhoneEnvironment {
        PhoneEnvironment(now: Exchange.start.adding(seconds: seconds))
    }

    private static func alerts(_ phone: Phone) -> [String] {
        phone.outbox.entries.map(\.alert).map { "\($0.type) \($0.format) \($0.data) \($0.source ?? "")" }
    }

    private static func alert(_ data: Int) -> String {
        "com.microsoft.mdm:HealthAttestation.Result int \(data) \(root)/VerifyHealth"
    }

    @Test("VerifyHealth goes on after the answer: Status 0, 1 and 3, then an alert and a proof to fetch")
    func verify() throws {
        var exchange = try Exchange()
        let status = Self.root + "/Status"
        #expect(
            try exchange.send(S.exec("2", Self.root + "/VerifyHealth") + S.get("3", status))
                == ["S(2)=202", "S(3)=200", "R(3) \(status)=0 (int)"])
        let correlation = try #require(try exchange.value(of: Self.root + "/CorrelationID"))
        #expect(Int32(correlation) != nil && correlation != "0")
        _ = exchange.phone.advanceJobs(Self.later(0))
        #expect(try exchange.value(of: status) == "1")
        #expect(try exchange.value(of: Self.root + "/Certificate") ?? "" == "")
        _ = exchange.phone.advanceJobs(Self.later(5))
        #expect(try exchange.value(of: status) == "3" && Self.alerts(exchange.phone) == [Self.alert(3)])
        #expect(exchange.phone.outbox.wantsSession)
        let proof = try #require(try exchange.value(of: Self.root + "/Certificate").flatMap { Base64.decode($0) })
        let text = String(decoding: proof, as: UTF8.self)
        #expect(text.contains("<HealthCertificateValidationRequest ProtocolVersion=\"1\" xmlns="))
    }

    @Test("A proof that is at hand is good at once; ForceRetrieve has a new one made")
    func again() throws {
        var exchange = try Exchange()
        let verify = S.exec("2", Self.root + "/VerifyHealth")
        _ = try exchange.send(verify)
        for seconds in [0, 5] { _ = exchange.phone.advanceJobs(Self.later(Int64(seconds))) }
        #expect(exchange.phone.jobs.isEmpty)
        _ = try exchange.send(verify)
        while exchange.phone.advanceJobs(Self.later(5)) != nil {}
        #expect(try exchange.value(of: Self.root + "/Status") == "3" && Self.alerts(exchange.phone).count == 2)
        _ = try exchange.send(S.replace("2", Self.root + "/ForceRetrieve", "bool", "true"))
        _ = try exchange.send(verify)
        while exchange.phone.advanceJobs(Self.later(5)) != nil {}
        #expect(try exchange.value(of: Self.root + "/Status") == "1")
    }

    @Test("Without a TPM the request fails, and the alert says so")
    func withoutTPM() throws {
        var exchange = try Exchange(.changed { $0.tpm = "" })
        _ = try exchange.send(S.exec("2", Self.root + "/VerifyHealth"))
        while exchange.phone.advanceJobs(Self.later(60)) != nil {}
        while exchange.phone.advanceJobs(Self.later(120)) != nil {}
        #expect(try exchange.value(of: Self.root + "/Status") == "2" && Self.alerts(exchange.phone) == [Self.alert(2)])
    }

    @Test(
        "A nonce has 8 to 32 octets in hexadecimal digits",
        arguments: [
            ("AAAAAAAAAFFFFFFF", 200), (String(repeating: "0f", count: 32), 200), ("AAAAAAAAAFFFFF", 500),
            (String(repeating: "0f", count: 33), 500), ("AAAAAAAAAFFFFFFG", 500), ("AAAAAAAAAFFFFFFFA", 500),
        ])
    func nonce(_ text: String, _ status: Int) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("2", Self.root + "/Nonce", "chr", text)) == ["S(2)=\(status)"])
    }

    @Test("The service is Microsoft's where no other was named")
    func endpoint() throws {
        var exchange = try Exchange()
        #expect(try exchange.value(of: Self.root + "/HASEndpoint") == "has.spserv.microsoft.com")
        _ = try exchange.send(S.replace("2", Self.root + "/HASEndpoint", "chr", "dha.contoso.example"))
        #expect(try exchange.value(of: Self.root + "/HASEndpoint") == "dha.contoso.example")
    }
}
