import Foundation
import Testing

/// With `--json` a script reads one document, however the command ended.
@Suite("The document of --json")
struct DocumentTests {
    /// A call, the exit code, and the word for it.
    struct Row: CustomTestStringConvertible, Sendable {
        var call: [String]
        var code: Int32
        var outcome: String
        var isEnrolled: Bool?
        var input = ""

        init(_ call: String, _ code: Int32, _ outcome: String, isEnrolled: Bool? = nil, input: String = "") {
            self.call = call.split(separator: " ").map(String.init)
            self.code = code
            self.outcome = outcome
            self.isEnrolled = isEnrolled
            self.input = input
        }

        var testDescription: String { call.joined(separator: " ") }
    }

    private static let nowhere = "https://127.0.0.1:1/EnrollmentServer/Discovery.svc"
    private static let get = "<Get><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    static let rows: [Row] = [
        Row("get ./DevInfo/Man", 0, "done", isEnrolled: false),
        Row("get ./DevInfo/Nothing", 1, "failed", isEnrolled: false),
        Row("add \(camera) 0", 0, "done", isEnrolled: false),
        Row("replace \(camera) 7", 1, "failed", isEnrolled: false),
        Row("delete \(camera)", 1, "failed", isEnrolled: false),
        Row("exec ./DevInfo/Man", 1, "failed", isEnrolled: false),
        Row("tree ./DevInfo", 0, "done", isEnrolled: false),
        Row("tree ./Nowhere", 1, "failed"),
        Row("tree ./DevInfo?prop=Name", 64, "wrongCall"),
        Row("explain ./DevInfo/Man", 0, "done", isEnrolled: false),
        Row("explain ./DevInfo/Mann", 1, "failed", isEnrolled: false),
        Row("explain --search unicorn", 1, "failed", isEnrolled: false),
        Row("explain 418 0x87D101A2 -2016345694", 0, "done"),
        Row("explain 777", 1, "failed"),
        Row("explain", 64, "wrongCall"),
        Row("apply -", 0, "done", isEnrolled: false, input: get),
        Row("apply -", 1, "failed", isEnrolled: false, input: get.replacing("Man", with: "Nothing")),
        Row("apply -", 65, "unreadableInput", input: "no markup"),
        Row("apply nothing.xml", 65, "unreadableInput"),
        Row("status", 0, "done", isEnrolled: false),
        Row("status --state file", 73, "unusableState"),
        Row("set-pin --pin 271828", 0, "done", isEnrolled: false),
        Row("set-pin --pin 1", 1, "failed", isEnrolled: false),
        Row("lock", 0, "done", isEnrolled: false),
        Row("unlock --pin wrong", 1, "failed", isEnrolled: false),
        Row("sync", 73, "unusableState"),
        Row("sync --state phone", 73, "unusableState", isEnrolled: false),
        Row("renew --state phone", 73, "unusableState", isEnrolled: false),
        Row("unenroll --state phone", 73, "unusableState", isEnrolled: false),
        Row("run --state nowhere", 73, "unusableState"),
        Row("enroll \(nowhere) --user adele@contoso.example --password x", 69, "noAnswer", isEnrolled: false),
        Row("enroll \(nowhere) --password x", 64, "wrongCall"),
        Row("fly", 64, "wrongCall"),
        Row("get", 64, "wrongCall"),
        Row("get ./DevInfo/Man --colour", 64, "wrongCall"),
        Row("get ./DevInfo/Man --device nothing.yaml", 64, "wrongCall"),
    ]

    @Test(
        "Every command prints one, with outcome, exit code, error, number and whether it is enrolled", arguments: rows)
    func document(_ row: Row) throws {
        try Understudy.with { understudy in
            try understudy.write("no folder", to: "file")
            #expect(try understudy("lock", "--state", "phone").code == 0)
            let ended = try understudy.run(row.call + ["--json"], input: row.input)
            #expect(ended.code == row.code, "\(ended.errors)")
            let document = try ended.object()
            #expect(document["outcome"] as? String == row.outcome)
            #expect(document["exitCode"] as? Int == Int(row.code))
            #expect(document["isEnrolled"] as? Bool == row.isEnrolled)
            #expect((document["error"] is String) == (row.code != 0), "\(document)")
            for member in ["error", "hresult", "isEnrolled"] { #expect(document.keys.contains(member)) }
        }
    }

    @Test("Where the call fails, people read the same sentence that the document holds")
    func sentence() throws {
        try Understudy.with { understudy in
            for call in [["sync"], ["status", "--state", "\(Understudy.package)/Package.swift"], ["get"]] {
                let plain = try understudy.run(call)
                let error = try #require(try understudy.run(call + ["--json"]).object()["error"] as? String)
                #expect(plain.errors.contains(error), "\(plain.errors) \(error)")
                #expect(plain.output == "")
            }
        }
    }

    @Test("A value that begins with - comes after --, and the error says so")
    func hyphen() throws {
        try Understudy.with { understudy in
            let name = "./DevDetail/Ext/Microsoft/DeviceName"
            let wrong = try understudy("replace", name, "-5", "--state", "phone")
            #expect(wrong.code == 64)
            #expect(wrong.errors.contains("-- -5"), "\(wrong.errors)")
            #expect(try understudy("replace", name, "--state", "phone", "--", "-5").code == 0)
            #expect(try understudy("get", name, "--state", "phone").output == "-5\n")
            let pin = try understudy("set-pin", "--pin", "-5")
            #expect(pin.code == 64)
            #expect(pin.errors.contains("--pin=-"), "\(pin.errors)")
        }
    }
}

/// Only what is meant to make a phone makes one.
@Suite("A state folder whose name is wrong")
struct MissingStateTests {
    @Test("Commands that need an enrolled phone refuse a folder without one, and make nothing")
    func refused() throws {
        try Understudy.with { understudy in
            for command in ["sync", "run", "renew", "unenroll"] {
                let ended = try understudy(command, "--state", "fone")
                #expect(ended.code == 73)
                #expect(ended.errors.contains("there is no phone in fone"), "\(ended.errors)")
                #expect(!FileManager.default.fileExists(atPath: "\(understudy.folder)/fone"))
                #expect(try understudy(command).code == 73)
                #expect(!FileManager.default.fileExists(atPath: "\(understudy.folder)/xdg"))
            }
        }
    }
}
