import Session
import SyncML
import Testing

/// Messages and headers: protocol.md section 9.1, the cases that need no session.
///
/// Not here: HDR-01, 02, 04 (package 1), HDR-05, 07, 08, 16 (a session and its transport).
struct HeaderConformance {
    private typealias S = Stimulus

    @Test("Messages and headers", arguments: cases)
    func conforms(_ row: ConformanceCase) throws { try row.run() }

    @Test("HDR-11: the status without reference names the command that had no id")
    func missingIDNamesCommand() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.command("Get", nil, [S.item("./DevInfo/Man")])) == ["S(:Get)=400"])
    }

    @Test("HDR-28: a message with an XML declaration inside Data is no message, and nothing of it is applied")
    func declarationInsideData() throws {
        var exchange = try Exchange()
        let before = exchange.phone
        let data = "<Data><?xml version=\"1.0\"?><a/></Data>"
        let item = S.element("Item", S.element("Target", S.element("LocURI", deviceName)) + data)
        let text = S.message(S.replace("2", deviceName, "chr", "new") + S.command("Replace", "3", [item]))
        #expect(throws: (any Error).self) { try exchange.send(whole: text) }
        #expect(exchange.phone == before)
    }

    @Test("HDR-17: the reply to a message of DM 1.1 is one of DM 1.1")
    func olderVersionIsAnsweredInKind() throws {
        var exchange = try Exchange()
        _ = try exchange.send(whole: S.message(Self.get, version: "1.1", protocolVersion: "DM/1.1"))
        let reply = try #require(exchange.lastReply).message
        #expect(reply.version == .v1_1)
        #expect(reply.header?.verDTD == "1.1" && reply.header?.verProto == "DM/1.1")
    }

    private static let get = S.get("5", "./DevInfo/Man")
    private static let man = ["S(5)=200", "R(5) ./DevInfo/Man=MicrosoftMDG"]

    static let cases: [ConformanceCase] = [
        ConformanceCase(
            "HDR-10", "the reference repeats a GUID to the letter",
            .send(
                S.get("0f3a9c1e-77aB-4b7e-8d9e-0a1b2c3d4e5f", "./DevInfo/Man"),
                [
                    "S(0f3a9c1e-77aB-4b7e-8d9e-0a1b2c3d4e5f)=200",
                    "R(0f3a9c1e-77aB-4b7e-8d9e-0a1b2c3d4e5f) ./DevInfo/Man=MicrosoftMDG",
                ])),
        ConformanceCase(
            "HDR-13", "an unknown element in a Sequence gets 400, the others run",
            .send(
                S.sequence("3", S.command("Dance", "4", []), get),
                ["S(3)=200", "S(4)=400", "S(5)=200", "R(5) ./DevInfo/Man=MicrosoftMDG"])),
        ConformanceCase(
            "HDR-13", "an unknown element in an Atomic gets 400, the Atomic 507, and nothing is executed",
            .send(
                S.atomic("3", S.replace("4", deviceName, "chr", "new"), S.command("Dance", "5", [])),
                ["S(3)=507", "S(4)=215", "S(5)=400"]),
            .send(S.get("6", deviceName), ["S(6)=200", "R(6) \(deviceName)=Windows phone 0477"])),
        ConformanceCase(
            "HDR-14", "an unknown protocol version is refused with those that are known, and nothing is run",
            .whole(S.message(get, protocolVersion: "DM/9.9"), ["S(0)=513 {DM/1.2} {DM/1.1}"])),
        ConformanceCase(
            "HDR-17", "a message of DM 1.1 is answered",
            .whole(S.message(get, version: "1.1", protocolVersion: "DM/1.1"), ["S(0)=200"] + man)),
        ConformanceCase(
            "HDR-19", "children in unusual order are accepted",
            .send(
                "<Status><Data>200</Data><Cmd>Alert</Cmd><CmdRef>2</CmdRef><MsgRef>1</MsgRef><CmdID>1</CmdID></Status>"
                    + "<Get>" + S.item("./DevInfo/Man") + "<CmdID>5</CmdID></Get>", man)),
        ConformanceCase(
            "HDR-20", "prefixes instead of defaults are accepted", .whole(prefixed, ["S(0)=200", "S(5)=200"])),
        ConformanceCase(
            "HDR-22", "NoResp changes nothing",
            .send("<Get><CmdID>5</CmdID><NoResp/>" + S.item("./DevInfo/Man") + "</Get>", man)),
        ConformanceCase(
            "HDR-23", "credentials inside a command are ignored",
            .send(
                "<Get><CmdID>5</CmdID><Cred><Meta><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta>"
                    + "<Data>YTpi</Data></Cred>" + S.item("./DevInfo/Man") + "</Get>", man)),
        ConformanceCase(
            "HDR-25", "five Gets get five statuses in order, each Results after its Status",
            .send(
                ["Man", "Mod", "DmV", "Lang", "Man"].enumerated().map { S.get("\($0 + 2)", "./DevInfo/\($1)") }
                    .joined(),
                [
                    "S(2)=200", "S(3)=200", "S(4)=200", "S(5)=200", "S(6)=200",
                    "R(2) ./DevInfo/Man=MicrosoftMDG", "R(3) ./DevInfo/Mod=Lumia 950", "R(4) ./DevInfo/DmV=1.3",
                    "R(5) ./DevInfo/Lang=en-US", "R(6) ./DevInfo/Man=MicrosoftMDG",
                ])),
        ConformanceCase(
            "HDR-26", "escaped text and CDATA store the same value",
            .send(S.replace("2", deviceName, "chr", "<a> & b"), ["S(2)=200"]),
            .send(S.get("3", deviceName), ["S(3)=200", "R(3) \(deviceName)=<a> & b"]),
            .send(
                S.command(
                    "Replace", "4",
                    [
                        "<Item><Target><LocURI>\(deviceName)</LocURI></Target>"
                            + "<Data><![CDATA[<a> & b]]></Data></Item>"
                    ]), ["S(4)=200"]),
            .send(S.get("5", deviceName), ["S(5)=200", "R(5) \(deviceName)=<a> & b"])),
        ConformanceCase(
            "HDR-29", "statuses of the server are not answered, whatever they say",
            .send(
                status(1, "Results", "200") + status(2, "Results", "404") + status(3, "Results", "213"), [])),
    ]

    private static func status(_ id: Int, _ command: String, _ code: String) -> String {
        "<Status><CmdID>\(id)</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>\(command)</Cmd>"
            + "<Data>\(code)</Data></Status>"
    }

    private static let prefixed =
        "<s:SyncML xmlns:s=\"SYNCML:SYNCML1.2\" xmlns:m=\"syncml:metinf\"><s:SyncHdr><s:VerDTD>1.2</s:VerDTD>"
        + "<s:VerProto>DM/1.2</s:VerProto><s:SessionID>1</s:SessionID><s:MsgID>1</s:MsgID>"
        + "<s:Target><s:LocURI>a</s:LocURI></s:Target><s:Source><s:LocURI>b</s:LocURI></s:Source></s:SyncHdr>"
        + "<s:SyncBody><s:Add><s:CmdID>5</s:CmdID><s:Item><s:Target><s:LocURI>\(newPolicy)</s:LocURI></s:Target>"
        + "<s:Meta><m:Format>int</m:Format><m:Type>text/plain</m:Type></s:Meta><s:Data>6</s:Data></s:Item></s:Add>"
        + "<s:Final/></s:SyncBody></s:SyncML>"
    private static let newPolicy = "./Vendor/MSFT/DeviceLock/Provider/Me/MinDevicePasswordLength"
}

private let deviceName = "./DevDetail/Ext/Microsoft/DeviceName"
