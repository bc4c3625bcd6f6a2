import Captures
import SyncML
import Testing
import Wire

struct CaptureFormTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var file: String
        var form: CaptureForm
        var told: Set<CaptureWarning.Kind>
        var hasHeads: Bool

        init(_ file: String, _ form: CaptureForm, told: Set<CaptureWarning.Kind> = [], hasHeads: Bool = true) {
            self.file = file
            self.form = form
            self.told = told
            self.hasHeads = hasHeads
        }

        var testDescription: String { file }
    }

    /// Each holds the same conversation: a device's two messages and the server's answers.
    static let cases = [
        Case("roots.xml", .text, hasHeads: false),
        Case("roots-utf16.xml", .text, hasHeads: false),
        Case("viewer.xml", .syncMLViewer, hasHeads: false),
        Case("portal.log", .companyPortal, hasHeads: false),
        Case("paste.txt", .webPaste, told: [.entitiesUndone], hasHeads: false),
        Case("http.txt", .http),
        Case("http.txt.gz", .http),
        Case("http-members.txt.gz", .http),
        Case("http-wbxml.txt", .http),
        Case("http-coded.txt", .http),
        Case("curl.trace", .curlTrace),
        Case("go-dump.txt", .goDump, told: [.bodyLaidOut]),
        Case("follow.txt", .tsharkFollow),
        Case("browser.har", .har),
        Case("mitmproxy.har", .har),
        Case("ngrok.json", .ngrok),
        Case("fiddler.saz", .saz, told: [.tunnelSkipped]),
        Case("flows.mitm", .mitmproxy),
        Case("flows-wbxml.mitm", .mitmproxy),
        Case("flows-old.mitm", .mitmproxy),
        Case("flows-later.mitm", .mitmproxy, told: [.laterFormat]),
        Case("burp.xml", .burp),
    ]

    @Test(arguments: cases) func `each form holds the same conversation`(_ form: Case) throws {
        let recording = try Recording.read([try Fixture.file(form.file)])
        #expect(recording.forms == [form.form])
        #expect(recording.told == form.told, "\(recording.warnings)")
        let session = try #require(recording.sessions.first)
        #expect(recording.sessions.count == 1)
        #expect(session.id == "5" && session.sides == .both && session.exchanges.count == 2)
        #expect(session.device == "urn:uuid:0B5E2C1A-7A41-4C58-9D0E-3F1B2A4C6D8E")
        #expect(session.messages.map(\.sender) == [.device, .server, .device, .server])
        #expect(try session.messages.map { try $0.reading().message } == (try Talk.messages()))
        for message in session.messages { #expect((message.head != nil) == form.hasHeads) }
    }

    @Test func `a trace of curl as text holds what is printable`() throws {
        let recording = try Recording.read([try Fixture.file("curl-ascii.trace")])
        #expect(recording.forms == [.curlTrace] && recording.warnings == [])
        #expect(recording.outline == [["device 1", "server 1", "device 2", "server 2"]])
        let bodies = try Talk.names.map { try Fixture.file("conversation/\($0)").octets }
        #expect(recording.sessions.first?.messages.first?.octets == bodies.first)
        #expect(recording.sessions.first?.messages.last?.octets == bodies.last)
    }

    @Test func `heads say who was called and how it went`() throws {
        for file in ["http.txt", "browser.har", "flows.mitm", "fiddler.saz"] {
            let recording = try Recording.read([try Fixture.file(file)])
            let exchange = try #require(recording.sessions.first?.exchanges.first)
            let address = file == "flows.mitm" ? "https://mdm.example/omadm" : "https://mdm.example/omadm"
            #expect(exchange.request?.head?.start == .request(method: "POST", target: address), "\(file)")
            #expect(exchange.response?.head?.start == .response(status: 200), "\(file)")
            #expect(exchange.request?.head?.headers["host"] == "mdm.example", "\(file)")
        }
    }

    @Test func `places are those that a person finds`() throws {
        let places = try ["roots.xml", "browser.har", "fiddler.saz", "flows.mitm", "conversation/MDM.svc"].map { file in
            try Recording.read([try Fixture.file(file)]).sessions.first?.messages.first?.place.description
        }
        #expect(
            places == [
                "roots.xml, line 3", "browser.har, request of entry 1", "fiddler.saz, raw/2_c.txt",
                "flows.mitm, request of flow 2", "MDM.svc",
            ])
    }

    @Test func `a message alone keeps its octets, whatever its encoding`() throws {
        for (file, form) in [("utf16.xml", MessageForm.xml), ("message.wbxml", .wbxml)] {
            let source = try Fixture.file(file)
            let recording = try Recording.read([source])
            let message = try #require(recording.sessions.first?.messages.first)
            #expect(recording.forms == [.message] && message.octets == source.octets)
            #expect(message.sender == .device && message.outline?.form == form)
        }
    }

    @Test func `commands without a message are the server's`() throws {
        for file in ["commands.xml", "request-file.txt"] {
            let recording = try Recording.read([try Fixture.file(file)])
            let message = try #require(recording.sessions.first?.messages.first)
            #expect(recording.forms == [.commands] && recording.sessions.count == 1)
            #expect(message.sender == .server && message.header == nil)
            #expect(try message.reading().message.commands.map(\.name) == ["Get", "Replace"])
        }
    }
}
