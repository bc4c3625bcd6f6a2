import Foundation
import Testing

@Suite("check")
struct CheckTests {
    static let good = "<Get><CmdID>7</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
    static let slip = good.replacing("./DevInfo/Man", with: "./DevInfo/Mann")
    static let blank = good.replacing("./DevInfo/Man", with: " ./DevInfo/Man ")

    @Test("Errors exit with 1, warnings with --strict only")
    func exitCodes() throws {
        try Understudy.with { understudy in
            let good = try understudy.write(Self.good, to: "good.xml")
            let slip = try understudy.write(Self.slip, to: "slip.xml")
            let blank = try understudy.write(Self.blank, to: "blank.xml")
            #expect(try understudy("check", good).code == 0)
            let failed = try understudy("check", slip)
            #expect(failed.code == 1)
            #expect(failed.output.hasPrefix("\(slip):1:44: error unknown-path: Get ./DevInfo/Mann gets 404: "))
            #expect(failed.errors.contains("1 file: 1 error and 0 warnings"))
            #expect(try understudy("check", blank).code == 0)
            #expect(try understudy("check", blank, "--strict").code == 1)
            #expect(try understudy("check", blank, "--strict", "--ignore", "stray-blanks").code == 0)
            #expect(try understudy("check", blank, "--ignore", "stray-blank").code == 64)
            #expect(try understudy("check", "gone.xml").code == 65)
        }
    }

    @Test(
        "A folder without payloads is an error, and who reads a document finds one all the same",
        arguments: [("sarif", "\"version\""), ("junit", "<testsuites"), ("json", "error"), ("github", "")])
    func empty(_ row: (format: String, part: String)) throws {
        try Understudy.with { understudy in
            try understudy.write("not looked at", to: "payloads/notes.md")
            let outcome = try understudy("check", "payloads", "--format", row.format)
            #expect(outcome.code == 65 && (row.part.isEmpty || outcome.output.contains(row.part)), "\(outcome)")
        }
    }

    @Test("Folders and standard input")
    func inputs() throws {
        try Understudy.with { understudy in
            try understudy.write(Self.good, to: "payloads/a.xml")
            try understudy.write(Self.slip, to: "payloads/below/b.xml")
            try understudy.write("not looked at", to: "payloads/notes.md")
            let folder = try understudy("check", "payloads")
            #expect(folder.code == 1)
            #expect(folder.output.hasPrefix("payloads/below/b.xml:1:44: "))
            #expect(folder.errors.contains("2 files: "))
            let input = try understudy("check", "-", input: Self.slip)
            #expect(input.output.hasPrefix("-:1:44: error"))
        }
    }

    @Test("Of a folder what is hidden, what is no payload and what a link leads to are left out")
    func folder() throws {
        try Understudy.with { understudy in
            for name in ["a.xml", "b/c/d.SyncML", "b/.hidden/e.xml", ".f.xml", "g.txt", "b/other.json"] {
                try understudy.write(Self.good, to: "payloads/\(name)")
            }
            try understudy.write("./DevInfo/Man,String,x\n", to: "payloads/h.csv")
            try understudy.write("town\tcount\n", to: "payloads/other.tsv")
            try FileManager.default.createSymbolicLink(
                atPath: "\(understudy.folder)/payloads/b/again", withDestinationPath: "..")
            let files = try understudy("check", "payloads", "--json").object()["files"] as? [[String: Any]]
            let names = files?.compactMap { $0["file"] as? String }
            #expect(names == ["payloads/a.xml", "payloads/b/c/d.SyncML", "payloads/h.csv"])
        }
    }

    @Test(
        "Of a file that cannot be read it is told why, and what to do; the others are checked",
        arguments: [
            ("/dev/zero", "this is a device, and a file or a pipe is wanted; name one"),
            ("gone.xml", "there is no such file"),
        ])
    func unread(_ file: String, _ reason: String) throws {
        try Understudy.with { understudy in
            try understudy.write(Self.slip, to: "slip.xml")
            let outcome = try understudy("check", file, "slip.xml")
            #expect(outcome.code == 65)
            #expect(outcome.output.contains("\(file): error: \(reason)\n"), "\(outcome)")
            #expect(outcome.output.contains("slip.xml:1:44: error unknown-path"), "\(outcome)")
            #expect(outcome.errors.contains(", 1 file not read"), "\(outcome)")
        }
    }

    @Test("Every form is what it says, also where a file cannot be read or opened")
    func forms() throws {
        try Understudy.with { understudy in
            try understudy.write(Self.slip, to: "slip.xml")
            try understudy.write("<Get", to: "broken.xml")
            let files = ["slip.xml", "broken.xml", "gone.xml"]
            let json = try understudy.run(["check"] + files + ["--format", "json"])
            #expect(json.code == 65)
            #expect(try json.object()["outcome"] as? String == "unreadableInput")
            #expect(try json.list("files").count == 3)
            #expect(try understudy.run(["check"] + files + ["--json"]).output == json.output)
            let sarif = try understudy.run(["check"] + files + ["--format", "sarif"])
            #expect(try sarif.object()["version"] as? String == "2.1.0")
            let junit = try understudy.run(["check"] + files + ["--format", "junit"])
            #expect(junit.output.contains("<testsuites name=\"understudy check\">"))
            let github = try understudy.run(["check"] + files + ["--format", "github"])
            #expect(github.output.split(separator: "\n").count == 3)
            #expect(github.output.hasPrefix("::error title=understudy (unknown-path),file=slip.xml,line=1,col=44,"))
        }
    }

    @Test("--fix writes what can be mended without a doubt, and keeps the rest of the file as it is")
    func fix() throws {
        try Understudy.with { understudy in
            let text = "<!-- kept -->\r\n" + Self.blank + "\r\n" + Self.slip.replacing("<CmdID>7", with: "<CmdID>8")
            let file = try understudy.write(text, to: "payload.xml")
            let outcome = try understudy("check", file, "--fix")
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains("1 mended"))
            let mended = try String(contentsOfFile: file, encoding: .utf8)
            #expect(mended == text.replacing(" ./DevInfo/Man ", with: "./DevInfo/Man"))
            #expect(outcome.output.contains("unknown-path") && !outcome.output.contains("stray-blanks"))
            #expect(try understudy("check", "-", "--fix", input: text).code == 64)
        }
    }

    @Test("--device and --tenant say for which phone")
    func devices() throws {
        try Understudy.with { understudy in
            let exec = Self.good.replacing("Get", with: "Exec")
                .replacing("./DevInfo/Man", with: "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")
            let file = try understudy.write(exec, to: "exec.xml")
            #expect(try understudy("check", file).output.contains("command-fails"))
            #expect(try understudy("check", file, "--device", "lumia-950-1607").output.contains("later-version"))
            let sample = Understudy.sample("syncml/recover-pin.xml")
            #expect(try understudy("check", sample).code == 0)
            let other = try understudy("check", sample, "--tenant", "11111111-2222-3333-4444-555555555555")
            #expect(other.output.contains("other-tenant"))
        }
    }

    @Test("A recorded session is told by what it is")
    func capture() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("check", Understudy.sample("captures/capture.har"))
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("error no-message: this is a capture"))
        }
    }

    @Test("An ADMX file is told by what it is and how it is checked, and apply does not take it")
    func policyFile() throws {
        try Understudy.with { understudy in
            let file = try understudy.write("<policyDefinitions revision=\"1.0\"/>", to: "chrome.admx")
            let outcome = try understudy("check", file)
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("error no-message: this is an ADMX file"), "\(outcome)")
            #expect(outcome.output.contains("an Add to ./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/"))
            let refused = try understudy("apply", file)
            #expect(refused.code == 65 && refused.errors.contains("this is an ADMX file"), "\(refused)")
        }
    }
}
