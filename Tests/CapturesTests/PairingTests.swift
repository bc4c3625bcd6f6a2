import Captures
import SyncML
import Testing

/// Which messages belong together: by session, number, and what a first status answers.
struct PairingTests {
    private func outline(_ texts: String...) throws -> [[String]] {
        try Recording.read([CaptureFile(name: "a", octets: Array(texts.joined(separator: "\n").utf8))]).outline
    }

    @Test func `two sessions that run at once are told apart`() throws {
        let found = try outline(
            Talk.text(.device, 1, session: "1"), Talk.text(.device, 1, session: "2"),
            Talk.text(.server, 1, session: "1"),
            Talk.text(.server, 1, session: "2"))
        #expect(found == [["device 1", "server 1"], ["device 1", "server 1"]])
    }

    @Test func `two devices may have the same session number`() throws {
        let found = try outline(
            Talk.text(.device, 1), Talk.text(.device, 1, device: "urn:uuid:two"), Talk.text(.server, 1),
            Talk.text(.server, 1, device: "urn:uuid:two"))
        #expect(found == [["device 1", "server 1"], ["device 1", "server 1"]])
    }

    @Test func `a number that comes again begins another session`() throws {
        let found = try outline(
            Talk.text(.device, 1), Talk.text(.server, 1, answers: 1), Talk.text(.device, 1),
            Talk.text(.server, 1, answers: 1))
        #expect(found == [["device 1", "server 1"], ["device 1", "server 1"]])
    }

    @Test func `a server that never counts its messages answers what its status says`() throws {
        let found = try outline(
            Talk.text(.device, 1), Talk.text(.server, 1, answers: 1), Talk.text(.device, 2),
            Talk.text(.server, 1, answers: 2))
        #expect(found == [["device 1", "server 1", "device 2", "server 1"]])
    }

    @Test func `messages out of order are put in the order of their numbers`() throws {
        let found = try outline(
            Talk.text(.device, 3), Talk.text(.device, 1), Talk.text(.device, 2), Talk.text(.server, 3, answers: 3),
            Talk.text(.server, 1, answers: 1), Talk.text(.server, 2, answers: 2))
        #expect(found == [["device 1", "server 1", "device 2", "server 2", "device 3", "server 3"]])
    }

    @Test func `answers that stand before what they answer find it`() throws {
        let found = try outline(
            Talk.text(.server, 1, answers: 1), Talk.text(.server, 2, answers: 2), Talk.text(.device, 1),
            Talk.text(.device, 2))
        #expect(found == [["device 1", "server 1", "device 2", "server 2"]])
    }

    @Test func `a capture of one side only is a session all the same`() throws {
        let servers = try Recording.read([
            Talk.file("s", Talk.text(.server, 1, answers: 1), Talk.text(.server, 2, answers: 2))
        ])
        #expect(servers.sessions.map(\.sides) == [.serverOnly] && servers.outline == [["server 1", "server 2"]])
        #expect(servers.sessions.first?.turns.map { $0.answer == nil } == [true, true])
        let devices = try Recording.read([Talk.file("d", Talk.text(.device, 1), Talk.text(.device, 2))])
        #expect(devices.sessions.map(\.sides) == [.deviceOnly] && devices.outline == [["device 1", "device 2"]])
        #expect(devices.sessions.first?.opening?.header?.messageID == "1" && devices.sessions.first?.turns == [])
    }

    @Test func `what the local channel was asked and what it answered belong together`() throws {
        let asked =
            "<SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get></SyncBody>"
        let answered =
            "<SyncML><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd>"
            + "<Data>200</Data></Status><Final/></SyncBody></SyncML>"
        let recording = try Recording.read([Talk.file("1.xml", asked), Talk.file("2.xml", answered)])
        #expect(recording.outline == [["server -", "device -"]])
        #expect(recording.sessions.first?.turns.first?.answer?.sender == .device)
        // Files that ask one after another are each for itself.
        #expect(try Recording.read([Talk.file("1.xml", asked), Talk.file("2.xml", asked)]).sessions.count == 2)
    }

    @Test func `what a busy device begs for is no answer, which is still to come`() throws {
        let plea =
            "<Alert><CmdID>1</CmdID><Data>1224</Data><Item><Meta><Type xmlns=\"syncml:metinf\">Reversed-Domain-Name:"
            + "com.microsoft.mdm.requestpending</Type></Meta><Data>1</Data></Item></Alert>"
        let texts = [
            Talk.text(.device, 1), Talk.text(.server, 1, answers: 1),
            Talk.text(.device, 2).replacing("<Final/>", with: plea), Talk.text(.server, 2, answers: 2),
            Talk.text(.device, 3, answers: 1), Talk.text(.server, 3, answers: 3),
        ]
        let file = CaptureFile(name: "a", octets: Array(texts.joined(separator: "\n").utf8))
        let session = try #require(try Recording.read([file]).sessions.first)
        #expect(session.turns.map { $0.server.header?.messageID } == ["1", "3"])
        #expect(session.turns.map { $0.answer?.header?.messageID } == ["3", nil])
    }
}
