import Captures
import SyncML
import Testing

struct CaptureWarningTests {
    @Test func `octets that Chromium lost are told, and the answers are whole`() throws {
        let recording = try Recording.read([try Fixture.file("chromium-lossy.har")])
        let lost = recording.warnings.filter { $0.kind == .octetsLost }
        #expect(
            lost.map(\.place.description)
                == ["request of entry 1", "request of entry 2"].map { "chromium-lossy.har, \($0)" })
        #expect(recording.sessions.flatMap(\.exchanges).allSatisfy { $0.response?.outline != nil })
    }

    @Test func `a message that an event log cut at 64 KB is kept apart with what is known of it`() throws {
        let recording = try Recording.read([try Fixture.file("viewer-cut.xml")])
        #expect(recording.told == [.messageCut])
        // The same SessionID and MsgID again are another session, as the mark says.
        #expect(recording.sessions.count == 2)
        let cut = try #require(recording.sessions.last?.messages.last)
        #expect(cut.isCut && cut.sender == .server && cut.header?.messageID == "1" && cut.outline == nil)
        #expect(recording.sessions.last?.turns == [])
        #expect(recording.damage?.code == .unreadable && recording.unreadable == 1)
    }

    @Test func `a body that is shorter than its head says is cut`() throws {
        let recording = try Recording.read([try Fixture.file("http-cut.txt")])
        // The text ends there, which is told of the whole.
        #expect(recording.told == [] && recording.damage?.code == .damaged)
        #expect(recording.sessions.first?.exchanges.first?.response?.isCut == true)
        let anotherBehind = try Recording.read([
            CaptureFile(
                name: "a.txt",
                octets: try Fixture.file("http-cut.txt").octets + [0x0A] + (try Fixture.file("http.txt").octets))
        ])
        #expect(anotherBehind.told == [.messageCut] && anotherBehind.damage?.code == .unreadable)
    }

    @Test func `a body in brotli is told, with what to do`() throws {
        let recording = try Recording.read([try Fixture.file("http-brotli.txt")])
        let warning = try #require(recording.warnings.first)
        #expect(warning.kind == .unknownCoding && warning.message.contains("Accept-Encoding"))
        #expect(recording.sessions.first?.exchanges.first?.response?.content == .other("br"))
        // Whatever it says, it is not played.
        #expect(recording.damage?.code == .unreadable && recording.unreadable == 1)
    }

    @Test func `typographic quotation marks are told, and nothing is guessed`() throws {
        let quotes = try Fixture.file("quotes.xml")
        let recording = try Recording.read([try Fixture.file("http.txt"), quotes])
        #expect(recording.told == [.typographicQuotes])
        let error = try #require(#expect(throws: CaptureError.self) { try Recording.read([quotes]) })
        #expect(error.code == .unreadable && error.message.hasSuffix("put \" in their place."))
    }

    /// What is taken out of a recording of seven exchanges, and which file is told to be missing.
    @Test(arguments: [
        (["0006-server.http"], ["0006-server.http"]), (["0006-device.http"], ["0006-device.http"]),
        (["0003-device.http", "0003-server.http"], ["0003-device.http"]), (["0007-server.http"], []), ([], []),
    ])
    func `what the numbers of a recording say is missing is told`(_ out: [String], _ told: [String]) throws {
        let files = try Fixture.folder(Sample(.shipped, "record").url).filter { !out.contains($0.name) }
        let warnings = try Recording.read(folder: files).warnings.filter { $0.kind == .exchangeMissing }
        #expect(warnings.map(\.place.file) == told)
    }

    @Test func `a file of a folder that holds nothing is told and passed over`() throws {
        let recording = try Recording.read(folder: try Fixture.folder("record"))
        let skipped = recording.warnings.filter { $0.kind == .fileSkipped }
        #expect(skipped.map(\.place.file) == ["0004-server.error.txt"])
    }
}
