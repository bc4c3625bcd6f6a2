import Captures
import Notation
import SyncML
import Testing
import Wire

/// What `convert --redact` lets through: nothing that is a secret, in no coding; and everything else.
struct RedactionTests {
    private static func recording() throws -> Recording { try Recording.read(SecretTalk.files) }

    /// The forms in which it may be handed on.
    private static func written(_ recording: Recording) throws -> [CaptureFile] {
        let binary = try recording.converted(to: .wbxml)
        return Recording.Target.allCases.flatMap { recording.files(as: $0) + binary.files(as: $0) }
            + [CaptureFile(name: "text", octets: try recording.text(style: .pretty))]
    }

    @Test func `every secret can be found before, so that not finding it afterwards says something`() throws {
        #expect(SecretTalk.certificate.count > 300)
        let found = SecretTalk.files.map { Unfolded($0.octets) }
        for secret in SecretTalk.all { #expect(found.contains { $0.holds(secret) }, "\(secret)") }
    }

    @Test func `no secret can be found afterwards, in no coding, in no form`() throws {
        let redaction = try Self.recording().redacted()
        for file in try Self.written(redaction.recording) {
            let found = Unfolded(file.octets)
            for secret in SecretTalk.all { #expect(!found.holds(secret), "\(secret) in \(file.name)") }
        }
        for kind in [SecretKind.pin, .password, .token, .key, .certificate, .name, .identifier, .host, .network] {
            #expect(redaction.counts[kind, default: 0] > 0, "\(kind)")
        }
    }

    @Test func `what is no secret stays: ids, order, forms, statuses, versions, settings`() throws {
        let before = try Self.recording()
        let after = before.redacted().recording
        #expect(after.sessions.map(\.id) == ["7B"])
        #expect(after.outline == before.outline && after.enrollment.count == before.enrollment.count)
        let (old, new) = (try Self.messages(before), try Self.messages(after))
        #expect(old.map { $0.header?.messageID } == new.map { $0.header?.messageID })
        #expect(old.map { $0.commands.map(\.name) } == new.map { $0.commands.map(\.name) })
        #expect(old.map { $0.commands.map(\.id) } == new.map { $0.commands.map(\.id) })
        #expect(Self.codes(old) == Self.codes(new))
        #expect(Self.value(new, "./DevDetail/SwV") == "10.0.15063.297")
        #expect(Self.value(new, "./DevInfo/Mod") == "RM-1104")
        #expect(Self.value(new, "./Vendor/MSFT/DeviceLock/Provider/x/MinDevicePasswordLength") == "4")
    }

    @Test func `the same secret has the same stand-in, wherever it stands`() throws {
        let after = try Self.recording().redacted().recording
        let messages = try Self.messages(after)
        let device = try #require(messages.first?.header?.source)
        #expect(device.hasPrefix("urn:uuid:") && device.utf8.count == SecretTalk.device.utf8.count)
        #expect(Self.value(messages, "./DevInfo/DevId") == device)
        #expect(messages.dropFirst().first?.header?.target == device && after.sessions.first?.device == device)
        let pin = try #require(Self.value(messages, "./Vendor/MSFT/RemoteLock/NewPINValue"))
        let name = try #require(Self.value(messages, "./DevDetail/Ext/Microsoft/DeviceName"))
        #expect(pin.utf8.count == SecretTalk.pin.utf8.count && UInt64(pin) != nil)
        #expect(
            Self.value(messages, "./Vendor/MSFT/Said")?.hasPrefix("the new PIN of \(name) is \(pin), at 192.0.2.")
                == true)
        let addresses = messages.flatMap { Self.items($0).compactMap { $0.target ?? $0.source } }
        let network = try #require(Self.value(messages, "./Vendor/MSFT/WiFi/Profile"))
        #expect(addresses.contains("./Vendor/MSFT/WiFi/Profile/\(network)/WlanXml"))
    }

    @Test func `a certificate's stand-in is one, and its thumbprint goes with it`() throws {
        let after = try Self.recording().redacted().recording
        let messages = try Self.messages(after)
        let item = try #require(
            messages.flatMap(Self.items).first { $0.target?.hasSuffix("/EncodedCertificate") == true })
        let names = try #require(item.target?.split(separator: "/").map(String.init))
        let octets = try #require(Self.decoded(item.data?.text))
        #expect(names[names.count - 2].utf8.count == 40)
        #expect(Unfolded(octets).holds("stand-in"))
    }

    @Test func `what cannot be looked into is left out and told`() throws {
        let files = [
            Talk.file("1.http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}the secret"),
            Talk.file("2.xml", Talk.text(.device, 1)),
            Talk.file("3.xml", Talk.text(.server, 1).replacing("<Final/>", with: "<Get><secret")),
        ]
        let redaction = try Recording.read(files).redacted()
        #expect(redaction.leftOut.map(\.place.file) == ["1.http", "3.xml"], "\(redaction.leftOut)")
        for file in redaction.recording.files(as: .har) { #expect(!Unfolded(file.octets).holds("secret")) }
        #expect(redaction.recording.outline == [["device 1"]])
    }

    @Test func `a value that comes in pieces keeps its length and nothing else`() throws {
        func piece(_ number: Int, _ data: String, _ rest: String) -> String {
            Talk.text(.server, number).replacing(
                "<Final/>",
                with: "<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Blob</LocURI></Target><Meta>"
                    + "<Size xmlns=\"syncml:metinf\">22</Size></Meta><Data>\(data)</Data>\(rest)</Item></Replace>")
        }
        let files = [
            Talk.file("1.xml", piece(1, "<![CDATA[<a>the sec]]>", "<MoreData/>")),
            Talk.file("2.xml", piece(2, "ret of us</a>".replacing("<", with: "&lt;"), "")),
            Talk.file("3.xml", piece(3, "no piece of anything!!", "")),
        ]
        let redaction = try Recording.read(files).redacted()
        let values = try redaction.recording.sessions.flatMap(\.messages).map {
            try Self.items($0.reading().message).first?.data?.text
        }
        #expect(values == ["AAAAAAAAAA", "AAAAAAAAAAAAA", "no piece of anything!!"])
        #expect(redaction.leftOut.count == 2)
    }

    @Test func `a capture without secrets stays as it is`() throws {
        let before = try Recording.read([try Fixture.file("http.txt")])
        let redaction = before.redacted()
        // The conversation of the fixtures has the id of a device and its name.
        #expect(redaction.counts == [.identifier: 1, .name: 1])
        #expect(redaction.leftOut == [] && redaction.recording.outline == before.outline)
        let heads = redaction.recording.sessions.flatMap(\.messages).map { $0.head?.start }
        #expect(heads == before.sessions.flatMap(\.messages).map { $0.head?.start })
    }

    /// A node and its value, as XML has it; what of it must go, and what must stay.
    @Test(arguments: [
        ("VPNv2/work/L2tpPsk", "Tun-nel7", "Tun-nel7", "-"),
        (
            "Some", "&lt;VPNProfile&gt;&lt;L2tpPsk&gt;Tun-nel7&lt;/L2tpPsk&gt;&lt;/VPNProfile&gt;", "Tun-nel7",
            "<L2tpPsk>"
        ),
        ("RemoteFind/Location/Latitude", "47.6062", "47.6062", "."),
        ("RemoteFind/Location/Longitude", "-122.3321", "122.3321", "-"),
        ("DevDetail/Ext/DeviceHardwareData", "T0EwAQEAHAAAAAoAJgCqPgAA", "T0EwAQEAHAAAAAoAJgCqPgAA", "X"),
        ("Some", "key TR3WX-7BCDF-2GHJK-4MPQR-8TVWX here", "7BCDF", " here"),
        ("Office/Install", "&lt;Property Name=\"PIDKEY\" Value=\"TR3WX7BCDF2\"/&gt;", "TR3WX7", "PIDKEY"),
        (
            "Browser/HomePages", "&lt;https://intranet.acme.com/&gt;&lt;https://b.acme.com/x&gt;", "acme",
            "<https://host1.example/><https://host2.example/x>"
        ),
    ])
    func `secrets of known names and shapes go`(_ node: String, _ value: String, _ secret: String, _ part: String)
        throws
    {
        let address = "./Vendor/MSFT/\(node)"
        let body =
            "<Replace><CmdID>2</CmdID><Item><Target><LocURI>\(address)</LocURI></Target><Data>\(value)</Data></Item>"
        let message = Talk.text(.server, 1).replacing("<Final/>", with: body + "</Replace>")
        let after = try Recording.read([Talk.file("a", message)]).redacted().recording
        let items = try Self.messages(after).flatMap(Self.items)
        let clean = try #require(
            items.first { $0.target?.hasSuffix(node.split(separator: "/").last ?? "") == true }?.data?.text)
        #expect(!clean.contains(secret) && clean.contains(part), "\(clean)")
    }

    @Test(arguments: [
        ("password=Xy12!z next", "next"), ("CN=Zoe Maier, OU=Lab", "CN=name1"),
        ("https://a.b.test/c", "https://a.b.test/c"),
        ("version 10.0.15063.297 of 2026-11-29", "version 10.0.15063.297 of 2026-11-29"),
        ("http://schemas.microsoft.com/2006/11/x", "http://schemas.microsoft.com/2006/11/x"),
        ("b8456c59-1230-44c7-a4a2-99b085333e84", "b8456c59-1230-44c7-a4a2-99b085333e84"),
        // Four numbers with dots tell a version more often than a machine.
        ("http://schemas.microsoft.com/5.0.0.0/Some/x", "http://schemas.microsoft.com/5.0.0.0/Some/x"),
        ("1.0.0.0", "1.0.0.0"), ("App Version=\"1.2.3.4\"", "App Version=\"1.2.3.4\""),
        ("Contoso.App_1.2.3.4_arm__8wekyb3d8bbwe", "Contoso.App_1.2.3.4_arm__8wekyb3d8bbwe"),
        ("an Agent/1.2.3.5 at 1.2.3.4", "an Agent/1.2.3.5 at 192.0.2."), ("log_1.2.3.4", "log_192.0.2."),
    ])
    func `shapes are told from words`(_ text: String, _ part: String) throws {
        let body =
            "<Replace><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Some</LocURI></Target><Data>\(text)</Data></Item>"
        let message = Talk.text(.server, 1).replacing("<Final/>", with: body + "</Replace>")
        let after = try Recording.read([Talk.file("a", message)]).redacted().recording
        let clean = try #require(Self.value(try Self.messages(after), "./Vendor/MSFT/Some"))
        #expect(clean.contains(part) && !clean.contains("Xy12") && !clean.contains("Zoe"), "\(clean)")
    }
}

extension RedactionTests {
    private static func messages(_ recording: Recording) throws -> [Message] {
        try recording.sessions.flatMap(\.messages).map { try $0.reading().message }
    }

    private static func items(_ message: Message) -> [Item] {
        message.commands.flatMap { command -> [Item] in
            switch command {
            case .access(let access): access.items
            case .results(let results): results.items
            case .alert(let alert): alert.items
            case .container, .status, .unknown: []
            }
        }
    }

    private static func value(_ messages: [Message], _ address: String) -> String? {
        messages.flatMap(items).first { ($0.source ?? $0.target) == address && $0.data != nil }?.data?.text
    }

    private static func codes(_ messages: [Message]) -> [StatusCode?] {
        messages.flatMap(\.commands).compactMap { if case .status(let status) = $0 { status.code } else { nil } }
    }

    private static func decoded(_ text: String?) -> [UInt8]? { text.flatMap { Base64.decode($0) } }
}
