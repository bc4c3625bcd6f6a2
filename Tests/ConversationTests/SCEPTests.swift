import Agent
import Certificates
import Lab
import LabSupport
import ManagementTree
import Notation
import PINReset
import SimulatedPhone
import Store
import SyncML
import Testing

/// A certificate by SCEP over real sockets, from the Exec to the nodes and the session after.
@Suite("SCEP with the lab")
struct SCEPTests {
    private static let node = "./Vendor/MSFT/CertificateStore/My/SCEP/Mail"

    /// What a server queues so that the phone asks the lab for a certificate.
    static func order(
        _ lab: RunningLab, challenge: String, purposes: String = "1.3.6.1.5.5.7.3.2"
    ) throws -> LabCommand {
        func add(_ name: String, _ value: String, _ format: ValueFormat = .chr) -> LabCommand {
            .add("\(node)/Install/\(name)", value, format: format)
        }
        return .container(
            .atomic,
            [
                add("ServerURL", lab.scepURL), add("Challenge", challenge), add("KeyUsage", "160", .int),
                add("SubjectName", "CN=mail,O=Contoso"), add("EKUMapping", purposes),
                add("RetryDelay", "1", .int),
                add("HashAlgrithm", "SHA-2"),
                add("CAThumbPrint", try ParsedCertificate(der: lab.authority.certificate).thumbprint),
                .exec(node + "/Install/Enroll"),
            ])
    }

    private static func configuration(polls: Int = 0) -> LabConfiguration {
        LabConfiguration(scep: LabSCEPSettings(challenge: "secret", polls: polls))
    }

    @Test("The server orders, the phone asks, the lab signs: the certificate is there in the next session")
    func success() async throws {
        try await Conversation.with(Self.configuration()) { conversation in
            try await conversation.enroll()
            let own = try await conversation.device.thumbprint
            let entries = try await conversation.ask(try Self.order(conversation.lab, challenge: "secret"))
            #expect(entries.first?.codes == [200] + Array(repeating: 200, count: 8) + [202])
            #expect(try await conversation.value(of: Self.node + "/Status") == "1")
            let thumbprint = try #require(try await conversation.value(of: Self.node + "/CertThumbPrint"))
            let entry = try #require(await conversation.agent.phone.certificates.entry(thumbprint, in: .user))
            let certificate = try ParsedCertificate(der: entry.certificate)
            #expect(certificate.isSigned(by: try ParsedCertificate(der: conversation.lab.authority.certificate)))
            #expect(certificate.subject == "O=Contoso,CN=mail")
            #expect(try certificate.matches(SigningKey(der: try #require(entry.privateKey))))
            #expect(await conversation.details(.certificateIssued) == ["O=Contoso,CN=mail"])
            // To its own server the phone shows the certificate of its enrolment as before.
            #expect(try await conversation.device.thumbprint == own)
            try await conversation.expectGoodSession()
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test(
        "A phone is no server: a certificate for one, or for anything, is for a client",
        arguments: [
            ("1.3.6.1.5.5.7.3.1", [2]), ("1.3.6.1.5.5.7.3.1+1.3.6.1.5.5.7.3.2", [2]), ("2.5.29.37.0", [2]),
            ("1.3.6.1.5.5.7.3.4+1.3.6.1.5.5.7.3.1", [4]), ("1.3.6.1.5.5.7.3.2+1.3.6.1.5.5.7.3.4", [2, 4]),
        ] as [(String, Set<UInt8>)])
    func noServer(asked: String, given: Set<UInt8>) async throws {
        try await Conversation.with(Self.configuration()) { conversation in
            try await conversation.enroll()
            _ = try await conversation.ask(
                try Self.order(conversation.lab, challenge: "secret", purposes: asked))
            let thumbprint = try #require(try await conversation.value(of: Self.node + "/CertThumbPrint"))
            let entry = try #require(await conversation.agent.phone.certificates.entry(thumbprint, in: .user))
            // The purposes of RFC 5280 4.2.1.12 as DER, and the one for anything.
            let found = (1...4).map { UInt8($0) }.filter { last in
                entry.certificate.contains([0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, last])
            }
            #expect(Set(found) == given)
            #expect(!entry.certificate.contains([0x06, 0x04, 0x55, 0x1D, 0x25, 0x00]))
        }
    }

    @Test("Told to wait, the phone asks again in its time, while sessions go on")
    func pending() async throws {
        try await Conversation.with(Self.configuration(polls: 1)) { conversation in
            try await conversation.enroll()
            _ = try await conversation.ask(try Self.order(conversation.lab, challenge: "secret"))
            #expect(try await conversation.value(of: Self.node + "/Status") == "2")
            conversation.clock.advance(seconds: 60)
            #expect(try await conversation.value(of: Self.node + "/Status") == "1")
            #expect(await conversation.details(.certificatePending) == ["O=Contoso,CN=mail"])
            #expect(await conversation.details(.certificateIssued) == ["after a poll"])
        }
    }

    @Test("With the wrong password nothing is signed, and the nodes say so")
    func refused() async throws {
        try await Conversation.with(Self.configuration()) { conversation in
            try await conversation.enroll()
            _ = try await conversation.ask(try Self.order(conversation.lab, challenge: "guessed"))
            #expect(try await conversation.value(of: Self.node + "/Status") == "16")
            #expect(
                try await conversation.value(of: Self.node + "/ErrorCode") == "\(Int32(bitPattern: 0x8009_4014))")
            #expect(await conversation.details(.requestRefused) == ["SCEP: the challenge password is wrong"])
            let told = conversation.agent.events.recent(after: 0).filter { $0.kind == .noticed }.map {
                $0.text ?? ""
            }
            #expect(told.count == 1 && told[0].contains("it says: the challenge password is wrong"))
        }
    }

    @Test("The process ends between asking and the answer: the next one asks again, and the server signs")
    func restarted() async throws {
        try await Conversation.with(Self.configuration(polls: 1)) { conversation in
            try await conversation.enroll()
            _ = try await conversation.ask(try Self.order(conversation.lab, challenge: "secret"))
            let kept = try #require(try await conversation.store.load(try conversation.kind.blueprint))
            #expect(kept.jobs.map(\.isBegun) == [true] && kept.jobs.first?.errand != nil)
            #expect(await conversation.agent.phone.memory == kept.memory)
            // What a process that starts now would do.
            conversation.clock.advance(seconds: 60)
            var configuration = AgentConfiguration(pinResetService: .granted)
            configuration.makeKey = { kind throws(CertificateError) in try SharedKeys.next(kind) }
            let next = DeviceAgent(
                kept, store: nil, exchanges: conversation.tap, configuration: configuration, clock: conversation.clock,
                logger: Conversation.quiet)
            _ = try await next.sync()
            let phone = await next.phone
            #expect(phone.jobs.isEmpty && phone.certificates.identities.count == kept.certificates.identities.count + 1)
        }
    }
}
