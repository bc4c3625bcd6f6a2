import Foundation
import Testing

@Suite("Exit codes and errors")
struct ExitCodeTests {
    /// A call, its exit code, and what its error must say.
    struct Row: CustomTestStringConvertible, Sendable {
        var call: [String]
        var code: Int32
        var says: String
        var input = ""

        var testDescription: String { call.joined(separator: " ") }
    }

    private static let fleet = ["fleet", "-n", "1", "--server", "http://127.0.0.1:1", "--insecure-http"]

    static let wrongUsage: [Row] = [
        Row(call: ["get"], code: 64, says: "uris"),
        Row(call: ["apply"], code: 64, says: "files"),
        Row(call: ["fly"], code: 64, says: "there is no command fly; understudy --help"),
        Row(call: ["frob", "--json"], code: 64, says: "there is no command frob; "),
        Row(call: ["aply", "x.xml"], code: 64, says: "there is no command aply; did you mean apply? "),
        Row(call: ["lab", "serv"], code: 64, says: "there is no command lab serv; did you mean lab serve? "),
        Row(call: ["get", "./DevInfo/Man", "--colour"], code: 64, says: "--colour"),
        Row(call: ["get", "./DevInfo/Man", "--seed", "-1"], code: 64, says: "seed"),
        Row(call: ["get", "./DevInfo/Man", "--tenant", "contoso"], code: 64, says: "7c4f1de2-0b35-4a86"),
        Row(call: ["get", "./DevInfo/Man", "--pin-reset-service", "maybe"], code: 64, says: "embedded"),
        Row(call: ["get", "./DevInfo/Man", "--device", "nothing.yaml"], code: 64, says: "lumia-950-1703"),
        Row(
            call: ["fleet", "-n", "1", "--server", "http://127.0.0.1:1"], code: 64,
            says: "with --insecure-http; use https://"),
        Row(
            call: ["fleet", "-n", "1", "--server", "http://mdm.example.test", "--insecure-http"], code: 64,
            says: "--server http://mdm.example.test"),
        Row(
            call: fleet + ["--source", "192.0.2.9"], code: 64, says: "--source 192.0.2.9 is no address of this machine"),
        Row(call: ["tree", "./DevInfo//x"], code: 64, says: "empty"),
        Row(call: ["tree", "./DevInfo?prop=Name"], code: 64, says: "without a query"),
        Row(call: ["unlock"], code: 64, says: "--pin"),
        Row(call: ["delete", "a", "b"], code: 64, says: "b"),
    ]

    static let unreadable: [Row] = [
        Row(call: ["apply", "nothing.xml"], code: 65, says: "nothing.xml: there is no such file"),
        Row(call: ["apply", "."], code: 65, says: ".: this is a folder"),
        Row(call: ["apply", Understudy.sample("captures/text.xml")], code: 65, says: "understudy replay plays it"),
        Row(
            call: ["apply", Understudy.sample("captures/syncml-viewer.xml")], code: 65,
            says: "this is a capture (SyncML Viewer"),
        Row(
            call: ["get", "./DevInfo/Man", "--answers", "none.yaml"], code: 65,
            says: "--answers none.yaml: there is no such file"),
        Row(call: ["get", "./DevInfo/Man", "--answers", "."], code: 65, says: "this is a folder"),
        Row(call: ["get", "./DevInfo/Man", "--ddf", "nothing"], code: 65, says: "no such file or folder"),
        Row(call: ["get", "./DevInfo/Man", "--ddf", "."], code: 65, says: "has an .xml file"),
        Row(call: ["apply", "-"], code: 65, says: "standard input:"),
        Row(
            call: ["apply", "-"], code: 65, says: "standard input: line 2, column",
            input: "<SyncML>\n<SyncBody></SyncML>"),
        Row(call: ["apply", "-"], code: 65, says: "Envelope", input: "<s:Envelope xmlns:s='x'/>"),
        Row(call: ["apply", "-"], code: 65, says: "standard input: line 1, column", input: "no markup at all"),
    ]

    @Test(
        "A wrong call is 64 and unreadable input is 65, with a word on what to do", arguments: wrongUsage + unreadable)
    func refused(_ row: Row) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(row.call, input: row.input)
            #expect(outcome.code == row.code, "\(outcome.errors)")
            #expect(row.call.contains("--json") || outcome.output == "")
            #expect(outcome.errors.contains(row.says), "\(outcome.errors)")
        }
    }

    @Test("Of a command that there is not the document says so, and names no option")
    func unknownCommand() throws {
        try Understudy.with { understudy in
            let error = try understudy("frob", "--json").object()["error"] as? String
            #expect(error == "there is no command frob; understudy --help lists them")
        }
    }

    @Test("A wrong call is told with the right one on a line of its own, and no argument makes a line")
    func usage() throws {
        try Understudy.with { understudy in
            let missing = try understudy("explain")
            #expect(missing.errors.split(separator: "\n").contains { $0.hasPrefix("Usage: understudy explain") })
            let forged = try understudy("get", "./DevInfo/Man", "--at", "x\nUsage: forged")
            #expect(forged.code == 64 && forged.errors.contains("x\\nUsage: forged"), "\(forged.errors)")
            #expect(!forged.errors.split(separator: "\n").contains { $0.hasPrefix("Usage: forged") })
        }
    }

    @Test("A profile that cannot be used is 65, with the key")
    func profiles() throws {
        try Understudy.with { understudy in
            let profile = try String(contentsOfFile: Understudy.sample("profiles/lumia-950-1703.yaml"), encoding: .utf8)
            let rows = [
                (profile.replacing("model: Lumia 950", with: ""), "model"),
                (profile.replacing("build: 10.0.15063.297", with: "build: 1703"), "build"),
                (profile.replacing("totalRAM: 3072", with: "totalRAM: much"), "totalRAM"),
                (profile.replacing("platform: phone", with: "platform: watch"), "platform"),
                ("name: [", "broken.yaml"), ("", "broken.yaml"), ("- a\n- b\n", "broken.yaml"),
            ]
            for (text, word) in rows {
                let file = try understudy.write(text, to: "broken.yaml")
                let outcome = try understudy("get", "./DevInfo/Man", "--device", file)
                #expect(outcome.code == 65, "\(word): \(outcome.errors)")
                #expect(outcome.errors.contains(word), "\(outcome.errors)")
            }
        }
    }

    @Test("A DDF file that cannot be used is 65, with the file and the node")
    func ddf() throws {
        try Understudy.with { understudy in
            try understudy.write("<MgmtTree><Node><NodeName>x</NodeName></Node></MgmtTree>", to: "ddf/own.xml")
            let outcome = try understudy("get", "./DevInfo/Man", "--ddf", "ddf")
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("ddf/own.xml: ./x: DFProperties is missing"), "\(outcome.errors)")
            try understudy.write("<MgmtTree>", to: "ddf/own.xml")
            let broken = try understudy("get", "./DevInfo/Man", "--ddf", "ddf")
            #expect(broken.code == 65)
            #expect(broken.errors.contains("ddf/own.xml:"), "\(broken.errors)")
        }
    }

    @Test("A state folder that cannot be used is 73")
    func state() throws {
        try Understudy.with { understudy in
            try understudy.write("no folder", to: "file")
            #expect(try understudy("get", "./DevInfo/Man", "--state", "file").code == 73)
            try understudy.write(String(repeating: "no database ", count: 1_000), to: "torn/phone.sqlite")
            let torn = try understudy("get", "./DevInfo/Man", "--state", "torn")
            #expect(torn.code == 73)
            #expect(torn.errors.contains("--state"), "\(torn.errors)")
        }
    }

    @Test("A second process on the same state is refused, and served when the first is done")
    func inUse() throws {
        try Understudy.with { understudy in
            #expect(try understudy("set-pin", "--pin", "271828", "--state", "phone").code == 0)
            let lock = open("\(understudy.folder)/phone/lock", O_RDWR)
            #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
            for call in [["get", "./DevInfo/Man"], ["unlock", "--pin", "271828"], ["status"], ["tree"]] {
                let outcome = try understudy.run(call + ["--state", "phone"])
                #expect(outcome.code == 73)
                #expect(outcome.errors.contains("another process"), "\(outcome.errors)")
                #expect(outcome.output == "")
            }
            close(lock)
            #expect(try understudy("unlock", "--pin", "271828", "--state", "phone").code == 0)
        }
    }

    @Test("A phone that is kept does not become another one")
    func keptPhone() throws {
        try Understudy.with { understudy in
            #expect(try understudy("lock", "--state", "phone").code == 0)
            let tenant = "11111111-2222-3333-4444-555555555555"
            #expect(try understudy("status", "--state", "phone", "--tenant", tenant).code == 64)
            let desktop = Understudy.sample("profiles/desktop-1703.yaml")
            let other = try understudy("status", "--state", "phone", "--device", desktop)
            #expect(other.code == 64)
            #expect(other.errors.contains("another folder"))
            #expect(try understudy("status", "--state", "phone", "--device", "lumia-950-1703").code == 0)
            let fresh = try understudy("status", "--tenant", tenant, "--json").object()
            #expect(fresh["tenant"] as? String == tenant)
            // The tenant that the phone has is no other one.
            let kept = try #require(
                try understudy("status", "--state", "phone", "--json").object()["tenant"] as? String)
            #expect(try understudy("status", "--state", "phone", "--tenant", kept.uppercased()).code == 0)
        }
    }

    @Test("What is one phone's own can be given, and is kept")
    func individual() throws {
        try Understudy.with { (understudy: Understudy) throws -> Void in
            let name = "./DevDetail/Ext/Microsoft/DeviceName"
            let imeis = "./Vendor/MSFT/DeviceStatus/CellularIdentities"
            let given = ["--device-name", "Front desk", "--imei", "490154203237518", "--session-id", "decimal"]
            #expect(try understudy.run(["lock", "--state", "phone"] + given).code == 0)
            #expect(try understudy("get", name, "--state", "phone").output == "Front desk\n")
            #expect(try understudy("get", imeis, "--state", "phone").output == "490154203237518\n")
            #expect(
                try understudy("get", name, "--state", "phone", "--device-name", "Back desk").output == "Back desk\n")
            #expect(try understudy("get", name, "--state", "phone").output == "Back desk\n")
            #expect(try understudy("status", "--state", "phone", "--device", "lumia-950-1703").code == 0)
            #expect(try understudy("status", "--imei", "49015420323751").code == 64)
            let desktop = Understudy.sample("profiles/desktop-1703.yaml")
            #expect(try understudy("status", "--device", desktop, "--imei", "490154203237518").code == 64)
        }
    }

    @Test("The examples in the help of get, add, replace, delete, tree, lock and status do what they say")
    func examples() throws {
        for command in ["get", "add", "replace", "delete", "tree", "lock", "status"] {
            try Understudy.with { understudy in
                _ = try understudy("add", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "1", "--state", "phone")
                if command == "add" { _ = try understudy("delete", "./Vendor/MSFT/Policy/Config", "--state", "phone") }
                let help = try understudy(command, "--help").output
                let lines = help.split(separator: "\n").map { $0.trimming { $0 == " " } }
                let examples = lines.filter { $0.hasPrefix("understudy \(command) ") }
                #expect(!examples.isEmpty || command == "status", "\(help)")
                for example in examples {
                    let words = example.replacing("'Front desk'", with: "Front").replacing("'", with: "")
                    let outcome = try understudy.run(words.split(separator: " ").dropFirst().map { String($0) })
                    #expect(outcome.code == 0, "\(example): \(outcome.errors)")
                }
            }
        }
    }

    @Test(
        "The help of every command has examples",
        arguments: [
            "apply", "get", "add", "replace", "delete", "exec", "tree", "set-pin", "lock", "unlock", "status", "",
        ])
    func help(_ command: String) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run((command.isEmpty ? [] : [command]) + ["--help"])
            #expect(outcome.code == 0)
            #expect(outcome.output.contains("EXAMPLES"))
            #expect(outcome.output.contains("understudy \(command)"))
            #expect(command.isEmpty || outcome.output.contains("--json"))
        }
    }
}

extension Substring {
    /// The text without such characters at its ends.
    fileprivate func trimming(_ isGone: (Character) -> Bool) -> Substring {
        guard let start = firstIndex(where: { !isGone($0) }), let end = lastIndex(where: { !isGone($0) }) else {
            return ""
        }
        return self[start...end]
    }
}
