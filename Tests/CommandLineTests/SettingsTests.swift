import Foundation
import Testing

/// `apply` on lists of settings, and its table.
@Suite("Lists of settings")
struct SettingsTests {
    @Test("The reset-passcode document's profile as Intune exports it makes PIN recovery ready")
    func resetPasscode() throws {
        try Understudy.with { understudy in
            let sample = Understudy.sample("settings/reset-passcode.json")
            let outcome = try understudy("apply", sample, "--table", "--state", "phone")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").count == 1)
            #expect(outcome.output.hasPrefix("200  ./Device/Vendor/MSFT/PassportForWork/7c4f1de2"))
            #expect(outcome.output.contains("/Policies/EnablePinRecovery  true  done"))
            #expect(try understudy("status", "--state", "phone").output.contains("PIN recovery: ready"))
            // What is there is replaced, as Intune does.
            let again = try understudy("apply", sample, "--json", "--state", "phone")
            #expect(again.code == 0)
            let messages = try #require(try again.object()["messages"] as? [[String: Any]])
            let statuses = try #require(messages.first?["statuses"] as? [[String: Any]])
            #expect(statuses.last?["command"] as? String == "Replace")
            #expect(statuses.last?["line"] as? Int == 9)
        }
    }

    @Test("Fifteen settings as CSV are applied, and the table names each")
    func fifteen() throws {
        try Understudy.with { understudy in
            let sample = Understudy.sample("settings/phone-baseline.csv")
            let outcome = try understudy("apply", sample, "--table", "--state", "phone")
            #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            let rows = try String(contentsOfFile: sample, encoding: .utf8).split(separator: "\n").dropFirst()
            #expect(lines.count == 15 && rows.count == 15)
            for (line, row) in zip(lines, rows) {
                let fields = row.split(separator: ",")
                #expect(line.hasPrefix("200  \(fields[1])") && line.contains("  \(fields[3])  "), "\(line)")
                #expect(line.hasSuffix("done"), "\(line)")
            }
            let status = try understudy("status", "--state", "phone", "--json").object()
            let rules = try #require(status["pinRules"] as? [String: [String: String]])
            #expect(rules["minimumLength"]?["value"] == "6" && rules["history"]?["value"] == "5")
            let name = try understudy("get", "./DevDetail/Ext/Microsoft/DeviceName", "--state", "phone")
            #expect(name.output == "Front desk\n")
        }
    }

    @Test("A profile of another kind has nothing to run, and its file is named")
    func nothingLeft() throws {
        try Understudy.with { understudy in
            let text = ##"{"@odata.type": "#microsoft.graph.windows10GeneralConfiguration", "displayName": "Base"}"##
            let file = try understudy.write(text, to: "base.json")
            let outcome = try understudy(
                "apply", file, Understudy.sample("settings/reset-passcode.json"), "--state", "p")
            #expect(outcome.code == 65 && outcome.errors.contains("base.json: no setting is left to run: the entry"))
            #expect(try understudy("status", "--state", "p").output.contains("PIN recovery: not ready"))
        }
    }

    @Test("A setting that fails has the reason and the number of Intune, in the table and as data")
    func failure() throws {
        try Understudy.with { understudy in
            let rows = """
                ./Vendor/MSFT/Policy/Config/Camera/AllowCamera,Integer,7
                ./Vendor/MSFT/Defender/Scan,Integer,1
                """
            let table = try understudy("apply", "-", "--table", input: rows)
            #expect(table.code == 1)
            let lines = table.output.split(separator: "\n").map(String.init)
            #expect(lines.count == 2)
            #expect(lines[0].hasPrefix("500") && lines[0].hasSuffix("0x87D101F4 (-2016345612)"), "\(lines[0])")
            #expect(lines[1].hasPrefix("404") && lines[1].hasSuffix("0x87D10194 (-2016345708)"), "\(lines[1])")
            #expect(lines[1].contains("Defender is on desktops only"))
            let json = try understudy("apply", "-", "--table", "--json", input: rows).object()
            let messages = try #require(json["messages"] as? [[String: Any]])
            let failed = try #require((messages.first?["statuses"] as? [[String: Any]])?.last)
            #expect(failed["hresult"] as? String == "0x87D10194")
            #expect(failed["intuneErrorCode"] as? Int == -2_016_345_708)
            #expect(failed["address"] as? String == "./Vendor/MSFT/Defender/Scan")
            #expect(failed["value"] as? String == "1" && failed["line"] as? Int == 2)
        }
    }

    @Test("A list that cannot be read is 65, with line and what to do")
    func unreadable() throws {
        try Understudy.with { understudy in
            let json = try understudy("apply", "-", input: "{\"omaSettings\":[\n{\"omaUri\":\"./A\" 1,\n}]}")
            #expect(json.code == 65 && json.errors.contains("standard input: line 2: the JSON is not well-formed"))
            let rows = try understudy("apply", "-", input: "./A/B,Integer,1\n./A/C,Thing,1\n")
            #expect(rows.code == 65 && rows.errors.contains("line 2: 'Thing' is no type; String"))
        }
    }
}

/// What is told beside the replies.
@Suite("Telling what matters")
struct TellingTests {
    private static let deviceLock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"

    private static func replace(_ uri: String, _ value: String) -> String {
        "<Replace><CmdID>1</CmdID><Item><Target><LocURI>\(uri)</LocURI></Target><Meta>"
            + "<Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>\(value)</Data></Item></Replace>\n"
    }

    @Test("--explain names status, verb, address and value of each item, and the usual form of a profile is no news")
    func explain() throws {
        try Understudy.with { understudy in
            let profile =
                "<!-- passwords -->\n" + Self.replace(Self.deviceLock + "DevicePasswordEnabled", "1")
                + Self.replace(Self.deviceLock + "MinDevicePasswordLength", "10")
            let outcome = try understudy("apply", "-", "--explain", input: profile)
            let lines = outcome.errors.split(separator: "\n").map(String.init)
            #expect(lines.contains("200 Replace 1 \(Self.deviceLock)DevicePasswordEnabled = 1: done"), "\(lines)")
            #expect(lines.contains { $0.hasPrefix("    note: 1 turns the device password off, 0 turns it on") })
            #expect(lines.contains { $0.hasPrefix("    note: no effect: DevicePasswordEnabled is 1, which means off") })
            #expect(!outcome.errors.contains("stand alone") && !outcome.errors.contains("comment"))
            // CmdID 1 twice is a slip that servers pay for.
            #expect(outcome.errors.contains("A CmdID occurs twice"))
        }
    }

    @Test("A note that repeats is told once, with how often")
    func repeated() throws {
        try Understudy.with { understudy in
            let profile = ["MinDevicePasswordLength", "DevicePasswordHistory", "DevicePasswordExpiration"]
                .map { Self.replace(Self.deviceLock + $0, "5") }.joined()
            let outcome = try understudy("apply", "-", "--explain", input: profile)
            #expect(outcome.errors.contains("which nobody has set (3 times)"))
            #expect(outcome.errors.split(separator: "which nobody has set").count == 2)
        }
    }

    @Test("A blank behind an address and another case are taken alike from a file and from the command line, and noted")
    func oneRoad() throws {
        try Understudy.with { understudy in
            let typed = try understudy("get", "./devinfo/Man ")
            #expect(typed.code == 0 && typed.output == "MicrosoftMDG\n")
            #expect(typed.errors.contains("blanks around the address are ignored"))
            #expect(typed.errors.contains("'devinfo' is the node 'DevInfo'"))
            let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./devinfo/Man </LocURI></Target></Item></Get>"
            let file = try understudy("apply", "-", "--explain", input: get)
            #expect(file.code == 0 && file.errors.contains("'devinfo' is the node 'DevInfo'"))
            #expect(file.errors.contains("Blanks around a value are ignored"))
            #expect(try understudy("tree", "./DevInfo ").code == 0)
        }
    }

    @Test(
        "A file that is no message is told what it is",
        arguments: [
            ("PK\u{3}\u{4}abc", "archive is broken"), ("{\"log\": {\"version\": \"1.2\", \"entries\": []}}", "HAR"),
            ("1234:9:websocket;0:~", "flow 1 is broken"), ("\n\r\r\nabc", "capture of packets"),
            ("POST /omadm HTTP/1.1\r\nHost: x\r\n\r\n<SyncML/>", "capture (HTTP text)"),
            ("<!-- OmaDmSessionStart -->\n<SyncML>", "capture (SyncML Viewer stream)"),
            ("<wap-provisioningdoc version=\"1.1\"/>", "provisioning document"),
            ("<MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>", "DDF"), ("&lt;SyncML&gt;", "web page"),
        ])
    func foreignFiles(_ text: String, _ expected: String) throws {
        try Understudy.with { understudy in
            let outcome = try understudy("apply", "-", input: text)
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains(expected), "\(outcome.errors)")
        }
    }

    @Test("A message of a device is run, and told as such")
    func deviceMessage() throws {
        try Understudy.with { understudy in
            let message = ApplyTests.message(ApplyTests.get)
                .replacing("<LocURI>phone</LocURI>", with: "<LocURI>https://mdm.example.test/omadm</LocURI>")
                .replacing("<LocURI>server</LocURI>", with: "<LocURI>urn:uuid:1</LocURI>")
            let outcome = try understudy("apply", "-", input: message)
            #expect(outcome.code == 0)
            #expect(outcome.errors.contains("this is a message of a device, not of a server"))
        }
    }

    @Test("Nothing of what a server wrote steers a terminal or forges a line")
    func escaped() throws {
        try Understudy.with { understudy in
            let evil = "a\u{9B}31m\u{202E}b&#10;200 Get 9 forged&#x7F;"
            let uri = "./DevDetail/Ext/Microsoft/DeviceName"
            let body =
                "<Replace><CmdID>\(evil)</CmdID><Item><Target><LocURI>\(uri)</LocURI></Target><Data>\(evil)</Data></Item>"
                + "</Replace><Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo/\(evil)</LocURI></Target></Item></Get>"
            _ = try understudy("apply", "-", "--state", "phone", input: body)
            let runs = [
                try understudy("apply", "-", "--table", "--explain", input: body),
                try understudy("apply", "-", "--json", input: body), try understudy("get", uri, "--state", "phone"),
                try understudy("get", uri, "./DevInfo/Man", "--state", "phone"),
                try understudy("get", uri, "--json", "--state", "phone"),
                try understudy("tree", "./DevDetail", "--state", "phone"),
                try understudy("tree", "./DevDetail", "--json", "--state", "phone"),
                try understudy("get", "./DevInfo/x\u{1B}[31m\u{9B}\n200 Get ./DevInfo/Man"),
            ]
            for (index, run) in runs.enumerated() {
                let text = run.output + run.errors
                let hidden: [Unicode.Scalar] = ["\u{1B}", "\u{9B}", "\u{202E}", "\u{7F}"]
                #expect(!text.unicodeScalars.contains { hidden.contains($0) }, "run \(index): \(text)")
                // A value that stands alone may have lines of its own.
                guard index != 2 else { continue }
                let isForged = text.split(separator: "\n").contains { $0.hasPrefix("200 Get 9 forged") }
                #expect(!isForged, "run \(index): \(text)")
            }
        }
    }
}
