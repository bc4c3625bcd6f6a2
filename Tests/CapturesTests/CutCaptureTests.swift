import Captures
import Testing
import Wire

/// A copy that broke off: what is whole is read, and that the rest is missing is told.
struct CutCaptureTests {
    /// The forms in which messages stand one behind another.
    private static let texts = [
        "http.txt", "curl.trace", "curl-ascii.trace", "tshark-follow.txt", "go-dump.txt", "text.xml",
        "company-portal.log", "syncml-viewer.xml", "web-paste.txt",
    ]

    @Test(arguments: texts) func `a text that ends within a message is damaged, whatever the message is`(
        _ name: String
    ) throws {
        let source = try Fixture.file(Sample(.shipped, name).url)
        #expect(try Recording.read([source]).damage == nil)
        var damaged = 0
        for length in stride(from: 50, to: source.octets.count - 8, by: 41) {
            let file = CaptureFile(name: name, octets: Array(source.octets.prefix(length)))
            // One without a single message is refused.
            guard let recording = try? Recording.read([file]) else { continue }
            if let damage = recording.damage {
                damaged += 1
                #expect(damage.code == .damaged && damage.message.contains("copy the file anew"))
                continue
            }
            // Between two messages nothing is missing.
            let broken = recording.exchanges.flatMap(\.messages).filter { message in
                switch message.content {
                case .message, .enrollment: false
                // The first line of an answer may be all of it.
                case .empty: message.head?.headers.fields.isEmpty == false
                case .unreadable, .other: true
                }
            }
            #expect(broken.isEmpty, "\(length) octets of \(name): \(broken.map(\.place))")
        }
        #expect(damaged > 10, "\(name)")
    }

    /// The head of an answer, which was passed over without a word.
    @Test(arguments: [("curl.trace", 9898), ("tshark-follow.txt", 4441)])
    func `a text that ends within a head is damaged`(_ name: String, _ length: Int) throws {
        var source = try Fixture.file(Sample(.shipped, name).url)
        source.octets.removeLast(source.octets.count - length)
        let recording = try Recording.read([source])
        #expect(recording.damage?.code == .damaged && recording.messageCount > 0)
    }

    @Test func `whole captures are not damaged`() throws {
        for sample in Samples.all { #expect(try sample.recording().damage == nil, "\(sample)") }
        for name in Fixture.all where !["http-cut.txt", "viewer-cut.xml", "http-brotli.txt"].contains(name) {
            guard let recording = try? Recording.read([try Fixture.file(name)]) else { continue }
            #expect(recording.damage == nil, "\(name): \(recording.damage?.description ?? "")")
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 202 Accepted\nContent-Length: 0", false), ("HTTP/1.1 202 Accepted", false),
        ("HTTP/1.1 200 OK\nServer: example\n\n", false), ("HTTP/1.1 200 OK\nContent-Ty", true),
        ("POST /oma", true), ("HTTP/1.1 2", true), ("POST /omadm HTTP/1.1", true),
        ("HTTP/1.1 200 OK\nContent-Length: 7\n\n", true), ("HTTP/1.1 304 Not Modified\nContent-Length: 7\n\n", false),
        ("HEAD /omadm HTTP/1.1\nHost: a\n\nHTTP/1.1 200 OK\nContent-Length: 7\n\n", false),
    ])
    func `an answer without a body is whole`(_ end: String, _ isDamaged: Bool) throws {
        let body = Talk.text(.device, 1)
        let text = "POST /omadm HTTP/1.1\nContent-Length: \(body.utf8.count)\n\n\(body)\n\(end)"
        #expect((try Recording.read([Talk.file("a.txt", text)]).damage != nil) == isDamaged)
    }

    /// A request with its length, and where the answer's body begins that comes in chunks of 100 octets.
    private static func chunked() throws -> (octets: [UInt8], body: Int) {
        let messages = try Recording.read([try Fixture.file("http-wbxml.txt")]).exchanges.flatMap(\.messages)
        try #require(messages.count > 1)
        let type = "Content-Type: application/vnd.syncml.dm+wbxml\r\n"
        let request = "POST /omadm HTTP/1.1\r\n\(type)Content-Length: \(messages[0].octets.count)\r\n\r\n"
        let answer = "HTTP/1.1 200 OK\r\n\(type)Transfer-Encoding: chunked\r\n\r\n"
        var octets = Array(request.utf8) + messages[0].octets + Array(answer.utf8)
        let body = octets.count
        for start in stride(from: 0, to: messages[1].octets.count, by: 100) {
            let chunk = messages[1].octets[start...].prefix(100)
            octets += Array("\(String(chunk.count, radix: 16))\r\n".utf8)
            octets += chunk
            octets += Array("\r\n".utf8)
        }
        octets += Array("0\r\n\r\n".utf8)
        return (octets, body)
    }

    @Test func `a binary body in chunks that ends before its end is damaged, wherever that is`() throws {
        let (octets, body) = try Self.chunked()
        var whole = 0
        for length in (body + 1)...octets.count {
            let recording = try Recording.read([CaptureFile(name: "cut.txt", octets: Array(octets.prefix(length)))])
            // Of one that can be read nothing is missing but the mark of its end.
            let isWhole = recording.exchanges.first?.response?.outline != nil
            #expect((recording.damage == nil) == isWhole, "\(length - body) octets of the body")
            whole += isWhole ? 1 : 0
        }
        #expect((1...8).contains(whole))
    }

    /// Two flows, and where the first one ends.
    private static func flows() throws -> (octets: [UInt8], end: Int) {
        let octets = try Fixture.file("flows.mitm").octets
        let digits = String(decoding: octets.prefix { (0x30...0x39).contains($0) }, as: UTF8.self)
        let length = try #require(Int(digits))
        return (octets, digits.utf8.count + 1 + length + 1)
    }

    @Test func `whole flows before one that is cut are read, and the place of that is told`() throws {
        let (octets, end) = try Self.flows()
        for length in [end - 1, end, end + 1, end + 5, end + 1000, octets.count - 1, octets.count] {
            let file = CaptureFile(name: "a.mitm", octets: Array(octets.prefix(length)))
            guard length >= end else {
                let error = try #require(#expect(throws: CaptureError.self) { try Recording.read([file]) })
                #expect(error.code == .damaged && error.place == CapturePlace("a.mitm", .octet(0)))
                continue
            }
            let recording = try Recording.read([file])
            #expect(recording.messageCount == (length == octets.count ? 4 : 2), "\(length)")
            let isWhole = [end, octets.count].contains(length)
            #expect(recording.damage?.place == (isWhole ? nil : CapturePlace("a.mitm", .octet(end))), "\(length)")
            #expect(isWhole || recording.damage?.message.contains("after 1 that can be read") == true)
        }
    }

    @Test func `whole flows before one that is broken are read`() throws {
        var (octets, _) = try Self.flows()
        octets[octets.count - 1] = 0x3F
        let recording = try Recording.read([CaptureFile(name: "a.mitm", octets: octets)])
        #expect(recording.messageCount == 2 && recording.damage?.code == .damaged)
    }

    @Test func `one that ends too early and has others behind it is told as cut`() throws {
        let (octets, body) = try Self.chunked()
        let text = Array(octets.prefix(body + 150)) + [0x0A] + (try Fixture.file("http.txt").octets)
        let recording = try Recording.read([CaptureFile(name: "a.txt", octets: text)])
        #expect(recording.told == [.messageCut] && recording.damage?.code == .unreadable)
    }

    @Test func `a chunk that would be larger than anything is one that was cut`() throws {
        let (octets, body) = try Self.chunked()
        let size = try #require(octets[body...].firstIndex(of: 0x0D))
        let text = octets[..<body] + Array("FFFFFFFFFFFFFFFF".utf8) + octets[size...].prefix(80)
        let recording = try Recording.read([CaptureFile(name: "a.txt", octets: Array(text))])
        #expect(recording.damage?.code == .damaged, "\(recording.damage?.description ?? "")")
    }

    @Test func `a compressed body in chunks that ends before its end is damaged`() throws {
        let octets = try Fixture.file("http-coded.txt").octets
        let end = try #require(octets.firstRange(of: Array("\r\n0\r\n".utf8))).lowerBound
        let recording = try Recording.read([CaptureFile(name: "cut.txt", octets: Array(octets.prefix(end - 30)))])
        #expect(recording.damage?.code == .damaged && recording.told == [])
        #expect(recording.exchanges.contains { $0.response?.isCut == true })
    }

    @Test func `heads that are kept beside bodies are whole`() throws {
        let heads = Talk.file("1.headers.txt", "POST /omadm HTTP/1.1\nHost: a\nContent-Length: 700")
        let recording = try Recording.read([Talk.file("1.xml", Talk.text(.device, 1)), heads])
        #expect(recording.damage == nil)
    }

    @Test func `a long text that is read in blocks is damaged as well`() throws {
        let octets = Array((Talk.text(.device, 1) + "\n" + Talk.text(.server, 1, answers: 1).dropLast(20)).utf8)
        var stream = CaptureStream()
        var text = try #require(LongText("long.txt", beginning: octets))
        for octet in octets { try text.add([octet], to: &stream) }
        try text.finish(&stream)
        let rest = try stream.finish()
        #expect(rest.sessions.count == 1)
        #expect(stream.damage?.place == CapturePlace("long.txt", .line(2)))
    }
}
