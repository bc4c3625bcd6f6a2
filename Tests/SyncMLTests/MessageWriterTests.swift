import SyncML
import Testing
import XML

struct MessageWriterTests {
    private func write(_ message: Message, _ style: MessageWriter.Style = .wire) -> String {
        String(decoding: MessageWriter(style: style).write(message), as: UTF8.self)
    }

    @Test func `the first message of a session is written as Windows writes it`() {
        // The shape of capture 001; the values are ours.
        let message = Message(
            header: Header(sessionID: "1", messageID: "1", target: "https://mdm.example.test/s", source: "0123ABCD"),
            commands: [
                .alert(Alert(id: "2", code: .clientInitiatedManagement)),
                .alert(
                    Alert(
                        id: "3", code: .genericAlert,
                        items: [Item(meta: Meta(format: .int, type: "com.example:gone"), data: .text("1"))]
                    )
                ),
                .access(
                    AccessCommand(
                        .replace, id: "4",
                        items: [Item(source: "./DevInfo/Man", data: .text("A & B")), Item(source: "./DevInfo/Mod")]
                    )
                ),
            ]
        )
        let expected = """
            <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
            <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>https://mdm.example.test/s</LocURI></Target>\
            <Source><LocURI>0123ABCD</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>2</CmdID><Data>1201</Data>\
            </Alert><Alert><CmdID>3</CmdID><Data>1226</Data><Item><Meta><Type xmlns="syncml:metinf">com.example:gone\
            </Type><Format xmlns="syncml:metinf">int</Format></Meta><Data>1</Data></Item></Alert><Replace>\
            <CmdID>4</CmdID><Item><Source><LocURI>./DevInfo/Man</LocURI></Source><Data>A &amp; B</Data></Item>\
            <Item><Source><LocURI>./DevInfo/Mod</LocURI></Source></Item></Replace><Final/></SyncBody></SyncML>
            """
        #expect(write(message) == expected)
    }

    @Test func `a message without header is written as the local channel writes it`() {
        let message = Message(commands: [.access(AccessCommand(.get, id: "1"))])
        #expect(
            write(message) == """
                <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr/><SyncBody><Get><CmdID>1</CmdID></Get><Final/></SyncBody>\
                </SyncML>
                """
        )
        #expect(
            write(Message(version: .v1_1, isFinal: false), .pretty) == """
                <SyncML xmlns="SYNCML:SYNCML1.1">
                  <SyncHdr/>
                  <SyncBody>
                  </SyncBody>
                </SyncML>

                """
        )
    }

    @Test(arguments: [
        (Meta(format: .node, type: ""), "<Meta><Format N>node</Format><Type N/></Meta>"),
        (Meta(), "<Meta/>"), (Meta(others: [MetaField(.size, "3")]), "<Meta><Size N>3</Size></Meta>"),
    ])
    func `each child of Meta has its namespace`(meta: Meta, expected: String) {
        let item = Item(meta: meta)
        let results = Results(id: nil, messageRef: nil, commandRef: nil, items: [item])
        let text = write(Message(commands: [.results(results)]))
        let meta = expected.split(separator: " N").joined(separator: " xmlns=\"syncml:metinf\"")
        #expect(text.contains("<Results><Item>\(meta)</Item></Results>"))
    }

    @Test(arguments: [
        (ItemData.text(""), "<Data/>"), (.text("<x>"), "<Data>&lt;x&gt;</Data>"),
        (.markup("<x/>"), "<Data><x/></Data>"),
        (.bytes([]), "<Data/>"), (.bytes([0x66]), "<Data>Zg==</Data>"), (.bytes([0x66, 0x6F]), "<Data>Zm8=</Data>"),
        (.bytes([0x66, 0x6F, 0x6F]), "<Data>Zm9v</Data>"), (.bytes([0xFF, 0xFB, 0xF0, 0]), "<Data>//vwAA==</Data>"),
    ])
    func `data is written by its kind`(data: ItemData, expected: String) {
        let command = Command.access(AccessCommand(.add, id: nil, items: [Item(data: data)]))
        #expect(write(Message(commands: [command])).contains("<Add><Item>\(expected)</Item></Add>"))
    }

    @Test func `a writer that has text goes on behind it`() {
        var writer = XMLWriter()
        MessageWriter().write(Message(), into: &writer)
        let once = writer.bytes
        writer.removeAll()
        MessageWriter().write(Message(), into: &writer)
        #expect(writer.bytes == once)
    }
}
