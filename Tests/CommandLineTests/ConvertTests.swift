import Foundation
import Testing

/// `convert`: captures in other forms, nothing overwritten, nothing secret left.
@Suite("Conversion of captures")
struct ConvertTests {
    private static func fixture(_ name: String) -> String {
        "\(Understudy.package)/Tests/CapturesTests/Fixtures/\(name)"
    }

    private static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test(
        "Every form can be printed as XML, and is then the same conversation",
        arguments: [
            "http-wbxml.txt", "mitmproxy.har", "fiddler.saz", "flows.mitm", "curl.trace", "burp.xml", "viewer.xml",
        ])
    func toXML(_ name: String) throws {
        try Understudy.with { understudy in
            let outcome = try understudy("convert", Self.fixture(name), "--to", "xml")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").count == 4)
            #expect(try understudy("convert", Self.fixture("http.txt"), "--to", "xml").output == outcome.output)
            let pretty = try understudy("convert", "-", "--to", "pretty", input: outcome.output)
            #expect(pretty.output.contains("\n  <SyncHdr>\n"))
            #expect(try understudy("convert", "-", "--to", "xml", input: pretty.output).output == outcome.output)
        }
    }

    @Test("A message becomes WBXML and comes back")
    func toBinary() throws {
        try Understudy.with { understudy in
            let text = try understudy("convert", Self.fixture("message.wbxml"), "--to", "xml")
            #expect(text.code == 0 && text.output.hasPrefix("<SyncML"))
            let binary = try understudy("convert", "-", "--to", "wbxml", "--output", "a.wbxml", input: text.output)
            #expect(binary.code == 0 && binary.errors.contains("written: a.wbxml"))
            #expect(try understudy("convert", "a.wbxml", "--to", "xml").output == text.output)
            let several = try understudy("convert", Self.fixture("http.txt"), "--to", "wbxml")
            #expect(several.code == 64 && several.errors.contains("--to messages --form wbxml"))
        }
    }

    @Test("A folder of messages, a recording and a HAR hold the same, and nothing that is there is touched")
    func folders() throws {
        try Understudy.with { understudy in
            let source = Self.fixture("mitmproxy.har")
            let wanted = try understudy("convert", source, "--to", "xml").output
            for (form, first) in [("messages", "0001-device.wbxml"), ("record", "0001-device.http")] {
                let arguments = ["convert", source, "--to", form, "--output", form]
                #expect(try understudy.run(arguments).code == 0)
                let names = try Self.names("\(understudy.folder)/\(form)")
                #expect(names.count == 4 && names.first == first)
                #expect(try understudy("convert", form, "--to", "xml").output == wanted)
                let again = try understudy.run(arguments)
                #expect(
                    again.code == 74 && again.errors.contains("is there already")
                        && again.errors.contains("--overwrite"))
                #expect(try understudy.run(arguments + ["--overwrite", "--form", "pretty"]).code == 0)
                #expect(try Self.names("\(understudy.folder)/\(form)").count == 4)
                try understudy.write("mine", to: "\(form)/notes.txt")
                let foreign = try understudy.run(arguments + ["--overwrite"])
                #expect(foreign.code == 74 && foreign.errors.contains("notes.txt"))
                try understudy.write("a phone", to: "\(form)/0001-phone.sqlite")
                let phone = try understudy.run(arguments + ["--overwrite"])
                #expect(phone.code == 74 && phone.errors.contains("rm \(form)/*-phone.sqlite"), "\(phone.errors)")
                #expect(try Self.names("\(understudy.folder)/\(form)").contains("notes.txt"))
            }
            #expect(try understudy("convert", "messages/0001-device.xml", "--to", "har", "--output", "a.har").code == 0)
            #expect(try understudy("convert", "a.har", "--to", "har", "--output", "a.har").code == 74)
            let kept = FileManager.default.contents(atPath: "\(understudy.folder)/a.har")
            #expect(kept.map { String(decoding: $0, as: UTF8.self).hasPrefix("{") } == true)
        }
    }

    @Test("What is written is its owner's only")
    func rights() throws {
        try Understudy.with { understudy in
            #expect(try understudy("convert", Self.fixture("http.txt"), "--to", "record", "--output", "r").code == 0)
            for (path, mode) in [("r", 0o700), ("r/0001-device.http", 0o600)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(understudy.folder)/\(path)")
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode, "\(path)")
            }
        }
    }

    @Test(
        "A wrong call, and what cannot be read, are told with what to do",
        arguments: [
            (["convert", "a"], Int32(64), "--to"), (["convert", "a", "--to", "messages"], 64, "--output"),
            (["convert", "a", "--to", "xml", "--form", "xml"], 64, "--form is for"),
            (["convert", "a", "--to", "xml", "--json"], 64, "--output"),
            (["convert", "a", "--to", "har", "--overwrite"], 64, "--output"),
            (["convert", "nowhere", "--to", "xml"], 65, "no such file"),
            (["convert", fixture("foreign/packets.pcap"), "--to", "xml"], 65, "tshark"),
            (["convert", fixture("foreign/locked.saz"), "--to", "xml"], 65, "password"),
        ])
    func refusals(_ arguments: [String], _ code: Int32, _ words: String) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(arguments)
            #expect(outcome.code == code && outcome.errors.contains(words), "\(outcome.code): \(outcome.errors)")
            #expect(try Self.names(understudy.folder).allSatisfy { $0.hasPrefix(".") })
        }
    }

    @Test("The document says what was written")
    func document() throws {
        try Understudy.with { understudy in
            let outcome = try understudy(
                "convert", Self.fixture("record"), "--to", "record", "--redact", "--output", "r", "--json")
            #expect(outcome.code == 0, "\(outcome.errors)")
            let object = try outcome.object()
            #expect(object["sessions"] as? Int == 2 && object["messages"] as? Int == 5 && object["others"] as? Int == 1)
            #expect((object["files"] as? [String])?.count == 7 && object["output"] as? String == "r")
            #expect((object["redacted"] as? [String: Int])?["identifier"] == 1)
            #expect((object["warnings"] as? [[String: Any]])?.first?["kind"] as? String == "fileSkipped")
            #expect((object["leftOut"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("A redacted capture names nobody, and says how much it named")
    func redaction() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("convert", Self.fixture("http.txt"), "--to", "xml", "--redact")
            #expect(outcome.code == 0 && outcome.errors.contains("redacted: 1 name, 1 id"), "\(outcome.errors)")
            #expect(!outcome.output.contains("Zoë") && !outcome.output.contains("0B5E2C1A"))
            #expect(outcome.output.contains("<SessionID>5</SessionID>") && outcome.output.contains("AllowCamera"))
        }
    }
}
