import SyncML
import Testing
import XML

struct MessageReaderTests {
    static let metaInt = "<Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta>"

    /// The text of a command, and what it is.
    static let commands: [(text: String, command: Command)] = [
        (
            "<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>",
            .access(AccessCommand(.get, id: "1", items: [Item(target: "./A")]))
        ),
        (
            """
            <Exec><CmdID>x-1</CmdID><Correlator> c </Correlator><Item><Target><LocURI>./A</LocURI></Target><Data/>\
            </Item></Exec>
            """,
            .access(
                AccessCommand(.exec, id: "x-1", correlator: " c ", items: [Item(target: "./A", data: .text(""))])
            )
        ),
        (
            """
            <Copy><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target><Source><LocURI>./B</LocURI></Source>\
            </Item></Copy>
            """,
            .access(AccessCommand(.copy, id: "1", items: [Item(target: "./A", source: "./B")]))
        ),
        (
            """
            <Replace><CmdID>1</CmdID>\(metaInt)<Item><Target><LocURI>./A</LocURI></Target><Data>a&amp;b</Data>\
            <MoreData/></Item><Item/></Replace>
            """,
            .access(
                AccessCommand(
                    .replace, id: "1", meta: Meta(format: .int),
                    items: [Item(target: "./A", data: .text("a&b"), hasMoreData: true), Item()]
                )
            )
        ),
        ("<Put><CmdID>1</CmdID><Item/></Put>", .unknown(UnknownCommand(name: "Put", id: "1"))),
        (
            """
            <Atomic><CmdID>1</CmdID>\(metaInt)<Sequence><CmdID>2</CmdID><Delete><CmdID>3</CmdID></Delete></Sequence>\
            <Add><CmdID>4</CmdID></Add></Atomic>
            """,
            .container(
                ContainerCommand(
                    .atomic, id: "1", meta: Meta(format: .int),
                    commands: [
                        .container(
                            ContainerCommand(.sequence, id: "2", commands: [.access(AccessCommand(.delete, id: "3"))])
                        ),
                        .access(AccessCommand(.add, id: "4")),
                    ]
                )
            )
        ),
    ]

    /// The same for what a device sends.
    static let answers: [(text: String, command: Command)] = [
        (
            """
            <Alert><CmdID>1</CmdID><Data>1226</Data><Item><Meta><Type xmlns="syncml:metinf">t</Type>\
            <Mark xmlns="syncml:metinf">critical</Mark></Meta><Data>1</Data></Item></Alert>
            """,
            .alert(
                Alert(
                    id: "1", code: .genericAlert,
                    items: [Item(meta: Meta(type: "t", others: [MetaField(.mark, "critical")]), data: .text("1"))]
                )
            )
        ),
        (
            """
            <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><TargetRef>a</TargetRef>\
            <TargetRef>b</TargetRef><SourceRef>c</SourceRef><Chal><Meta><NextNonce xmlns="syncml:metinf">bm8=\
            </NextNonce></Meta></Chal><Data>212</Data></Status>
            """,
            .status(
                Status(
                    id: "1", messageRef: "1", commandRef: "0", command: "SyncHdr", targetRefs: ["a", "b"],
                    sourceRefs: ["c"], challenge: Meta(others: [MetaField(.nextNonce, "bm8=")]), code: 212
                )
            )
        ),
        (
            """
            <Results><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef>\(metaInt)<Item><Source><LocURI>./A</LocURI>\
            </Source><Data>5</Data></Item></Results>
            """,
            .results(
                Results(
                    id: "1", messageRef: "1", commandRef: "2", meta: Meta(format: .int),
                    items: [Item(source: "./A", data: .text("5"))]
                )
            )
        ),
    ]

    @Test(arguments: commands + answers)
    func `a command is read without any leniency`(text: String, command: Command) throws {
        let reading = try read(message(text))
        #expect(reading.message == Message(header: plainHeader, commands: [command]))
        #expect(reading.tolerances == [])
    }

    @Test func `the whole header is read`() throws {
        let text = """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>4F</SessionID><MsgID>2</MsgID><Target><LocURI>t</LocURI><LocName>tn</LocName></Target>\
            <Source><LocURI>s</LocURI><LocName>sn</LocName></Source><RespURI>r</RespURI><NoResp/>\
            <Cred><Meta><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>x==</Data></Cred>\
            <Meta><MaxMsgSize xmlns="syncml:metinf">65536</MaxMsgSize></Meta></SyncHdr><SyncBody/></SyncML>
            """
        let reading = try read(text)
        let expected = Header(
            sessionID: "4F", messageID: "2", target: "t", targetName: "tn", source: "s", sourceName: "sn",
            responseURI: "r", wantsNoResponse: true,
            credential: Credential(meta: Meta(type: "syncml:auth-md5"), data: "x=="),
            meta: Meta(others: [MetaField(.maxMsgSize, "65536")])
        )
        #expect(reading.message == Message(header: expected, isFinal: false))
        #expect(reading.tolerances.map(\.kind) == [.unusedElement, .missingFinal])
    }

    @Test func `places are those of the commands in pre-order`() throws {
        let text = message("\n<Atomic>\n <Add/><Put/>\n</Atomic>  <Get/>\n")
        let places = try read(text).places.map(\.description)
        #expect(places == ["line 2, column 1", "line 3, column 2", "line 3, column 8", "line 4, column 12"])
    }

    @Test(arguments: ["", "x", "99999", "-1", "4294967496", " 200 ", "2 0"])
    func `a code that is no number is nil and never a trap`(text: String) throws {
        let commands = "<Alert><CmdID>1</CmdID><Data>\(text)</Data></Alert>"
        let reading = try read(message(commands))
        let code: AlertCode? = text == " 200 " ? 200 : nil
        #expect(reading.message.commands == [.alert(Alert(id: "1", code: code))])
        #expect(reading.tolerances.map(\.kind) == (code == nil ? [.codeIsNoNumber] : []))
    }

    @Test(arguments: [
        ("<x/>", "<x/>"), (" <x a='1'>\r\n é&lt;</x> ", " <x a='1'>\r\n é&lt;</x> "), ("a<b/>c", "a<b/>c"),
        ("<x><![CDATA[</Data>]]></x><y/>", "<x><![CDATA[</Data>]]></x><y/>"),
        ("<Item><Data>1</Data></Item>", "<Item><Data>1</Data></Item>"), ("<!-- c --><p:x/>", "<!-- c --><p:x/>"),
    ])
    func `elements inside Data are kept as they stand`(content: String, expected: String) throws {
        let reading = try read(message("<Add><CmdID>1</CmdID><Item><Data>\(content)</Data></Item></Add>"))
        let command = Command.access(AccessCommand(.add, id: "1", items: [Item(data: .markup(expected))]))
        #expect(reading.message.commands == [command])
        #expect(reading.tolerances.contains { $0.kind == .markupInData })
    }

    @Test func `one reader reads message after message`() throws {
        let reader = MessageReader()
        let good = Array(message("<Get><CmdID>1</CmdID></Get>").utf8)
        let expected = try reader.read(good)
        let bad = [
            "<SyncML><SyncBody><Atomic><Add><Item><Data>", "<x/>", "", "<SyncML/>",
            "<SyncML><SyncBody><Add><CmdID>7</CmdID><Item><Meta><Type>",
        ]
        for text in bad {
            #expect(throws: SyncMLError.self) { try reader.read(Array(text.utf8)) }
            #expect(try reader.read(good) == expected)
        }
    }
}
