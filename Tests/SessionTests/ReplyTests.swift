import Session
import SyncML
import Testing

/// The reply as a message: its header, its ids, its bytes.
struct ReplyTests {
    private typealias S = Stimulus

    @Test("Target and Source change places, the session stays, the MsgID counts on")
    func header() throws {
        var exchange = try Exchange()
        _ = try exchange.send(whole: S.message(S.get("2", "./DevInfo/Man"), id: 4))
        let reply = try #require(exchange.lastReply).message
        let header = try #require(reply.header)
        #expect(header.target == "https://mdm.example.test/omadm" && header.source == "urn:uuid:understudy")
        #expect(header.sessionID == "1" && header.messageID == "5")
        #expect(reply.isFinal && reply.version == .v1_2)
        #expect(reply.commands.map(\.id) == ["1", "2", "3"])
        for case .status(let status) in reply.commands { #expect(status.messageRef == "4") }
        for case .results(let results) in reply.commands { #expect(results.messageRef == "4") }
    }

    @Test(
        "A MsgID that cannot be counted on is repeated",
        arguments: ["", "x", "99999999999999999999", "9223372036854775807"])
    func oddMessageIDs(_ id: String) throws {
        let message = Message(
            header: Header(sessionID: "1", messageID: id, target: "a", source: "b"), commands: [], isFinal: true)
        let exchange = try Exchange()
        let reply = ReplyBuilder.reply(to: message, phone: exchange.phone, exchange.environment)
        #expect(reply.message.header?.messageID == id)
    }

    @Test("Bare commands are answered without a header")
    func bareCommands() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(whole: S.get("2", "./DevInfo/Man")).first == "S(0)=200")
        #expect(try #require(exchange.lastReply).message.header == nil)
    }

    @Test("An unknown mark-up version is 505 with those that are known")
    func unknownMarkup() throws {
        let message = Message(
            header: Header(verDTD: "9.9", sessionID: "1", messageID: "1", target: "a", source: "b"),
            commands: [.alert(Alert(id: "2", code: 1200))])
        let exchange = try Exchange()
        let reply = ReplyBuilder.reply(to: message, phone: exchange.phone, exchange.environment)
        #expect(Transcript.lines(of: reply.message) == ["S(0)=505 {1.2} {1.1}"])
    }

    @Test(
        "The bytes are those of a real device: one line, no declaration, metinf on each Meta child, no Cmd in Results")
    func wireForm() throws {
        var exchange = try Exchange()
        let length = "./Vendor/MSFT/Policy/Result/DeviceLock/MinDevicePasswordLength"
        _ = try exchange.send(whole: S.message(S.get("7", "./DevInfo/Man", length, "./DevInfo")))
        let bytes = Exchange.write(try #require(exchange.lastReply).message)
        let status = "<MsgRef>1</MsgRef><CmdRef>"
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
                + "<SessionID>1</SessionID><MsgID>2</MsgID>"
                + "<Target><LocURI>https://mdm.example.test/omadm</LocURI></Target>"
                + "<Source><LocURI>urn:uuid:understudy</LocURI></Source></SyncHdr><SyncBody>"
                + "<Status><CmdID>1</CmdID>\(status)0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>"
                + "<Status><CmdID>2</CmdID>\(status)7</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>"
                + "<Results><CmdID>3</CmdID>\(status)7</CmdRef>"
                + "<Item><Source><LocURI>./DevInfo/Man</LocURI></Source><Data>MicrosoftMDG</Data></Item>"
                + "<Item><Source><LocURI>\(length)</LocURI></Source>"
                + "<Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>4</Data></Item>"
                + "<Item><Source><LocURI>./DevInfo</LocURI></Source><Meta><Format xmlns=\"syncml:metinf\">node</Format>"
                + "<Type xmlns=\"syncml:metinf\"/></Meta><Data>DevId/Man/Mod/DmV/Lang</Data></Item>"
                + "</Results><Final/></SyncBody></SyncML>")
    }

    @Test(
        "Alerts of a server are answered by their code",
        arguments: [
            ("1200", "200"), ("1201", "200"), ("1222", "200"), ("1223", "200"), ("1225", "200"), ("1100", "406"),
            ("1101", "406"), ("1104", "406"), ("1224", "406"), ("1226", "406"), ("1300", "406"), ("x", "400"),
        ])
    func alerts(_ code: String, _ status: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.command("Alert", "5", [S.element("Data", code)])) == ["S(5)=\(status)"])
    }

    @Test("A command of SyncML that DM does not use is 400", arguments: ["Put", "Search", "Map", "Sync", "Move"])
    func unusedCommands(_ name: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.command(name, "5", [])) == ["S(5)=400"])
    }

    @Test("Every status that is not one of success has a reason, which is not sent")
    func reasons() throws {
        var exchange = try Exchange()
        _ = try exchange.send(S.get("2", "./No") + S.get("3", "./DevInfo/Man") + S.exec("4", "./DevInfo/Man"))
        let answer = try #require(exchange.lastReply).answer
        #expect(answer.reasons.keys.sorted() == [1, 3])
        #expect(answer.reasons[1]?.contains("./No") == true)
        #expect(!answer.isSuccess)
    }
}
