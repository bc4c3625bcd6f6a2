import Certificates
import ManagementTree
import Notation
import SCEP
import SimulatedPhone
import Testing

/// CertificateStore/MY/SCEP: certificates that a server has the phone fetch (csp.md 12.3, and 12.1 for what it leaves open).
@Suite("Enrolment by SCEP")
struct SCEPEnrollmentTests {
    private typealias S = Stimulus

    private static let store = "./Vendor/MSFT/CertificateStore/My"
    private static let node = store + "/SCEP/Mail"
    private static let url = "https://ca.contoso.example/scep"

    private static func settings() throws -> [(name: String, format: String, value: String)] {
        [
            ("ServerURL", "chr", url), ("Challenge", "chr", "secret"), ("EKUMapping", "chr", "1.3.6.1.5.5.7.3.2"),
            ("KeyUsage", "int", "160"), ("SubjectName", "chr", "CN=adele"), ("RetryDelay", "int", "2"),
            ("RetryCount", "int", "2"), ("KeyLength", "chr", "2048"), ("HashAlgrithm", "chr", "SHA-1+SHA-2"),
            ("CAThumbPrint", "chr", try SCEPServer.authority.get().certificate.thumbprint),
        ]
    }

    /// What a server sends: all settings, and Enroll as the last command.
    /// - Parameter changed: other values; nil leaves a setting out.
    private static func order(_ changed: [String: String?] = [:]) throws -> String {
        var commands = [S.add("2", node, "node")]
        for (number, setting) in try settings().enumerated() {
            let value: String? = changed[setting.name] ?? setting.value
            if let value {
                commands.append(S.add("\(number + 3)", "\(node)/Install/\(setting.name)", setting.format, value))
            }
        }
        return S.command("Atomic", "1", commands + [S.exec("20", node + "/Install/Enroll")])
    }

    /// A phone on which an enrolment was ordered.
    private static func ordered(_ changed: [String: String?] = [:]) throws -> Exchange {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        let statuses = try exchange.send(try order(changed))
        #expect(statuses.first == "S(1)=200" && statuses.last == "S(20)=202")
        return exchange
    }

    /// Status and ErrorCode.
    private static func result(_ exchange: inout Exchange) throws -> [String?] {
        [try exchange.value(of: node + "/Status"), try exchange.value(of: node + "/ErrorCode")]
    }

    // MARK: - Rules

    @Test("Enroll: 202; Status goes from 32 over 2 to 1, and the certificate stands in My/User with its key")
    func success() throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        #expect(try exchange.send(S.add("1", Self.node, "node")) == ["S(1)=200"])
        #expect(try Self.result(&exchange) == ["32", "0"])
        exchange = try Self.ordered()
        #expect(try Self.result(&exchange) == ["2", "0"])
        #expect(try exchange.send(S.get("1", Self.node + "/CertThumbPrint")) == ["S(1)=404"])
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(
            server.calls == [
                "0 GET \(Self.url)", "0 GET \(Self.url)", "0 a key of 2048 bits", "0 POST \(Self.url)",
            ])
        #expect(server.challenges == ["secret"])
        #expect(try Self.result(&exchange) == ["1", "0"])
        let thumbprint = try #require(try exchange.value(of: Self.node + "/CertThumbPrint"))
        #expect(try exchange.value(of: "\(Self.store)/User/\(thumbprint)/IssuedTo") == "CN=adele")
        let entry = try #require(exchange.phone.certificates.entry(thumbprint, in: .user))
        let key = try SCEPServer.keys.get()[1]
        #expect(entry.privateKey == key.der && exchange.phone.jobs.isEmpty)
        #expect(exchange.phone.outbox.entries.isEmpty)
        exchange.environment.now = exchange.environment.now.adding(days: 101)
        #expect(try exchange.value(of: Self.node + "/CertThumbPrint") == "")
    }

    @Test("The password is gone when Enroll is accepted, and is shown nowhere; the other settings stay")
    func challenge() throws {
        var exchange = try Self.ordered()
        #expect(try exchange.send(S.get("1", Self.node + "/Install/Challenge")) == ["S(1)=404"])
        #expect(try exchange.value(of: Self.node + "/Install/SubjectName") == "CN=adele")
        #expect(!exchange.phone.jobs.map(\.order).joined().contains("secret"))
    }

    @Test("A server that wants time is asked after RetryDelay minutes, RetryCount times")
    func pending() throws {
        var exchange = try Self.ordered()
        var server = SCEPServer(decisions: [.pending, .pending])
        try SCEPServer.work(&exchange, &server)
        #expect(server.calls.suffix(3) == ["0 POST \(Self.url)", "120 POST \(Self.url)", "240 POST \(Self.url)"])
        #expect(try Self.result(&exchange) == ["1", "0"])
        exchange = try Self.ordered()
        server = SCEPServer(decisions: [.pending, .pending, .pending])
        try SCEPServer.work(&exchange, &server)
        #expect(try Self.result(&exchange) == ["16", "-2147023436"])
        exchange = try Self.ordered(["RetryCount": "0"])
        server = SCEPServer(decisions: [.pending])
        try SCEPServer.work(&exchange, &server)
        #expect(try Self.result(&exchange) == ["16", "-2147023436"])
    }

    /// The outcome of the first errand, or the decision of the server, and the number that ErrorCode shows.
    @Test("What fails is told by Status 16 and an HRESULT, and leaves no certificate")
    func failures() throws {
        let outcomes: [(ErrandOutcome, UInt32)] = [
            (.failed(ErrandFailure("no name", hresult: 0x8007_2EE7)), 0x8007_2EE7),
            (.failed(ErrandFailure("no number")), 0x8000_4005),
        ]
        for (outcome, number) in outcomes {
            var exchange = try Self.ordered()
            try SCEPServer.work(&exchange) { _, _ in outcome }
            #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: number))"])
        }
        let answers: [([UInt8], Int, UInt32)] = [([], 404, 0x8019_0194), (Array("<html>".utf8), 200, 0x8009_200D)]
        for (body, status, number) in answers {
            var exchange = try Self.ordered()
            try SCEPServer.work(&exchange) { _, _ in .answer(ErrandAnswer(status: status, body: body)) }
            #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: number))"])
        }
        let decisions: [(SCEPFailInfo, UInt32)] = [
            (.badAlgorithm, 0x8009_0008), (.badMessageCheck, 0x8009_0006), (.badRequest, 0x8009_4014),
            (.badTime, 0x800B_0101), (.badCertificateID, 0x8009_2004),
        ]
        for (info, number) in decisions {
            var exchange = try Self.ordered()
            let before = exchange.phone.certificates
            var server = SCEPServer(decisions: [.refused(info, "no")])
            try SCEPServer.work(&exchange, &server)
            #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: number))"])
            #expect(exchange.phone.certificates == before)
        }
        for (setting, value, number) in [
            ("CAThumbPrint", String(repeating: "AB", count: 20), 0x800B_0109 as UInt32),
            ("Challenge", "under_score", 0x8009_2021),
        ] {
            var exchange = try Self.ordered([setting: value])
            var server = SCEPServer()
            try SCEPServer.work(&exchange, &server)
            #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: number))"])
        }
    }

    @Test("A server that cannot be reached is tried again, as often as one that wants time")
    func unreachable() throws {
        var exchange = try Self.ordered()
        var times: [Int64] = []
        try SCEPServer.work(&exchange) { _, seconds in
            times.append(seconds)
            return .failed(ErrandFailure("nobody listens", hresult: 0x8007_2EFD, mayPass: true))
        }
        #expect(times == [0, 120, 240])
        #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: 0x8007_2EFD))"])
    }

    /// A setting, and what is written for it; nil for nothing.
    @Test(
        "Without a setting that it needs, or with one that means nothing, Enroll is 500 and nothing of the Atomic stays",
        arguments: [
            ("ServerURL", nil), ("ServerURL", "nowhere"), ("SubjectName", nil), ("SubjectName", "adele"),
            ("KeyUsage", nil), ("KeyUsage", "64"), ("HashAlgrithm", nil), ("HashAlgrithm", "MD5"),
            ("CAThumbPrint", nil),
            ("CAThumbPrint", "00"), ("KeyLength", "1024"), ("EKUMapping", "clientAuth"),
        ] as [(String, String?)])
    func refused(_ setting: String, _ value: String?) throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        let before = exchange.phone
        let statuses = try exchange.send(try Self.order([setting: value]))
        #expect(statuses.first == "S(1)=507" && statuses.last == "S(20)=500")
        #expect(exchange.phone.tree == before.tree && exchange.phone.jobs.isEmpty)
        #expect(exchange.phone.memory == before.memory)
    }

    @Test("With its node an enrolment goes, its certificate too; one that goes on comes to nothing")
    func deleted() throws {
        var exchange = try Self.ordered()
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(exchange.phone.certificates.entries.count == 1)
        #expect(try exchange.send(S.delete("1", Self.node)) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.isEmpty && exchange.phone.memory.values["SCEPResults"] == nil)
        exchange = try Self.ordered()
        _ = exchange.phone.advanceJobs(exchange.environment)
        #expect(try exchange.send(S.delete("1", Self.node)) == ["S(1)=200"])
        #expect(exchange.phone.memory.values["SCEP"] == nil)
        try SCEPServer.work(&exchange, &server)
        #expect(exchange.phone.jobs.isEmpty && exchange.phone.certificates.entries.isEmpty)
    }

    @Test("Enroll again begins anew: what went on comes to nothing")
    func again() throws {
        var exchange = try Self.ordered()
        _ = exchange.phone.advanceJobs(exchange.environment)
        #expect(
            try exchange.send(
                S.add("1", Self.node + "/Install/Challenge", "chr", "second")
                    + S.exec("2", Self.node + "/Install/Enroll"))
                == ["S(1)=200", "S(2)=202"])
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(server.challenges == ["second"] && exchange.phone.certificates.entries.count == 1)
    }

    @Test("With the account an enrolment ends, and what came of it goes")
    func unenrolled() throws {
        var exchange = try Self.ordered()
        _ = exchange.phone.advanceJobs(exchange.environment)
        exchange.phone.unenroll(now: Exchange.start)
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(exchange.phone.certificates == CertificateStore())
        #expect(exchange.phone.memory.values["SCEP"] == nil && exchange.phone.memory.values["SCEPResults"] == nil)
    }
}
