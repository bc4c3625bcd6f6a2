import Captures
import Testing

/// What holds no messages says what it is, and how to get some.
struct RefusalTests {
    private func refusal(_ files: CaptureFile..., limits: CaptureLimits = CaptureLimits()) -> CaptureError? {
        do throws(CaptureError) {
            _ = try Recording.read(files, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("packets.pcap", CaptureError.Code.holdsNoMessages, "tshark"), ("packets.pcapng", .holdsNoMessages, "tshark"),
        ("events.evtx", .holdsNoMessages, "SyncML Viewer"), ("trace.etl", .holdsNoMessages, "tracerpt"),
        ("report.cab", .holdsNoMessages, "CAB"), ("report.xml", .holdsNoMessages, "MDMDiagReport"),
        ("report.zip", .holdsNoMessages, "MDMDiagReport"), ("wince.xml", .holdsNoMessages, "Windows CE"),
        ("curl-verbose.txt", .holdsNoMessages, "--trace"), ("page.html", .holdsNoMessages, "web page"),
        ("fleetctl.txt", .holdsNoMessages, "JSON"), ("other.zip", .holdsNoMessages, "unpack"),
        ("locked.saz", .encrypted, "password"), ("words.txt", .notRecognized, "give messages"),
        ("package0.bin", .holdsNoMessages, "wakes a phone"), ("list.json", .notRecognized, "give messages"),
        ("bomb.saz", .tooLarge, "more than is read"), ("paths.saz", .holdsNoMessages, "none of Fiddler's"),
        ("lying.saz", .damaged, "cannot be unpacked"),
    ])
    func `foreign files are refused with advice`(_ file: String, _ code: CaptureError.Code, _ advice: String) throws {
        let error = try #require(refusal(try Fixture.file("foreign/\(file)")))
        #expect(error.code == code && error.message.contains(advice), "\(error)")
        #expect(error.place.file == file)
    }

    @Test func `nothing at all is refused`() {
        #expect(refusal()?.code == .empty && refusal(CaptureFile(name: "a", octets: []))?.code == .empty)
    }

    @Test func `traffic of others holds no messages`() throws {
        let text =
            "GET /page HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html></html>"
        let error = try #require(refusal(Talk.file("a", text)))
        #expect(error.code == .holdsNoMessages && error.message.contains("none of its 2 messages"))
        let alone = try #require(refusal(Talk.file("a", "GET /page HTTP/1.1\r\nHost: a\r\n\r\n")))
        #expect(alone.message.hasPrefix("its only message is not"), "\(alone)")
    }

    @Test(arguments: [
        (#"{"log": {"entries": []}}"#, "HAR"), (#"[ "<SyncML></SyncML>", "<SyncML></SyncML>" ]"#, "jq -r"),
        (#"{"understudyRecording": 1, "runs": ["#, "the description of the recording is broken"),
        (
            #"<?xml version="1.0"?><policyDefinitions revision="1.0"></policyDefinitions>"#,
            "ADMXInstall/APP/Policy/NAME"
        ),
        ("<a:policyDefinitions xmlns:a='urn:a'/>", "this is an ADMX file"),
        ("<policyDefinitionResources revision='1.0'/>", "which no device gets"),
        ("<SyncML><SyncBody><![CDATA[abc\ndef", "Not well-formed XML"),
    ])
    func `what it is, and what is wrong with it, is told in a sentence`(_ text: String, _ words: String) throws {
        let error = try #require(refusal(Talk.file("a", text)))
        #expect(error.message.contains(words) && !error.message.contains("\n"), "\(error)")
    }

    @Test(arguments: [
        ("recording.json", "", 1), ("recording.json", " \n", 1), ("recording.json", "{", 1),
        ("a/recording.json", "{\n  \"understudyRec", 2), ("0001-exchange.json", "{", 1), ("0001-exchange.json", "", 1),
    ])
    func `what stands beside a recording's messages and was cut is refused, not passed over`(
        _ name: String, _ text: String, _ line: Int
    ) throws {
        let message = Talk.file("0001-device.xml", Talk.text(.device, 1))
        let error = try #require(refusal(message, Talk.file(name, text)))
        #expect(error.code == .damaged && error.place == CapturePlace(name, .line(line)), "\(error)")
        #expect(error.message.contains("is broken") && error.message.contains("take this file away"))
        // Of such a name and something else, or of another name, it is none of ours.
        #expect(refusal(message, Talk.file(name, "{\"a\": 1}")) == nil)
        #expect(refusal(message, Talk.file("other.json", text)) == nil)
    }

    @Test func `a message that cannot be read is refused with its place`() throws {
        let error = try #require(refusal(Talk.file("a.xml", "<SyncML>\n<SyncBody><Add></SyncBody></SyncML>")))
        #expect(error.code == .unreadable && error.message.contains("line 2"))
    }

    /// Of flows those that are whole are read (`CutCaptureTests`).
    @Test func `broken archives and JSON name the place of the fault`() throws {
        for (file, place) in [("fiddler.saz", "fiddler.saz"), ("browser.har", "line")] {
            var source = try Fixture.file(file)
            source.octets.removeLast(source.octets.count / 3)
            let error = try #require(refusal(source))
            #expect(error.code == .damaged && error.place.description.contains(place), "\(error)")
        }
    }

    @Test func `what would unpack to more than is read is refused`() throws {
        let limits = CaptureLimits(maximumBodyBytes: 300, maximumUnpackedBytes: 1000)
        #expect(refusal(try Fixture.file("http.txt.gz"), limits: limits)?.code == .tooLarge)
        #expect(refusal(try Fixture.file("foreign/bomb.txt.gz"), limits: limits)?.code == .tooLarge)
        #expect(refusal(try Fixture.file("fiddler.saz"), limits: limits)?.code == .tooLarge)
        #expect(refusal(try Fixture.file("http.txt"), limits: CaptureLimits(maximumFileBytes: 100))?.code == .tooLarge)
        #expect(refusal(try Fixture.file("roots.xml"), limits: CaptureLimits(maximumMessages: 3))?.code == .tooLarge)
        #expect(refusal(try Fixture.file("fiddler.saz"), limits: CaptureLimits(maximumEntries: 3))?.code == .tooLarge)
        #expect(refusal(try Fixture.file("browser.har"), limits: CaptureLimits(maximumMessages: 3))?.code == .tooLarge)
    }

    @Test func `nesting without end is refused`() {
        let json = "{\"log\": {\"entries\": " + String(repeating: "[", count: 100_000)
        #expect(refusal(Talk.file("a.har", json))?.code == .tooLarge)
        var flow: [UInt8] = Array("0:~".utf8)
        for _ in 0..<100 { flow = Array("\(flow.count):".utf8) + flow + Array("]".utf8) }
        #expect(refusal(CaptureFile(name: "a.mitm", octets: flow))?.code == .tooLarge)
    }
}
