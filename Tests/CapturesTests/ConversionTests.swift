import Captures
import SyncML
import Testing
import Wire

struct ConversionTests {
    private static let sources = [
        "http.txt", "http-coded.txt", "http-wbxml.txt", "mitmproxy.har", "fiddler.saz", "viewer.xml",
    ]

    @Test(arguments: sources, Recording.Target.allCases)
    func `what is written reads back as the same conversation`(_ file: String, _ target: Recording.Target) throws {
        let recording = try Recording.read([try Fixture.file(file)])
        let again = try Recording.read(folder: recording.files(as: target).reversed())
        #expect(again.warnings == [] && again.sessions.count == 1)
        #expect(again.sessions.first?.messages.map(\.sender) == recording.sessions.first?.messages.map(\.sender))
        #expect(again.sessions.first?.messages.map(\.octets) == recording.sessions.first?.messages.map(\.octets))
        #expect(again.sessions.first?.exchanges.count == 2)
    }

    @Test func `files are named in the order of the exchanges, enrolment first`() throws {
        let recording = try Recording.read(folder: try Fixture.folder("record"))
        let names = recording.files(as: .record).map(\.name)
        #expect(
            names == [
                "0001-device.http", "0001-server.http", "0002-device.http", "0002-server.http", "0003-device.http",
                "0003-server.http", "0004-device.http",
            ])
        #expect(recording.files(as: .messages).map(\.name).suffix(2) == ["0003-server.xml", "0004-device.xml"])
    }

    @Test func `XML becomes WBXML and comes back as the same messages`() throws {
        let recording = try Recording.read([try Fixture.file("http.txt")])
        let binary = try recording.converted(to: .wbxml)
        let message = try #require(binary.sessions.first?.messages.first)
        #expect(message.outline?.form == .wbxml && message.octets.first == 2)
        #expect(message.head?.headers["Content-Type"] == MessageForm.wbxml.mediaType)
        let text = try Recording.read(folder: binary.files(as: .record)).converted(to: .xml)
        #expect(try text.sessions.flatMap(\.messages).map { try $0.reading().message } == (try Talk.messages()))
    }

    @Test func `a message laid out for people is the same message`() throws {
        let recording = try Recording.read([try Fixture.file("http.txt")])
        let pretty = try recording.converted(to: .xml, style: .pretty)
        let octets = try #require(pretty.sessions.first?.messages.first?.octets)
        #expect(String(decoding: octets, as: UTF8.self).contains("\n  <SyncHdr>\n"))
        #expect(try pretty.sessions.flatMap(\.messages).map { try $0.reading().message } == (try Talk.messages()))
        #expect(
            try pretty.converted(to: .xml).sessions.first?.messages.first?.octets
                == recording.sessions.first?.messages.first?.octets)
    }
}
