import Foundation
import Testing

@Suite("replay")
struct ReplayTests {
    /// One session in the two messages of a device and the two of its server, in a text.
    private static func capture(_ value: String) -> String {
        let device = "urn:uuid:0B5E2C1A-7A41-4C58-9D0E-3F1B2A4C6D8E"
        func message(_ number: Int, _ isDevice: Bool, _ body: String) -> String {
            let server = "https://mdm.example/omadm"
            return """
                <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
                <SessionID>5</SessionID><MsgID>\(number)</MsgID><Target><LocURI>\(isDevice ? server : device)</LocURI>\
                </Target><Source><LocURI>\(isDevice ? device : server)</LocURI></Source></SyncHdr><SyncBody>\(body)<Final/>\
                </SyncBody></SyncML>
                """
        }
        func status(_ id: Int, _ message: Int, _ reference: String, _ command: String, _ code: Int = 200) -> String {
            "<Status><CmdID>\(id)</CmdID><MsgRef>\(message)</MsgRef><CmdRef>\(reference)</CmdRef><Cmd>\(command)</Cmd>"
                + "<Data>\(code)</Data></Status>"
        }
        func item(_ address: String, _ value: String) -> String {
            "<Item><Source><LocURI>\(address)</LocURI></Source><Data>\(value)</Data></Item>"
        }
        let login =
            "<Item><Meta><Type xmlns=\"syncml:metinf\">com.microsoft/MDM/LoginStatus</Type></Meta><Data>user</Data></Item>"
        let information =
            item("./DevInfo/DevId", device) + item("./DevInfo/Man", "NOKIA") + item("./DevInfo/Mod", "Lumia 1520")
            + item("./DevInfo/DmV", "1.3") + item("./DevInfo/Lang", "fi-FI")
        return [
            message(
                1, true,
                "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Alert><CmdID>3</CmdID><Data>1224</Data>\(login)</Alert>"
                    + "<Replace><CmdID>4</CmdID>\(information)</Replace>"),
            message(
                1, false,
                status(1, 1, "0", "SyncHdr")
                    + "<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item></Get>"),
            message(
                2, true,
                status(1, 1, "0", "SyncHdr") + status(2, 1, "2", "Get") + "<Results><CmdID>3</CmdID><MsgRef>1</MsgRef>"
                    + "<CmdRef>2</CmdRef>\(item("./DevInfo/Mod", value))</Results>"),
            message(2, false, status(1, 2, "0", "SyncHdr")),
        ].joined(separator: "\n\n")
    }

    @Test(
        "A capture that a phone answers as recorded ends with 0, another with 1; from a file, a folder and standard input"
    )
    func exitCodes() throws {
        try Understudy.with { understudy in
            let same = try understudy.write(Self.capture("Lumia 1520"), to: "same/session.txt")
            for outcome in [
                try understudy("replay", same), try understudy("replay", "same"),
                try understudy("replay", "-", input: Self.capture("Lumia 1520")),
            ] {
                #expect(outcome.code == 0, "\(outcome.output) \(outcome.errors)")
                #expect(outcome.output.contains("1 session: 2 messages played, 2 answers compared"))
                #expect(outcome.output.hasSuffix("no difference\n"))
            }
            let other = try understudy("replay", "-", input: Self.capture("Lumia 1020"))
            #expect(other.code == 1)
            #expect(other.output.contains("value: Results ./DevInfo/Mod"))
            #expect(other.output.contains("recorded Lumia 1020"))
            #expect(other.output.contains("now Lumia 1520"))
            #expect(other.output.contains("1 × value: ./DevInfo/Mod"))
            #expect(!other.output.contains("\u{1B}"))
        }
    }

    @Test("What cannot be read, or holds nothing to replay, ends with 65 and a sentence")
    func unreadable() throws {
        try Understudy.with { understudy in
            for (text, words) in [
                ("nothing of the kind", "give messages"), ("", "empty"),
                ("<SyncML>\n<SyncBody><Add></SyncBody></SyncML>", "line 2"),
                ("<wap-provisioningdoc/>", "only enrolment"),
            ] {
                let outcome = try understudy("replay", "-", input: text)
                #expect(outcome.code == 65 && outcome.errors.contains(words), "\(outcome.errors)")
                // Once, not as a note as well.
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
            }
            let missing = try understudy("replay", "no-such-file")
            #expect(missing.code == 65 && missing.errors.contains("no such file or folder"))
            let state = try understudy("replay", "-", "--state", "nowhere", input: Self.capture("a"))
            #expect(state.code == 73 && state.errors.contains("no phone"))
            let against = try understudy(
                "replay", "-", "--against", "https://127.0.0.1:9/", "--yes", "--user", "adele@contoso.example",
                "--password", "secret", "--state", "nowhere", input: Self.capture("a"))
            #expect(against.code == 73 && against.errors.contains("there is no phone in nowhere"), "\(against)")
            #expect(!FileManager.default.fileExists(atPath: "\(understudy.folder)/nowhere"))
        }
    }

    @Test("A report about a capture that cannot be read is whole, and tells it", arguments: ["junit", "json", "html"])
    func brokenReport(form: String) throws {
        try Understudy.with { understudy in
            let broken = "<SyncML>\n<SyncBody><Add></SyncBody></SyncML>"
            let outcome = try understudy("replay", "-", "--format", form, input: broken)
            #expect(outcome.code == 65)
            let ends = ["junit": "</testsuites>\n", "json": "}\n", "html": "</html>\n"]
            #expect(outcome.output.hasSuffix(ends[form] ?? "?"), "\(outcome.output)")
            let words = ["junit": "errors=\"1\"", "json": "\"error\"", "html": "Ended here"]
            #expect(outcome.output.contains(words[form] ?? "?"), "\(outcome.output)")
        }
    }

    @Test("Rules from the command line and from a file say what does not count")
    func rules() throws {
        try Understudy.with { understudy in
            let capture = Self.capture("Lumia 1020")
            try understudy.write("# the model\nvalue ./DevInfo/**\n", to: "rules.txt")
            let ignored = try understudy("replay", "-", "--ignore", "value results", input: capture)
            #expect(ignored.code == 0 && ignored.output.contains("; 1 difference ignored"), "\(ignored)")
            #expect(try understudy("replay", "-", "--ignore-file", "rules.txt", input: capture).code == 0)
            #expect(try understudy("replay", "-", "--ignore", "value ./DevDetail/**", input: capture).code == 1)
            let wrong = try understudy("replay", "-", "--ignore", "values", input: capture)
            #expect(wrong.code == 64 && wrong.errors.contains("the kinds are"))
        }
    }

    @Test("JSON tells each answer that differs in a line, and all of it in the last")
    func json() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("replay", "-", "--json", input: Self.capture("Lumia 1020"))
            let lines = try outcome.output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
            #expect(outcome.code == 1 && lines.count == 2)
            let difference = try #require((lines.first?["differences"] as? [[String: Any]])?.first)
            #expect(difference["kind"] as? String == "value" && difference["address"] as? String == "./DevInfo/Mod")
            #expect(
                difference["recorded"] as? String == "Lumia 1020" && difference["replayed"] as? String == "Lumia 1520")
            #expect(lines.last?["differenceCount"] as? Int == 1 && lines.last?["outcome"] as? String == "failed")
            #expect(lines.last?["compared"] as? Int == 2 && lines.last?["exitCode"] as? Int == 1)
            let all = try understudy("replay", "-", "--json", "--all", input: Self.capture("Lumia 1520"))
            #expect(all.code == 0 && all.output.split(separator: "\n").count == 4, "\(all.output)")
        }
    }

    @Test("A report names the profile that was chosen after the capture")
    func profile() throws {
        try Understudy.with { understudy in
            let capture = Self.capture("Lumia 1520")
            let told = try understudy("replay", "-", "--json", input: capture).object()
            let profile = try #require(told["profile"] as? String)
            let report = try understudy("replay", "-", "--format", "json", input: capture).object()
            #expect((report["counterpart"] as? [String: Any])?["profile"] as? String == profile)
            let page = try understudy("replay", "-", "--format", "html", input: capture).output
            #expect(page.contains("a phone of the profile \(profile), seed"))
        }
    }

    @Test("A phone in a state folder answers as it is, and stays as it was")
    func state() throws {
        try Understudy.with { understudy in
            #expect(
                try understudy("replace", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "0", "--state", "phone")
                    .code == 0)
            let before = try understudy("tree", "--state", "phone", "--at", "2017-05-01T00:00:00Z").output
            let outcome = try understudy("replay", "-", "--state", "phone", input: Self.capture("Lumia 1520"))
            // Its own model, language and id are not those of the capture.
            #expect(outcome.code == 1 && outcome.output.contains("value: ./DevInfo/Mod"))
            #expect(try understudy("tree", "--state", "phone", "--at", "2017-05-01T00:00:00Z").output == before)
        }
    }
}
