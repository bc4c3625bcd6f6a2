import SyncML
import Testing
import XML

/// Every leniency, with a text that needs it and the place where it is found.
struct ToleranceTests {
    static let get = "<Get><CmdID>1</CmdID></Get>"
    static let bare = "SyncML xmlns=\"SYNCML:SYNCML1.2\""

    static func item(_ content: String) -> String {
        message("<Add><CmdID>1</CmdID><Item>\(content)</Item></Add>")
    }

    static func meta(_ content: String) -> String { item("<Meta>\(content)</Meta>") }

    static let wrapped = """
        <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><TargetRef><LocURI>a</LocURI>\
        </TargetRef><Data>200</Data></Status>
        """

    /// A whole text, the leniencies found in it, in order.
    static let texts: [(String, [Tolerance.Kind])] = [
        ("\u{FEFF}" + message(get), [.byteOrderMark]),
        ("<?xml version='1.0' encoding='utf-16'?>" + message(get), [.wrongEncodingDeclared]),
        ("<!DOCTYPE SyncML>" + message(get), [.documentType]),
        ("<!-- c -->" + message(get) + "<!-- d -->", [.comment, .comment]),
        (message("<?p i?>" + get), [.processingInstruction]),
        (message("\n  <Get>\n<CmdID>1</CmdID></Get>\n"), [.layout]),
        (message("x" + get + "y"), [.strayText, .strayText]),
        (message(get, root: "SyncML"), [.missingRootNamespace]),
        (message(get, root: "SyncML xmlns='syncml:SYNCML1.2'"), [.foreignRootNamespace]),
        (message(get, root: "SyncML xmlns='SYNCML:SYNCML1.1'"), [.markup1_1]),
        (message(get, root: "SyncML xmlns='SYNCML:SYNCML1.0'"), [.markup1_0]),
        (message("<Get xmlns='u'><CmdID>1</CmdID></Get>"), [.foreignNamespace, .foreignNamespace]),
        (message("<x:Get><CmdID>1</CmdID></x:Get>"), [.undeclaredPrefix]),
        ("<\(bare)><SyncBody>\(get)<Final/></SyncBody></SyncML>", [.missingHeader]),
        ("<\(bare)><SyncHdr/><SyncBody>\(get)<Final/></SyncBody></SyncML>", [.emptyHeader]),
        (
            "<\(bare)><SyncHdr><MsgID>1</MsgID></SyncHdr><SyncBody>\(get)<Final/></SyncBody></SyncML>",
            [.missingVerDTD, .missingVerProto, .missingSessionID, .missingTarget, .missingSource]
        ),
        ("<SyncBody>\(get)<Final/></SyncBody>", [.bodyWithoutMessage]),
        ("<SyncBody>\(get)</SyncBody>", [.bodyWithoutMessage, .missingFinal]),
        (get, [.commandWithoutMessage]),
        (message("<Get><Item/><CmdID>1</CmdID></Get>"), [.childOrder]),
        (message("<Get><CmdID>1</CmdID><CmdID>2</CmdID></Get>"), [.duplicateChild]),
        (message("<Get><CmdID>1</CmdID><LocURI>1</LocURI></Get>"), [.misplacedElement]),
        (message("<Get><CmdID>1</CmdID><Foo><CmdID/></Foo></Get>"), [.unknownElement]),
        (message("<Get><CmdID>1</CmdID><NoResp/><Cred/></Get>"), [.unusedElement, .unusedElement]),
        (message(wrapped), [.wrappedReference]),
        (message("<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><Data>200</Data></Status>"), [.missingReference]),
        (message(get, final: ""), [.missingFinal]),
        (message("<Get/>"), [.missingCommandID]),
        (message("<Get><CmdID>0</CmdID></Get>"), [.zeroCommandID]),
        (message(get + "<Add><CmdID>a</CmdID></Add>" + get), [.repeatedCommandID]),
        (message("<Get><CmdID> 1\n</CmdID></Get>"), [.blanksTrimmed]),
        (item("<Target><LocURI>\n ./A </LocURI></Target>"), [.blanksTrimmed]),
        (item("<Target><LocURI>./A</LocURI><LocName>n</LocName></Target>"), [.unusedElement]),
        (item("<Data><![CDATA[x]]></Data>"), [.characterData]),
        (item("<Data><x><!-- c --></x></Data>"), [.markupInData]),
        (meta("<Format>int</Format>"), [.metaWithoutNamespace]),
        (meta("<Format xmlns=''>int</Format>"), [.metaWithoutNamespace]),
        (meta("<Format xmlns='syncml:metinfo'>int</Format>"), [.metaInForeignNamespace]),
        (meta("<A:Format>int</A:Format>"), [.undeclaredPrefix]),
        (meta("<MetInf xmlns='syncml:metinf'><Format>int</Format></MetInf>"), [.metInfWrapper]),
        (meta("<m:Format xmlns:m='syncml:metinf'>int</m:Format>"), []),
        (message("<Put/><Final><CmdID>1</CmdID></Final>", final: ""), [.missingCommandID, .misplacedElement]),
    ]

    @Test(arguments: texts)
    func `a leniency is noted`(text: String, expected: [Tolerance.Kind]) throws {
        let reading = try read(text)
        #expect(reading.tolerances.map(\.kind) == expected)
    }

    @Test func `what was lenient is read as if it were written properly`() throws {
        let proper = try read(
            Self.item(
                """
                <Target><LocURI>./A</LocURI></Target><Meta><Format xmlns='syncml:metinf'>int</Format></Meta>\
                <Data>a&lt;</Data>
                """
            )
        )
        let others = [
            """
            <Data><![CDATA[a<]]></Data><Target>
            <LocURI>\r\n\t./A </LocURI></Target><Meta><Format> int</Format></Meta>
            """,
            """
            <q:Target><x:LocURI xmlns:x='y'>./A</x:LocURI></q:Target><Meta><MetInf><Format>int</Format></MetInf>\
            </Meta><Data>a<!-- c -->&lt;</Data>
            """,
            """
            <Target><LocURI>./<?p?>A</LocURI></Target><Foo><Data/></Foo><Meta><Format>int</Format></Meta>\
            <Data>a<![CDATA[]]>&#x3C;</Data>
            """,
        ]
        for other in others {
            let reading = try read(Self.item(other))
            #expect(reading.message == proper.message)
            #expect(!reading.tolerances.isEmpty)
        }
    }

    @Test func `places are those of the odd thing`() throws {
        let text = message("\n<Get>\n <Item/><CmdID> 1</CmdID></Get>")
        let notes = try read(text).tolerances.map { "\($0.place) \($0.kind.rawValue)" }
        #expect(notes.contains("line 3, column 9 childOrder"))
        #expect(notes.contains("line 3, column 18 blanksTrimmed"))
    }

    @Test(arguments: Tolerance.Kind.allCases)
    func `every kind has a sentence`(kind: Tolerance.Kind) {
        #expect(kind.description.hasSuffix("."))
        #expect(kind.description.count > 15)
    }

    @Test func `UTF-16 gives the same message`() throws {
        let text = message(Self.get)
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let reading = try MessageReader().read(bytes)
        #expect(try reading.message == read(text).message)
        #expect(reading.tolerances.map(\.kind) == [.utf16])
    }

    @Test func `without a namespace the version is that of VerDTD`() throws {
        let text = message(Self.get, root: "SyncML")
        #expect(try read(text).message.version == .v1_2)
        let old = text.split(separator: "<VerDTD>1.2").joined(separator: "<VerDTD>1.1")
        #expect(try read(old).message.version == .v1_1)
    }
}
