import Certificates
import ManagementTree
import Notation
import SCEP
import SimulatedPhone
import Testing

/// ClientCertificateInstall/PFXCertInstall: certificates that come as files (csp.md 12.1).
@Suite("PFXCertInstall")
struct PFXCertInstallTests {
    private typealias S = Stimulus

    private static let below = "Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/Mail"
    private static let node = "./Device/\(below)"
    private static let file = Base64.encode(Array("a file".utf8))

    /// Opens that one file, with the password `secret`.
    private static let reader = IdentityReader { octets, password throws(CertificateError) in
        guard octets == Array("a file".utf8) else { throw CertificateError(.unreadableFile, "this is no PKCS#12") }
        guard password == "secret" else { throw CertificateError(.wrongPassword, "the password is wrong") }
        do {
            return IdentityReader.Identity(
                certificates: [try SampleCertificate.own.get(), try SampleCertificate.root.get()],
                key: try SampleCertificate.key.get())
        } catch {
            throw CertificateError(.unusableKey, "\(error)")
        }
    }

    private static func exchange() throws -> Exchange {
        var exchange = try Exchange()
        exchange.phone = try Conversation.phone()
        exchange.environment.identities = reader
        return exchange
    }

    /// What a server sends: the settings, and the file last.
    /// - Parameter changed: other values; nil leaves a setting out.
    private static func order(
        _ changed: [(name: String, value: String?)] = [], at node: String = node, file: String = file
    ) -> String {
        let formats = [
            "KeyLocation": "int", "PFXCertPasswordEncryptionType": "int", "PFXKeyExportable": "bool",
        ]
        var settings: [(name: String, value: String?)] = [("KeyLocation", "3"), ("PFXCertPassword", "secret")]
        for (name, value) in changed {
            settings.removeAll { $0.name == name }
            settings.append((name, value))
        }
        var commands = [S.add("2", node, "node")]
        for (number, setting) in settings.enumerated() {
            guard let value = setting.value else { continue }
            commands.append(S.add("\(number + 3)", "\(node)/\(setting.name)", formats[setting.name] ?? "chr", value))
        }
        return S.command("Atomic", "1", commands + [S.add("20", node + "/PFXCertBlob", "b64", file)])
    }

    private static func result(_ exchange: inout Exchange, at node: String = node) throws -> [String?] {
        [try exchange.value(of: node + "/Status"), try exchange.value(of: node + "/Thumbprint")]
    }

    @Test(
        "The file is opened when it is added: in the same message Status is 0, and the certificate is there with its key",
        arguments: [
            ("./Device", CertificateStore.Location.system), ("./User", .user), (".", .system),
        ])
    func installed(_ prefix: String, _ location: CertificateStore.Location) throws {
        var exchange = try Self.exchange()
        let node = "\(prefix)/\(Self.below)"
        let own = try SampleCertificate.own.get()
        let lines = try exchange.send(Self.order(at: node) + S.get("30", node + "/Status", node + "/Thumbprint"))
        #expect(lines.first == "S(1)=200" && lines.contains("S(20)=200"))
        #expect(lines.suffix(2) == ["R(30) \(node)/Status=0 (int)", "R(30) \(node)/Thumbprint=\(own.thumbprint)"])
        let entry = try #require(exchange.phone.certificates.entry(own.thumbprint, in: location))
        let key = try SampleCertificate.key.get()
        #expect(entry.privateKey == key.der && entry.origin == .server)
        #expect(exchange.phone.certificates.entries.count == 1)
    }

    @Test("With its node the certificate goes, and so it does with the account")
    func removed() throws {
        var exchange = try Self.exchange()
        _ = try exchange.send(Self.order())
        #expect(try exchange.send(S.delete("1", Self.node)) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.isEmpty)
        #expect(exchange.phone.memory.values["ClientCertificateInstall"] == nil)
        _ = try exchange.send(Self.order())
        exchange.phone.unenroll(now: Exchange.start)
        #expect(exchange.phone.certificates.entries.isEmpty)
        #expect(exchange.phone.memory.values["ClientCertificateInstall"] == nil)
    }

    /// What is written otherwise, the file, and what Status shows.
    @Test(
        "A file that does not open is told by Status, which an Atomic keeps; nothing is installed, and the answer says why",
        arguments: [
            ([("PFXCertPassword", "guessed")], nil, 86), ([("PFXCertPassword", nil)], nil, 86),
            ([], "QUJD", 0x8009_2002),
            ([("PFXCertPasswordEncryptionType", "1")], nil, 0x8009_2004),
            (
                [("PFXCertPasswordEncryptionType", "2"), ("PFXCertPasswordEncryptionStore", "My")], nil, 0x8009_2004
            ),
        ] as [([(String, String?)], String?, UInt32)])
    func failed(_ changed: [(String, String?)], _ file: String?, _ number: UInt32) throws {
        var exchange = try Self.exchange()
        let lines = try exchange.send(Self.order(changed.map { ($0.0, $0.1) }, file: file ?? Self.file))
        #expect(lines.first == "S(1)=200" && lines.last == "S(20)=200")
        #expect(try Self.result(&exchange) == ["\(Int32(bitPattern: number))", ""])
        #expect(exchange.phone.certificates.entries.isEmpty)
        let provider = try #require(ConfigurationServiceProvider.named("ClientCertificateInstall")?.provider)
        #expect(
            provider.sights(in: exchange.phone).first?.hasPrefix("could not install the certificate of Mail: ") == true)
        let blob = try exchange.phone.blueprint.address(Self.node + "/PFXCertBlob")
        #expect(exchange.phone.notes(on: blob).first?.rank == .effect)
    }

    @Test("Without anything that opens such files Status says so too")
    func noReader() throws {
        var exchange = try Self.exchange()
        exchange.environment.identities = .none
        _ = try exchange.send(Self.order())
        #expect(try Self.result(&exchange) == ["\(Int32(bitPattern: 0x8009_2002))", ""])
    }

    @Test(
        "Settings that are missing or do not go together are refused, and nothing of the Atomic stays",
        arguments: [
            [("KeyLocation", nil)], [("KeyLocation", "5")], [("KeyLocation", "4")],
            [("KeyLocation", "1"), ("PFXKeyExportable", "true")], [("PFXCertPasswordEncryptionType", "2")],
            [("PFXCertPasswordEncryptionType", "3")],
        ] as [[(String, String?)]])
    func refused(_ changed: [(String, String?)]) throws {
        var exchange = try Self.exchange()
        let before = exchange.phone
        let lines = try exchange.send(Self.order(changed.map { ($0.0, $0.1) }))
        #expect(lines.first == "S(1)=507" && lines.contains { $0.hasSuffix("=500") })
        #expect(exchange.phone.tree == before.tree && exchange.phone.memory == before.memory)
    }

    @Test("A key in the TPM or in a container of Windows Hello is taken, and cannot leave the phone")
    func places() throws {
        for changed in [
            [("KeyLocation", "1")], [("KeyLocation", "2")], [("KeyLocation", "4"), ("ContainerName", "x")],
        ] {
            var exchange = try Self.exchange()
            #expect(try exchange.send(Self.order(changed.map { ($0.0, $0.1) })).first == "S(1)=200")
            #expect("\(exchange.phone.effects)".contains("stays on the phone"))
            #expect(try Self.result(&exchange).first == "0")
        }
    }

    @Test("Add finds a file there already, Replace none; a Replace installs another in its place")
    func again() throws {
        var exchange = try Self.exchange()
        let blob = Self.node + "/PFXCertBlob"
        #expect(try exchange.send(S.replace("1", blob, "b64", Self.file)) == ["S(1)=404"])
        _ = try exchange.send(Self.order())
        #expect(try exchange.send(S.add("1", blob, "b64", Self.file)) == ["S(1)=418"])
        #expect(try exchange.send(S.replace("1", blob, "b64", "QUJD")) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.isEmpty)
        #expect(try exchange.send(S.replace("1", blob, "b64", Self.file)) == ["S(1)=200"])
        #expect(exchange.phone.certificates.entries.count == 1)
        let name = try exchange.send(S.replace("1", Self.node + "?prop=Name", nil, "Other"))
        #expect(name == ["S(1)=405"])
    }

    @Test("A password that is encrypted for a certificate of the phone is decrypted with its key", arguments: [1, 2])
    func encrypted(_ kind: Int) throws {
        var exchange = try Self.exchange()
        let own = try SampleCertificate.own.get()
        exchange.phone.certificates.install(
            CertificateStore.Entry(
                own, in: .user, privateKey: try SampleCertificate.key.get().der,
                origin: kind == 1 ? .enrollment : .other))
        let octets = [UInt8](repeating: 7, count: 16)
        let utf16 = "secret".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for plain in [Array("secret".utf8), utf16] {
            let sealed = try EnvelopedData.seal(plain, for: own, EnvelopedData.Secrets(key: octets, vector: octets))
            _ = try exchange.send(S.delete("1", Self.node))
            let lines = try exchange.send(
                Self.order([
                    ("PFXCertPassword", Base64.encode(sealed)), ("PFXCertPasswordEncryptionType", "\(kind)"),
                    ("PFXCertPasswordEncryptionStore", kind == 2 ? "My\\User" : nil),
                ]))
            #expect(lines.first == "S(1)=200")
            #expect(try Self.result(&exchange) == ["0", own.thumbprint])
        }
        _ = try exchange.send(S.delete("1", Self.node))
        _ = try exchange.send(
            Self.order([
                ("PFXCertPasswordEncryptionType", "\(kind)"),
                ("PFXCertPasswordEncryptionStore", kind == 2 ? "my" : nil),
            ]))
        #expect(try Self.result(&exchange).first == "\(Int32(bitPattern: 0x8009_200C))")
    }
}
