import Agent
import Certificates
import Foundation
import Lab
import LabSupport
import ManagementTree
import Notation
import ServerScripts
import SimulatedPhone
import Store
import SyncML
import TestSupport
import Testing

/// ClientCertificateInstall over real sockets, with real files and a real authority.
@Suite("Client certificates with the lab")
struct ClientCertificateTests {
    private static let csp = "./Vendor/MSFT/ClientCertificateInstall"
    private static let scep = csp + "/SCEP/WiFi"
    private static let file = csp + "/PFXCertInstall/Mail"

    private static func order(_ lab: RunningLab, challenge: String) throws -> LabCommand {
        func add(_ name: String, _ value: String, _ format: ValueFormat = .chr) -> LabCommand {
            .add("\(scep)/Install/\(name)", value, format: format)
        }
        return .container(
            .atomic,
            [
                add("ServerURL", lab.scepURL), add("Challenge", challenge), add("KeyUsage", "160", .int),
                add("SubjectName", "CN=wifi,O=Contoso"), add("EKUMapping", "1.3.6.1.5.5.7.3.2"),
                add("KeyLength", "2048", .int), add("HashAlgorithm", "SHA-2"),
                add("CAThumbprint", try ParsedCertificate(der: lab.authority.certificate).thumbprint),
                .exec(scep + "/Install/Enroll"),
            ])
    }

    private static let configuration = LabConfiguration(scep: LabSCEPSettings(challenge: "secret"))

    @Test("SCEP: the certificate that comes holds before OpenSSL, and an alert tells the server of it")
    func scep() async throws {
        try await Conversation.with(Self.configuration) { conversation in
            try await conversation.enroll()
            let entries = try await conversation.ask(try Self.order(conversation.lab, challenge: "secret"))
            #expect(entries.first?.codes == [200] + Array(repeating: 200, count: 8) + [202])
            #expect(try await conversation.value(of: Self.scep + "/Status") == "1")
            #expect(try await conversation.value(of: Self.scep + "/RespondentServerUrl") == conversation.lab.scepURL)
            let alert = "1226 Reversed-Domain-Name:com.microsoft.mdm.SCEPCertificateInstall.result 0"
            #expect(await conversation.details(.alertReceived).contains(alert))
            let thumbprint = try #require(try await conversation.value(of: Self.scep + "/CertThumbprint"))
            let entry = try #require(await conversation.agent.phone.certificates.entry(thumbprint, in: .system))
            let certificate = try ParsedCertificate(der: entry.certificate)
            #expect(try certificate.matches(SigningKey(der: try #require(entry.privateKey))))
            if OpenSSL.isInstalled {
                #expect(
                    try await OpenSSLVerification.run(
                        certificate, authority: ParsedCertificate(der: conversation.lab.authority.certificate)) == 0)
            }
            // An alert that its server has taken is not told again.
            try await conversation.expectGoodSession()
            #expect(await conversation.details(.alertReceived).count { $0 == alert } == 1)
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test("SCEP: with the wrong password nothing is signed, and the nodes say so; no alert")
    func refused() async throws {
        try await Conversation.with(Self.configuration) { conversation in
            try await conversation.enroll()
            _ = try await conversation.ask(try Self.order(conversation.lab, challenge: "guessed"))
            #expect(try await conversation.value(of: Self.scep + "/Status") == "16")
            #expect(
                try await conversation.value(of: Self.scep + "/ErrorCode") == "\(Int32(bitPattern: 0x8009_4014))")
            #expect(await !conversation.details(.alertReceived).contains { $0.contains("SCEP") })
        }
    }

    @Test(
        "A file of PKCS#12 is really opened, with its password only, whichever program made it",
        arguments: [DocumentIdentity.pfx, DocumentIdentity.olderPFX])
    func file(_ text: String) async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            for (password, status) in [("guessed", "86"), (DocumentIdentity.password, "0")] {
                _ = try await conversation.ask(.delete(Self.file))
                let entries = try await conversation.ask(
                    .container(
                        .atomic,
                        [
                            .add(Self.file + "/KeyLocation", "3", format: .int),
                            .add(Self.file + "/PFXCertPassword", password),
                            .add(Self.file + "/PFXCertBlob", text.filter { !$0.isWhitespace }, format: .b64),
                        ]))
                #expect(entries.first?.codes == [200, 200, 200, 200])
                #expect(try await conversation.value(of: Self.file + "/Status") == status)
            }
            let thumbprint = try #require(try await conversation.value(of: Self.file + "/Thumbprint"))
            let entry = try #require(await conversation.agent.phone.certificates.entry(thumbprint, in: .system))
            let certificate = try ParsedCertificate(der: entry.certificate)
            #expect(try certificate.matches(SigningKey(der: try #require(entry.privateKey))))
            // It is there for the next process too.
            let kept = try #require(try await conversation.store.load(try conversation.kind.blueprint))
            #expect(kept.certificates.entry(thumbprint, in: .system)?.privateKey == entry.privateKey)
        }
    }
}

/// `openssl verify`.
private enum OpenSSLVerification {
    /// - Returns: 0 where the certificate holds, at a time at which both are valid.
    static func run(_ certificate: ParsedCertificate, authority: ParsedCertificate) async throws -> Int32 {
        try await TemporaryFolder.with { folder in
            for (name, text) in [("leaf", certificate.pem), ("root", authority.pem)] {
                try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name).pem"))
            }
            return try OpenSSL.run([
                "verify", "-attime", "\(max(certificate.notBefore, authority.notBefore) + 60)", "-purpose", "sslclient",
                "-CAfile", "\(folder)/root.pem", "\(folder)/leaf.pem",
            ])
        }
    }
}
