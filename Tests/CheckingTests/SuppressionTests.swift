import Checking
import Testing
import XML

@Suite("What is ignored")
struct SuppressionTests {
    static let first =
        "<Add><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/Policy/Config/Camera/AllowCamera</LocURI>"
        + "</Target><Data>0</Data></Item></Add>"
    static let second =
        "<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Policy/Config/Bluetooth/AllowAdvertising"
        + "</LocURI></Target><Data>0</Data></Item></Add>"

    private func report(_ text: String, _ entries: String...) throws -> FileReport {
        var suppressions = Suppressions()
        for entry in entries { try suppressions.add(entry) }
        return try Bench.checker(ignoring: suppressions).check(Array(text.utf8), file: "payload.xml")
    }

    @Test("By a rule, everywhere or at addresses")
    func options() throws {
        let text = Self.first + Self.second
        #expect(try report(text).findings.count == 2)
        #expect(try report(text, "add-not-repeatable").findings.isEmpty)
        #expect(try report(text, "add-not-repeatable").ignored == 2)
        #expect(try report(text, "add-not-repeatable:./Vendor/MSFT/Policy/Config/Camera/*").findings.count == 1)
        #expect(try report(text, "Add-Not-Repeatable:./Device/vendor/MSFT/**").findings.isEmpty)
        #expect(try report(text, "unknown-path").findings.count == 2)
    }

    @Test("By a comment, for the element that follows, or for the one around")
    func comments() throws {
        let comment = "<!-- understudy: ignore add-not-repeatable -->"
        #expect(try report(comment + Self.first + Self.second).findings.count == 1)
        #expect(try report(Self.first + comment + Self.second).ignored == 1)
        let atomic = "<Atomic><CmdID>9</CmdID>\(Self.first)\(Self.second)\(comment)</Atomic>"
        #expect(try report(atomic).findings.isEmpty)
        #expect(try report("<!-- understudy: ignore cdata -->" + Self.first).findings.count == 1)
        let several = "<!-- understudy: ignore cdata, add-not-repeatable -->"
        #expect(try report(several + Self.first).findings.isEmpty)
    }

    @Test("By a comment, at the addresses that it names")
    func commentedAddresses() throws {
        let commands = "<Atomic><CmdID>9</CmdID>\(Self.first)\(Self.second)</Atomic>"
        let rule = "<!-- understudy: ignore add-not-repeatable"
        #expect(try report("\(rule):./Vendor/MSFT/Policy/Config/Camera/* -->" + commands).ignored == 1)
        #expect(try report("\(rule):./Vendor/MSFT/Other/** -->" + commands).ignored == 0)
        #expect(try report("\(rule), cdata:./Vendor/MSFT/** -->" + commands).ignored == 2)
    }

    @Test(
        "What a comment names and is no rule is told where the comment stands", arguments: ["cdta", "all", "cdata:x"])
    func slipsInComments(_ word: String) throws {
        let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
        let found = try report("\n<!-- understudy: ignore \(word) -->" + get).findings
        #expect(found.map(\.rule.id) == ["unknown-ignored"] && found.first?.span.start.line == 2, "\(found)")
        #expect(try report("<!-- understudy: ignore cdata -->" + get).findings.isEmpty)
        #expect(try report("<!-- understudy told me to -->" + get).findings.isEmpty)
    }

    @Test("By a comment above a row")
    func rows() throws {
        let row = "./Vendor/MSFT/Policy/Config/Camera/AllowCam,Integer,0\n"
        #expect(try report("# understudy: ignore unknown-path\n" + row + row).findings.count == 1)
    }

    @Test("What is no rule, or no pattern, is told")
    func slips() {
        var suppressions = Suppressions()
        #expect(throws: SuppressionError.self) { try suppressions.add("unknown-paths") }
        let error = #expect(throws: SuppressionError.self) { try suppressions.add("unknown-path:Vendor") }
        #expect(error?.description.hasPrefix("the pattern Vendor does not begin with ./") == true)
        #expect(error?.description.contains("allowed") == false)
    }
}
