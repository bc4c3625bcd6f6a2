import Captures
import SyncML
import Testing

/// A capture that is read piece by piece holds what it holds as a whole.
struct StreamingTests {
    /// A text with many sessions of several devices, with comments and a session's mark between.
    private static func text(sessions: Int) -> String {
        var lines = ["\u{FEFF}what somebody saved"]
        for number in 1...sessions {
            let (session, device) = ("\(number)", "urn:uuid:\(number % 3)")
            lines += [
                "<!-- OmaDmSessionStart -->", Talk.text(.device, 1, session: session, device: device),
                "<!-- a comment with <SyncML> in it -->",
                Talk.text(.server, 1, session: session, answers: 1, device: device),
                Talk.text(.device, 2, session: session, answers: 1, device: device),
                Talk.text(.server, 2, session: session, answers: 2, device: device), "",
            ]
        }
        return lines.joined(separator: "\r\n")
    }

    private static func sessions(_ octets: [UInt8], block: Int) throws -> (sessions: [RecordedSession], most: Int) {
        var stream = CaptureStream(window: SessionWindow(messages: 20))
        var text = try #require(LongText("long.txt", beginning: Array(octets.prefix(LongText.beginning))))
        var sessions: [RecordedSession] = []
        var most = 0
        for start in stride(from: 0, to: octets.count, by: block) {
            try text.add(octets[start..<min(octets.count, start + block)], to: &stream)
            let closed = stream.takeSessions()
            most = max(most, closed.count)
            sessions += closed
        }
        try text.finish(&stream)
        sessions += try stream.finish().sessions
        return (sessions, most)
    }

    @Test(arguments: [97, 1000, 65_536, 10_000_000]) func `a long text read in blocks is the same`(_ block: Int) throws
    {
        let octets = Array(Self.text(sessions: 60).utf8)
        let whole = try Recording.read([CaptureFile(name: "long.txt", octets: octets)]).sessions
        #expect(whole.count == 60 && whole.allSatisfy { $0.messages.count == 4 })
        let (sessions, most) = try Self.sessions(octets, block: block)
        #expect(sessions.map(\.id) == whole.map(\.id))
        #expect(sessions.map { $0.messages.map(\.octets) } == whole.map { $0.messages.map(\.octets) })
        #expect(
            sessions.map { $0.messages.map(\.place.description) } == whole.map { $0.messages.map(\.place.description) })
        // They come while the text is read, not all at the end.
        if block < 5000 { #expect(most < 10) }
    }

    /// Forms of which one exchange is read after another.
    @Test(arguments: ["capture.har", "fiddler.saz", "mitmproxy.flows"])
    func `a large file is handed out piece by piece`(_ name: String) throws {
        let file = try Fixture.file(Sample(.shipped, name).url)
        var stream = CaptureStream(window: SessionWindow(messages: 0))
        try stream.begin(file, isOnly: true)
        #expect(stream.takeSessions() == [])
        var (pieces, sessions) = (0, [RecordedSession]())
        while try stream.goOn() {
            pieces += 1
            sessions += stream.takeSessions()
        }
        let early = sessions.count
        sessions += try stream.finish().sessions
        let whole = try Recording.read([file])
        #expect(pieces >= 2 && sessions.flatMap(\.messages).count == whole.messageCount)
        if whole.sessions.count > 1 { #expect(early > 0) }
    }

    @Test func `a message that is kept as it was read is the same message`() throws {
        let octets = Array(Self.text(sessions: 3).utf8)
        let (kept, _) = try Self.sessions(octets, block: 1000)
        let whole = try Recording.read([CaptureFile(name: "long.txt", octets: octets)]).sessions
        #expect(kept == whole)
        var changed = try #require(kept.first?.messages.first)
        changed.octets = Array(Talk.text(.device, 9).utf8)
        #expect(try changed.reading().message.header?.messageID == "9")
    }

    @Test func `other forms and other encodings are to be read as a whole`() throws {
        for name in [
            "browser.har", "http.txt", "go-dump.txt", "message.wbxml", "roots-utf16.xml", "http.txt.gz", "burp.xml",
        ] {
            let octets = try Fixture.file(name).octets
            #expect(LongText(name, beginning: Array(octets.prefix(LongText.beginning))) == nil, "\(name)")
        }
        #expect(LongText("roots.xml", beginning: try Fixture.file("roots.xml").octets) != nil)
    }

    @Test func `sessions that run at once are handed out in the order in which they began`() throws {
        var stream = CaptureStream(window: SessionWindow(messages: 4))
        func add(_ sender: RecordedMessage.Sender, _ number: Int, _ session: String) throws {
            try stream.add(
                Talk.file("\(number)", Talk.text(sender, number, session: session, answers: number)), isOnly: false)
        }
        try add(.device, 1, "A")
        try add(.device, 1, "B")
        #expect(stream.takeSessions() == [])
        for number in 1...3 { try add(.server, number, "B") }
        // A has had none of its own for four messages, and may still get one.
        #expect(stream.takeSessions() == [])
        try add(.device, 2, "B")
        #expect(stream.takeSessions().map(\.id) == ["A"])
        // What comes later is a session of its own.
        try add(.server, 1, "A")
        #expect(try stream.finish().sessions.map(\.id) == ["B", "A"])
    }

    @Test func `a session that is larger than what is held open is closed`() throws {
        var stream = CaptureStream(window: SessionWindow(octets: 10_000))
        var held = 0
        for number in 1...100 {
            let file = Talk.file("\(number)", Talk.text(.server, number))
            try stream.add(file, isOnly: false)
            held += file.octets.count
            for session in stream.takeSessions() { held -= session.messages.reduce(0) { $0 + $1.octets.count } }
            #expect(held <= 10_000 + file.octets.count)
        }
    }

    @Test func `warnings and what belongs to no session are handed out once`() throws {
        var stream = CaptureStream()
        for file in CaptureFile.inOrder(try Fixture.folder("record")) { try stream.add(file, isOnly: false) }
        #expect(stream.takeWarnings().map(\.kind) == [.fileSkipped] && stream.takeWarnings() == [])
        let others = stream.takeOthers()
        let rest = try stream.finish()
        #expect(others.count + rest.others.count == 1 && rest.sessions.count == 2)
    }

    @Test func `values with a declaration of their own are read without it`() throws {
        let text =
            "<SyncML><SyncHdr/><SyncBody><Results><CmdID>4</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Item><Source>"
            + "<LocURI>./A</LocURI></Source><Data><?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Log><A/></Log></Data></Item>"
            + "</Results><Final/></SyncBody></SyncML>"
        let recording = try Recording.read([Talk.file("a.xml", text)])
        #expect(recording.told == [.declarationsLeftOut])
        let message = try #require(try recording.sessions.first?.messages.first?.reading().message)
        let items = message.commands.flatMap { command -> [Item] in
            if case .results(let results) = command { results.items } else { [] }
        }
        #expect(items.count == 1 && items.first?.data?.text.contains("<Log><A/></Log>") == true)
    }
}
