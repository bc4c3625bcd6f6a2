import Certificates
import Foundation
import Lab
import LabSupport
import Logging
import Notation
import ServerScripts
import TestSupport
import Testing
import XML

/// A phone that is enrolled with a document that somebody has, and a certificate with its key: no server was asked.
@Suite("Enrolment with a document", .serialized)
struct DocumentEnrollmentTests {
    /// What an administrator of the lab's server could hand out.
    private static func document(_ lab: RunningLab) throws -> String {
        let root = try ParsedCertificate(pem: DocumentIdentity.authority)
        return """
            <wap-provisioningdoc version="1.1"><characteristic type="CertificateStore"><characteristic type="Root">
            <characteristic type="System"><characteristic type="\(root.thumbprint)">
            <parm name="EncodedCertificate" value="\(Base64.encode(root.der))"/></characteristic></characteristic>
            </characteristic></characteristic>
            <characteristic type="APPLICATION"><parm name="APPID" value="w7"/><parm name="PROVIDER-ID" value="Handed"/>
            <parm name="ADDR" value="\(lab.managementURL)"/></characteristic>
            <characteristic type="DMClient"><characteristic type="Provider"><characteristic type="Handed">
            <parm name="UPN" value="adele@contoso.example" datatype="string"/></characteristic></characteristic>
            </characteristic></wap-provisioningdoc>
            """
    }

    /// A server whose authority has issued the certificate of the file.
    private static func withLab(_ work: @Sendable (RunningLab, Program) async throws -> Void) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let authority = try LabAuthority.read(
            certificate: DocumentIdentity.authority, key: DocumentIdentity.authorityKey)
        try await LabServer.withServer(authority: authority, logger: quiet) { lab in
            try await TemporaryFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                for (name, text) in [("phone", DocumentIdentity.pfx), ("mismatched", DocumentIdentity.mismatched)] {
                    let pfx = try #require(Base64.decode(text))
                    try Data(pfx).write(to: URL(filePath: "\(folder)/\(name).pfx"))
                }
                let mismatched = DocumentIdentity.authority + "\n" + (try SharedKeys.next(.rsa(bits: 2048)).pem)
                try mismatched.write(toFile: "\(folder)/mismatched.pem", atomically: true, encoding: .utf8)
                try "x\n".write(toFile: "\(folder)/x.txt", atomically: true, encoding: .utf8)
                try "\(DocumentIdentity.password)\n".write(
                    toFile: "\(folder)/password.txt", atomically: true, encoding: .utf8)
                let whole = try document(lab)
                let documents = [
                    "document": whole,
                    "plain": whole.replacingOccurrences(of: lab.managementURL, with: "http://mdm.example.test/dm"),
                    "port": whole.replacingOccurrences(of: lab.managementURL, with: "https://mdm.example.test:99999/"),
                ]
                for (name, text) in documents {
                    try text.write(toFile: "\(folder)/\(name).xml", atomically: true, encoding: .utf8)
                }
                try await work(lab, try Program(folder: folder))
            }
        }
    }

    private static let identity = ["--identity", "phone.pfx", "--identity-password-file", "password.txt"]

    @Test("With the document and a .pfx file alone the phone talks to the server, which knows it by its certificate")
    func withIdentity() async throws {
        try await Self.withLab { lab, program in
            let state = ["--state", "\(program.folder)/phone"]
            let enrolled = try await program.finish(
                ["enroll", "--document", "document.xml", "--no-sync", "--json"] + Self.identity + state)
            #expect(enrolled.code == 0, "\(enrolled.errors)")
            #expect(try enrolled.document()["isEnrolled"] as? Bool == true)

            let status = try await program.finish(["status", "--json"] + state).document()
            let id = try #require(status["deviceID"] as? String)
            let account = try #require(status["enrolment"] as? [String: Any])
            #expect(account["provider"] as? String == "Handed" && account["server"] as? String == lab.managementURL)
            #expect(account["user"] as? String == "adele@contoso.example")
            #expect(account["document"] as? String == "document.xml")
            #expect(account["certificate"] as? String == "certificate and key of phone.pfx")
            #expect((account["renewalObstacle"] as? String)?.contains("Renew/ServerURL") == true)

            // The server lets in only whom it has given the certificate.
            let refused = try await program.finish(["sync", "--json", "--retries", "0"] + state)
            #expect(refused.code == 77, "\(refused.errors)")
            var device = LabDevice(id: id)
            device.thumbprint = "A94D7C3DF1C9E507FFD43D21D1A55BB30BA26D62"
            try await lab.management.enroll(device)
            try await lab.management.queue(.get("./DevDetail/SwV"), for: id)
            let synced = try await program.finish(["sync", "--json"] + state)
            #expect(synced.code == 0, "\(synced.errors)")
            #expect(try await lab.management.device(id).queue.first?.codes == [200])
            let text = try await program.finish(["status"] + state)
            #expect(text.output.contains("Account taken from document.xml; certificate and key of phone.pfx"))
        }
    }

    @Test("A certificate for a key of P-256 that somebody has is as good as one of RSA")
    func curve() async throws {
        try await Self.withLab { lab, program in
            let key = try SharedKeys.next(.p256)
            let request = try CertificateRequest.make(
                commonName: "phone", deviceID: "phone", guid: "", key: key, form: .standard(.sha256))
            let certificate = try ParsedCertificate(
                der: try lab.authority.deviceCertificate(
                    for: try LabCertificateRequest(der: request), commonName: "phone", now: LabSources.system.now(),
                    days: 1))
            try "\(key.pem)\n\(certificate.pem)\n".write(
                toFile: "\(program.folder)/curve.pem", atomically: true, encoding: .utf8)
            let state = ["--state", "\(program.folder)/phone"]
            let enrolled = try await program.finish(
                ["enroll", "--document", "document.xml", "--no-sync", "--identity", "curve.pem"] + state)
            #expect(enrolled.code == 0, "\(enrolled.errors)")
            let status = try await program.finish(["status", "--json"] + state).document()
            var device = LabDevice(id: try #require(status["deviceID"] as? String))
            device.thumbprint = certificate.thumbprint
            try await lab.management.enroll(device)
            // The server lets in only whom it has given the certificate.
            let synced = try await program.finish(["sync", "--retries", "0"] + state)
            #expect(synced.code == 0, "\(synced.errors)")
        }
    }

    @Test("The password of the .pfx file comes from standard input too", arguments: [true, false])
    func passwordFromStandardInput(isRight: Bool) async throws {
        try await Self.withLab { _, program in
            let enrolled = try await program.finish(
                [
                    "enroll", "--document", "document.xml", "--no-sync", "--identity", "phone.pfx",
                    "--identity-password-file", "-", "--state", "phone",
                ], input: isRight ? "\(DocumentIdentity.password)\n" : "x\n")
            #expect(enrolled.code == (isRight ? 0 : 65), "\(enrolled.errors)")
            #expect(isRight || enrolled.errors.contains("the password is wrong"), "\(enrolled.errors)")
        }
    }

    @Test("Without a file the phone makes a key and signs its certificate itself, which this server does not take")
    func newKey() async throws {
        try await Self.withLab { lab, program in
            let state = ["--state", "\(program.folder)/phone"]
            let enrolled = try await program.finish(
                ["enroll", "--document", "document.xml", "--no-sync"] + state)
            #expect(enrolled.code == 0, "\(enrolled.errors)")
            #expect(enrolled.errors.contains("a new key, with a certificate that it has signed itself"))
            #expect(enrolled.errors.contains("not signed by CN=Document test authority"))
            let synced = try await program.finish(["sync", "--json", "--retries", "0"] + state)
            #expect(synced.code == 77, "\(synced.errors)")
        }
    }

    @Test("An authority that was named stays trusted until another is; where none was, the server is told nothing")
    func keptAuthority() async throws {
        try await Self.withLab { lab, program in
            let root =
                #/<characteristic type="CertificateStore">.*?</characteristic></characteristic>\s*</characteristic>\s*</characteristic>/#
            let bare = try Self.document(lab).replacing(root.dotMatchesNewlines(), with: "")
            #expect(!bare.contains("CertificateStore") && bare.contains("APPLICATION"))
            try bare.write(toFile: "\(program.folder)/bare.xml", atomically: true, encoding: .utf8)
            let other = try ParsedCertificate(der: Authority("Another authority").certificate).pem
            for (name, pem) in [("ca.pem", DocumentIdentity.authority), ("other.pem", other)] {
                try pem.write(toFile: "\(program.folder)/\(name)", atomically: true, encoding: .utf8)
            }
            // What is said at enrolment, and at each session after it, which ends so.
            let phones: [(enroll: [String], sessions: [(options: [String], code: Int32)])] = [
                (["--ca-file", "ca.pem"], [([], 0), (["--ca-file", "other.pem"], 69), ([], 69)]),
                (["--ca-file", "other.pem"], [([], 69), (["--ca-file", "ca.pem"], 0), ([], 0)]),
                ([], [([], 69)]),
            ]
            for (number, phone) in phones.enumerated() {
                let state = ["--state", "phone\(number)"]
                let enrolled = try await program.finish(
                    ["enroll", "--document", "bare.xml", "--no-sync"] + Self.identity + phone.enroll + state)
                #expect(enrolled.code == 0, "\(enrolled.errors)")
                let status = try await program.finish(["status", "--json"] + state).document()
                var device = LabDevice(id: try #require(status["deviceID"] as? String))
                device.thumbprint = "A94D7C3DF1C9E507FFD43D21D1A55BB30BA26D62"
                try await lab.management.enroll(device)
                for session in phone.sessions {
                    let synced = try await program.finish(["sync", "--retries", "0"] + session.options + state)
                    #expect(synced.code == session.code, "\(number) \(session): \(synced.errors)")
                }
            }
        }
    }

    @Test("A document whose certificates no TLS library takes is refused, and the phone stays as it was")
    func endlessRoot() async throws {
        try await Self.withLab { lab, program in
            let document = try EnrollmentMistake.withEndlessRoot(try Self.document(lab))
            try document.write(toFile: "\(program.folder)/endless.xml", atomically: true, encoding: .utf8)
            let state = ["--state", "\(program.folder)/phone"]
            _ = try await program.finish(["set-pin", "--pin", "27182818"] + state)
            let before = try await program.finish(["status", "--json"] + state).output
            let refused = try await program.finish(
                ["enroll", "--document", "endless.xml", "--no-sync", "--json"] + Self.identity + state)
            #expect(refused.code == 76, "\(refused.errors)")
            #expect(refused.errors.contains("With the document's certificates no session could ever begin:"))
            #expect(try refused.document()["isEnrolled"] as? Bool == false)
            #expect(try await program.finish(["status", "--json"] + state).output == before)
        }
    }

    static let wrongCalls: [(arguments: [String], code: Int32, said: String)] = [
        (["--identity", "phone.pfx"], 64, "--document"),
        (["--document", "document.xml", "--identity-password-file", "password.txt"], 64, "--identity"),
        (["--document", "document.xml", "--password", "x"], 64, "asks no server"),
        (["--document", "document.xml", "adele@contoso.example"], 64, "for renewal"),
        (["--document", "document.xml", "--key-type", "p256"] + identity, 64, "and --identity brings one"),
        (["a@b.example", "--key-type", "p256", "--csr", "windows"], 64, "leave it out, or --key-type p256"),
        (["--document", "nowhere.xml"], 65, "there is no such file"),
        (["--document", "document.xml", "--identity", "phone.pfx"], 65, "--identity-password-file"),
        (["--document", "document.xml", "--identity", "document.xml"], 65, "no PKCS#12"),
        (
            ["--document", "document.xml", "--identity", "mismatched.pfx", "--identity-password-file", "x.txt"], 65,
            "--identity mismatched.pfx: none of its certificates (CN=Another phone) is for its private key: put the key"
        ),
        (
            ["--document", "document.xml", "--identity", "mismatched.pem"], 65,
            "--identity mismatched.pem: none of its certificates (CN=Document test authority) is for its private key"
        ),
        (
            ["https://127.0.0.1:1/", "--user", "a@b.example", "--certificate", "mismatched.pem"], 65,
            "--certificate mismatched.pem: none of its certificates (CN=Document test authority) is for its private key"
        ),
        (["--document", "document.xml", "--identity", "phone.pfx", "--identity-password-file", "none"], 65, "none"),
        (["--document", "password.txt"] + identity, 65, "password.txt: "),
        (["--document", "plain.xml"] + identity, 65, "plain.xml: "),
        (["--document", "plain.xml"] + identity, 65, "or --insecure-http for a test"),
        (["--document", "port.xml"] + identity, 65, "which is no address of the web"),
    ]

    @Test("What does not go together is said", arguments: wrongCalls.indices)
    func wrongCall(index: Int) async throws {
        let (arguments, code, said) = Self.wrongCalls[index]
        try await Self.withLab { _, program in
            let ended = try await program.finish(
                ["enroll"] + arguments + ["--state", "\(program.folder)/phone", "--no-sync"])
            #expect(ended.code == code, "\(ended.errors)")
            #expect(ended.errors.contains(said), "\(ended.errors)")
        }
    }
}
