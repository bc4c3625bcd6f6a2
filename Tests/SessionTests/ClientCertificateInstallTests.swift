import Certificates
import ManagementTree
import Notation
import SCEP
import SimulatedPhone
import Testing

/// ClientCertificateInstall/SCEP: certificates that the phone fetches (csp.md 12.1).
@Suite("ClientCertificateInstall by SCEP")
struct ClientCertificateInstallTests {
    private typealias S = Stimulus

    private static let below = "Vendor/MSFT/ClientCertificateInstall/SCEP/Mail"
    private static let node = "./User/\(below)"
    private static let url = "https://ca.contoso.example/scep"

    /// What a server sends: all settings, and Enroll as the last command.
    /// - Parameter changed: other values; nil leaves a setting out.
    private static func order(_ changed: [(String, String?)] = [], at node: String = node) throws -> String {
        var settings: [(name: String, value: String?)] = [
            ("ServerURL", url), ("Challenge", "secret"), ("EKUMapping", "1.3.6.1.5.5.7.3.2"), ("KeyUsage", "160"),
            ("SubjectName", "CN=adele"), ("RetryCount", "1"), ("RetryDelay", "2"), ("KeyLength", "2048"),
            ("HashAlgorithm", "SHA-2"), ("CAThumbprint", try SCEPServer.authority.get().certificate.thumbprint),
        ]
        for (name, value) in changed {
            settings.removeAll { $0.name == name }
            settings.append((name, value))
        }
        let numbers = ["KeyUsage", "RetryCount", "RetryDelay", "KeyLength", "KeyProtection"]
        var commands = [S.add("2", node, "node")]
        for (number, setting) in settings.enumerated() {
            guard let value = setting.value else { continue }
            commands.append(
                S.add(
                    "\(number + 3)", "\(node)/Install/\(setting.name)",
                    numbers.contains(setting.name) ? "int" : "chr", value))
        }
        return S.command("Atomic", "1", commands + [S.exec("30", node + "/Install/Enroll")])
    }

    private static func ordered(_ changed: [(String, String?)] = [], at node: String = node) throws -> Exchange {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        let statuses = try exchange.send(try order(changed, at: node))
        #expect(statuses.first == "S(1)=200" && statuses.last == "S(30)=202")
        return exchange
    }

    /// Status, ErrorCode and RespondentServerUrl.
    private static func result(_ exchange: inout Exchange, at node: String = node) throws -> [String?] {
        try ["Status", "ErrorCode", "RespondentServerUrl"].map { try exchange.value(of: "\(node)/\($0)") }
    }

    @Test(
        "Enroll: 202; then Status 1, the certificate in the store of its scope, and an alert that begins a session",
        arguments: [
            ("./User", CertificateStore.Location.user), ("./Device", .system), (".", .system),
        ])
    func success(_ prefix: String, _ location: CertificateStore.Location) throws {
        let node = "\(prefix)/\(Self.below)"
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        _ = try exchange.send(S.add("1", node, "node"))
        #expect(try Self.result(&exchange, at: node) == ["32", nil, ""])
        exchange = try Self.ordered(at: node)
        #expect(try Self.result(&exchange, at: node) == ["2", "0", ""])
        #expect(try exchange.value(of: node + "/CertThumbprint") == nil)
        #expect(try exchange.value(of: node + "/Install/Challenge") == nil)
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(server.challenges == ["secret"])
        #expect(try Self.result(&exchange, at: node) == ["1", "0", Self.url])
        let thumbprint = try #require(try exchange.value(of: node + "/CertThumbprint"))
        let entry = try #require(exchange.phone.certificates.entry(thumbprint, in: location))
        let key = try SCEPServer.keys.get()[1]
        #expect(entry.privateKey == key.der)
        let store = "./Vendor/MSFT/CertificateStore/My/\(location == .user ? "User" : "System")"
        #expect(try exchange.value(of: "\(store)/\(thumbprint)/IssuedTo") == "CN=adele")
        let alert = exchange.phone.outbox.entries.map(\.alert)
        #expect(alert.map(\.source) == [node] && alert.map(\.data) == ["0"])
        #expect(alert.first?.type == "Reversed-Domain-Name:com.microsoft.mdm.SCEPCertificateInstall.result")
        #expect(exchange.phone.outbox.wantsSession)
        exchange.environment.now = exchange.environment.now.adding(days: 101)
        #expect(try exchange.value(of: node + "/CertThumbprint") == "")
    }

    @Test("A server that refuses is told by Status 16 and an HRESULT, without a certificate and without an alert")
    func refusedByServer() throws {
        var exchange = try Self.ordered()
        var server = SCEPServer(decisions: [.refused(.badRequest, "no")])
        try SCEPServer.work(&exchange, &server)
        #expect(try Self.result(&exchange) == ["16", "\(Int32(bitPattern: 0x8009_4014))", Self.url])
        #expect(exchange.phone.certificates.entries.isEmpty && exchange.phone.outbox.entries.isEmpty)
        // A person who looks at the phone is told why there is none.
        let sights =
            ConfigurationServiceProvider.named("ClientCertificateInstall")?.provider.sights(in: exchange.phone) ?? []
        #expect(sights.count == 1 && sights.first?.hasPrefix("has no certificate by SCEP for 'mail': ") == true)
    }

    @Test("A server that wants time is asked RetryCount times, after RetryDelay minutes, which is told")
    func pending() throws {
        var exchange = try Self.ordered()
        var server = SCEPServer(decisions: [.pending])
        let told = try SCEPServer.work(&exchange, &server)
        #expect(told.first == "'mail': no certificate yet by SCEP, once more in 2 minutes: the server wants time")
        #expect(server.calls.last == "120 POST \(Self.url)")
        #expect(try Self.result(&exchange).first == "1")
    }

    @Test("Of several servers the next one is asked where the first cannot be, or has an error of HTTP")
    func severalServers() throws {
        let outcomes: [ErrandOutcome] = [
            .failed(ErrandFailure("nobody listens", hresult: 0x8007_2EFD, mayPass: true)),
            .answer(ErrandAnswer(status: 503)),
        ]
        for first in outcomes {
            var exchange = try Self.ordered([("ServerURL", "https://first.example/scep; \(Self.url)")])
            var server = SCEPServer()
            try SCEPServer.work(&exchange) { errand, seconds in
                if case .request(let request) = errand, request.url.hasPrefix("https://first."),
                    !request.url.hasSuffix("GetCACaps") || first != outcomes[1]
                {
                    return first
                }
                return try server.run(errand, at: seconds)
            }
            #expect(try Self.result(&exchange) == ["1", "0", Self.url])
        }
    }

    @Test(
        "Without a setting that it needs, or with one that means nothing, Enroll is 500 and nothing of the Atomic stays",
        arguments: [
            [("ServerURL", nil)], [("ServerURL", ";")], [("Challenge", nil)], [("EKUMapping", nil)],
            [("KeyUsage", "64")], [("SubjectName", nil)], [("KeyLength", nil)], [("KeyLength", "1024")],
            [("HashAlgorithm", "SHA-3")], [("CAThumbprint", "00")], [("KeyProtection", "4")],
            [("KeyProtection", "4"), ("ContainerName", "x"), ("KeyLength", "4096")],
            [("KeyProtection", "4"), ("ContainerName", "x"), ("HashAlgorithm", "SHA-1")],
            [("AADKeyIdentifierList", "00000000-0000-0000-0000-000000000000")],
        ] as [[(String, String?)]])
    func refused(_ changed: [(String, String?)]) throws {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        let before = exchange.phone
        let statuses = try exchange.send(try Self.order(changed))
        #expect(statuses.first == "S(1)=507" && statuses.last == "S(30)=500")
        #expect(exchange.phone.tree == before.tree && exchange.phone.jobs.isEmpty)
        #expect(exchange.phone.memory == before.memory)
    }

    @Test(
        "A key in the TPM, in a container of Windows Hello, or with a key of Azure AD that the phone has is asked for")
    func places() throws {
        _ = try Self.ordered([("KeyProtection", "1")])
        _ = try Self.ordered([("KeyProtection", "2")])
        _ = try Self.ordered([("KeyProtection", "4"), ("ContainerName", "x")])
        let phone = try Conversation.phone()
        let id = try #require(phone.hello.keys.first?.id)
        _ = try Self.ordered([("AADKeyIdentifierList", "other; \(id.uppercased())")])
    }

    @Test("The same name in both scopes is two enrolments, and with its node each goes")
    func scopes() throws {
        var exchange = try Self.ordered()
        _ = try exchange.send(try Self.order(at: "./Device/\(Self.below)"))
        var server = SCEPServer()
        try SCEPServer.work(&exchange, &server)
        #expect(exchange.phone.certificates.entries.count == 2)
        #expect(try exchange.send(S.delete("1", Self.node)) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.map(\.location) == [.system])
        #expect(try exchange.send(S.replace("1", "./Device/\(Self.below)?prop=Name", nil, "x")) == ["S(1)=405"])
    }
}
