import Foundation
import Testing

@Suite("apply")
struct ApplyTests {
    static let get = "<Get><CmdID>7</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"

    static func message(_ body: String) -> String {
        """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
        <SessionID>3F</SessionID><MsgID>4</MsgID><Target><LocURI>phone</LocURI></Target>\
        <Source><LocURI>server</LocURI></Source></SyncHdr><SyncBody>\(body)<Final/></SyncBody></SyncML>
        """
    }

    @Test("A message from standard input is answered like one from a file")
    func standardInput() throws {
        try Understudy.with { understudy in
            let text = Self.message(Self.get)
            let file = try understudy.write(text, to: "message.xml")
            let fromFile = try understudy("apply", file)
            let fromInput = try understudy("apply", "-", input: text)
            #expect(fromFile.code == 0)
            #expect(fromFile.output == fromInput.output)
            #expect(fromFile.output.contains("<Data>MicrosoftMDG</Data>"))
            #expect(fromFile.output.contains("<SessionID>3F</SessionID>"))
            #expect(fromFile.output.contains("<Target><LocURI>server</LocURI></Target>"))
        }
    }

    @Test("Bare commands are numbered and answered; several messages are answered one by one")
    func bareAndSeveral() throws {
        try Understudy.with { understudy in
            let bare = Self.get.replacing("<CmdID>7</CmdID>", with: "")
            let outcome = try understudy("apply", "-", input: bare + bare)
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").count == 1)
            let several = try understudy("apply", "-", input: Self.message(Self.get) + "\n" + Self.message(Self.get))
            #expect(several.output.split(separator: "\n").count == 2, "\(several.errors)")
        }
    }

    @Test("Files in a row act on one phone, also without a state folder")
    func filesInARow() throws {
        try Understudy.with { understudy in
            let uri = "./DevDetail/Ext/Microsoft/DeviceName"
            let item = "<Item><Target><LocURI>\(uri)</LocURI></Target><Data>Front desk</Data></Item>"
            let first = try understudy.write(
                Self.message("<Replace><CmdID>1</CmdID>\(item)</Replace>"), to: "first.xml")
            let second = try understudy.write(
                Self.message("<Get><CmdID>1</CmdID><Item><Target><LocURI>\(uri)</LocURI></Target></Item></Get>"),
                to: "second.xml")
            let outcome = try understudy("apply", first, second)
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("Front desk"))
        }
    }

    @Test("--pretty is for reading, --explain goes to standard error, --json is JSON")
    func forms() throws {
        try Understudy.with { understudy in
            let text = Self.message(Self.get.replacing("DevInfo/Man", with: "DevInfo/Nothing"))
            let pretty = try understudy("apply", "-", "--pretty", input: text)
            #expect(pretty.code == 1)
            #expect(pretty.output.split(separator: "\n").count > 10)
            let explained = try understudy("apply", "-", "--explain", input: text)
            #expect(explained.errors.contains("404 Get 7"))
            #expect(explained.errors.contains("Nothing"))
            #expect(!explained.errors.contains("\u{1B}"))
            let json = try understudy("apply", "-", "--json", input: text)
            #expect(json.code == 1)
            let report = try #require(try json.list("messages").first)
            let statuses = try #require(report["statuses"] as? [[String: Any]])
            #expect(statuses.map { $0["code"] as? Int }.last == 404)
            #expect((report["reply"] as? String)?.hasPrefix("<SyncML") == true)
        }
    }

    @Test("A PIN that was told is kept on disk, and a failed Atomic leaves nothing")
    func kept() throws {
        try Understudy.with { understudy in
            let failed = try understudy("apply", Understudy.sample("syncml/atomic-fails.xml"), "--state", "phone")
            #expect(failed.code == 1)
            let before = try understudy("tree", "--json", "--state", "phone")
            _ = try understudy("apply", Understudy.sample("syncml/atomic-fails.xml"), "--state", "phone")
            let after = try understudy("tree", "--json", "--state", "phone")
            #expect(Self.withoutTime(before.output) == Self.withoutTime(after.output))
        }
    }

    /// LocalTime goes on between two runs.
    private static func withoutTime(_ tree: String) -> String {
        tree.replacing(#/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/#, with: "time")
    }
}
