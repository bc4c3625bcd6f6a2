import Foundation
import Testing

@Suite("A capture that is damaged, or is none")
struct DamagedCaptureTests {
    private static func sample(_ name: String) throws -> String { try Understudy.text(of: "captures/\(name)") }

    @Test("What is whole of a capture that breaks off is played, and then it ends with 65")
    func cut() throws {
        try Understudy.with { understudy in
            let text = try Self.sample("http.txt")
            try understudy.write(String(text.dropLast(text.count / 5)), to: "cut.txt")
            let replay = try understudy("replay", "cut.txt")
            #expect(replay.code == 65, "\(replay)")
            #expect(replay.output.contains("1 session: "), "\(replay.output)")
            #expect(replay.errors.contains("cut.txt, line ") && replay.errors.contains("the file ends within this"))
            #expect(!replay.errors.contains("note:"), "\(replay.errors)")
            let convert = try understudy("convert", "cut.txt", "--to", "xml")
            #expect(convert.code == 65 && convert.output.contains("<SyncML"), "\(convert)")
            let report = try understudy("replay", "cut.txt", "--format", "junit")
            #expect(report.code == 65 && report.output.contains("errors=\"1\""), "\(report.output)")
        }
    }

    /// How a message of a folder is damaged.
    private static let damages: [@Sendable (String) -> String] = [
        { $0.replacing("<SyncBody>", with: "<SyncBody") }, { _ in "" }, { _ in "x9 no message\n" },
    ]

    @Test(
        "What is left of a folder with a message that cannot be read is played, and then it ends with 65",
        arguments: 0..<3
    )
    func unreadable(_ damage: Int) throws {
        try Understudy.with { understudy in
            for name in ["0001-device.xml", "0001-server.xml", "0002-device.xml", "0002-server.xml"] {
                try understudy.write(try Self.sample("messages/\(name)"), to: "folder/\(name)")
            }
            let text = try Self.sample("messages/0001-server.xml")
            try understudy.write(Self.damages[damage](text), to: "folder/0001-server.xml")
            let replay = try understudy("replay", "folder")
            #expect(replay.code == 65 && replay.output.contains("1 message cannot be read"), "\(replay)")
            #expect(!replay.output.contains("no difference"), "\(replay.output)")
            #expect(replay.errors.contains("0001-server.xml: this message cannot be read"), "\(replay.errors)")
            let last = try understudy("replay", "folder", "--json").output.split(separator: "\n").last ?? ""
            let document = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any]
            #expect(document?["unreadable"] as? Int == 1 && document?["exitCode"] as? Int == 65, "\(last)")
            let report = try understudy("replay", "folder", "--format", "junit")
            #expect(report.code == 65 && report.output.contains("errors=\"1\""), "\(report.output)")
            for form in ["har", "xml"] {
                #expect(try understudy("convert", "folder", "--to", form).code == 65)
            }
        }
    }

    @Test("A message in the middle of a text that cannot be read ends with 65 as well")
    func unreadableInText() throws {
        try Understudy.with { understudy in
            let text = try Self.sample("text.xml")
            let first = try #require(text.firstRange(of: "<SyncBody>"))
            try understudy.write(text.replacingCharacters(in: first, with: "<SyncBody"), to: "text.xml")
            let replay = try understudy("replay", "text.xml")
            #expect(replay.code == 65 && !replay.output.contains("no difference"), "\(replay)")
        }
    }

    @Test("The whole flows of a flow file that breaks off are played, and then it ends with 65")
    func cutFlows() throws {
        try Understudy.with { understudy in
            let octets = try Data(contentsOf: URL(filePath: Understudy.sample("captures/mitmproxy.flows")))
            try octets.dropLast(100).write(to: URL(filePath: "\(understudy.folder)/cut.flows"))
            let replay = try understudy("replay", "cut.flows")
            #expect(replay.code == 65 && replay.output.contains("1 session: "), "\(replay)")
            #expect(replay.errors.contains("cut.flows, byte offset ") && replay.errors.contains("flow 2 is broken"))
            let convert = try understudy("convert", "cut.flows", "--to", "xml")
            #expect(convert.code == 65 && convert.output.contains("<SyncML"), "\(convert)")
        }
    }

    @Test("A binary answer in chunks that breaks off ends with 65, and names where it begins")
    func cutInChunks() throws {
        try Understudy.with { understudy in
            func octets(_ name: String) throws -> Data {
                try Data(contentsOf: URL(filePath: Understudy.sample("captures/wbxml/\(name)")))
            }
            let (request, answer) = (try octets("0001-device.wbxml"), try octets("0001-server.wbxml"))
            let type = "Content-Type: application/vnd.syncml.dm+wbxml\r\n"
            var text = Data("POST /omadm HTTP/1.1\r\n\(type)Content-Length: \(request.count)\r\n\r\n".utf8) + request
            text += Data("HTTP/1.1 200 OK\r\n\(type)Transfer-Encoding: chunked\r\n\r\n".utf8)
            text += Data("\(String(answer.count, radix: 16))\r\n".utf8) + answer.dropLast(20)
            try text.write(to: URL(filePath: "\(understudy.folder)/cut.txt"))
            for command in [["replay", "cut.txt"], ["convert", "cut.txt", "--to", "xml"]] {
                let outcome = try understudy.run(command)
                #expect(outcome.code == 65, "\(outcome)")
                #expect(outcome.errors.contains("cut.txt, line ") && outcome.errors.contains("the file ends within"))
            }
        }
    }

    @Test("Of a folder the note about a message comes first, and files that are no capture share a line")
    func notes() throws {
        try Understudy.with { understudy in
            for name in ["0001-device.xml", "0001-server.xml"] {
                try understudy.write(try Self.sample("messages/\(name)"), to: "folder/\(name)")
            }
            for name in ["about.txt", "meta.json"] { try understudy.write("{\"kind\": 1}", to: "folder/\(name)") }
            try understudy.write("<SyncML>\n<SyncBody><Add></SyncBody></SyncML>", to: "folder/wrong.xml")
            for command in [["replay", "folder"], ["convert", "folder", "--to", "xml"]] {
                let outcome = try understudy.run(command)
                let notes = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("note: ") }
                try #require(notes.count >= 2, "\(outcome.errors)")
                #expect(notes[0].hasPrefix("note: wrong.xml") && notes[0].contains("cannot be read"), "\(notes)")
                #expect(notes[1].hasPrefix("note: about.txt; meta.json: nothing in it"), "\(notes)")
            }
            let lines = try understudy.run(["replay", "folder", "--json"]).output.split(separator: "\n")
            #expect(lines.count { $0.contains("\"warning\"") } == 3, "\(lines)")
        }
    }

    /// A copy of the sample that `--record` wrote, with some files written anew.
    private static func recording(_ understudy: Understudy, _ files: [String: String]) throws {
        try FileManager.default.copyItem(
            atPath: Understudy.sample("captures/record"), toPath: "\(understudy.folder)/recording")
        for (name, text) in files { try understudy.write(text, to: "recording/\(name)") }
    }

    @Test("A recording whose phone is gone says which file is missing, and what to do")
    func phoneGone() throws {
        try Understudy.with { understudy in
            let files = [
                "recording.json": "{\"understudyRecording\": 1, \"version\": \"1.0\", \"runs\": []}",
                "0004-exchange.json": "{\"understudyExchange\": 1, \"phone\": \"0004-phone.sqlite\"}",
            ]
            try Self.recording(understudy, files)
            let gone = try understudy("replay", "recording")
            #expect(gone.code == 65 && gone.errors.contains("recording/0004-phone.sqlite is gone"), "\(gone)")
            #expect(gone.errors.contains("recording/recording.json is taken away"), "\(gone.errors)")
            #expect(try [0, 1].contains(understudy("replay", "recording", "--device", "lumia-950-1703").code))
            try FileManager.default.removeItem(atPath: "\(understudy.folder)/recording/recording.json")
            #expect(try [0, 1].contains(understudy("replay", "recording").code))
        }
    }

    @Test("A recording is converted with its phone; what is without it says so")
    func phoneKept() throws {
        try Understudy.with { understudy in
            let files = [
                "recording.json": "{\"understudyRecording\": 1, \"version\": \"1.0\", \"runs\": []}",
                "0004-exchange.json": "{\"understudyExchange\": 1, \"phone\": \"0004-phone.sqlite\"}",
                "0004-phone.sqlite": "the phone",
            ]
            try Self.recording(understudy, files)
            let kept = try understudy("convert", "recording", "--to", "record", "--output", "kept")
            #expect(
                kept.code == 0 && !kept.errors.contains("the phone as it was")
                    && kept.errors.contains("its PIN and keys"), "\(kept)")
            func text(_ name: String) throws -> String {
                try String(contentsOfFile: "\(understudy.folder)/kept/\(name)", encoding: .utf8)
            }
            #expect(try text("0004-phone.sqlite") == "the phone")
            #expect(try text("0004-exchange.json").contains("\"phone\": \"0004-phone.sqlite\""))
            #expect(try text("recording.json").contains("understudyRecording"))
            for options in [["record", "--redact"], ["messages"]] {
                let folder = "as-\(options[0])"
                let other = try understudy.run(["convert", "recording", "--output", folder, "--to"] + options)
                #expect(other.code == 0 && other.errors.contains("the phone as it was is not in it"), "\(other)")
                let names = try FileManager.default.contentsOfDirectory(atPath: "\(understudy.folder)/\(folder)")
                #expect(!names.contains { $0.hasSuffix(".sqlite") || $0 == "recording.json" }, "\(names)")
            }
        }
    }

    @Test("A recording whose description was cut ends with 65, and says what to do", arguments: ["", "{"])
    func cutDescription(_ text: String) throws {
        try Understudy.with { understudy in
            try Self.recording(understudy, ["recording.json": text])
            let outcome = try understudy("replay", "recording")
            #expect(outcome.code == 65 && outcome.errors.contains("recording.json, line 1: "), "\(outcome)")
            #expect(outcome.errors.contains("take this file away"), "\(outcome.errors)")
        }
    }

    @Test("A pipe in a folder is passed over; one that is named is read")
    func pipe() throws {
        try Understudy.with { understudy in
            try understudy.write(try Self.sample("text.xml"), to: "folder/text.xml")
            for name in ["zz", "recording.json"] {
                try #require(mkfifo("\(understudy.folder)/folder/\(name)", 0o600) == 0)
            }
            let outcome = try understudy("replay", "folder")
            #expect(outcome.code == 0 && outcome.output.hasSuffix("no difference\n"), "\(outcome)")
            #expect(outcome.errors.contains("folder/zz: this is no regular file"), "\(outcome.errors)")
            let named = try understudy.withPipe(from: Understudy.sample("captures/text.xml")) { pipe in
                try understudy("replay", pipe)
            }
            #expect(named.code == 0, "\(named)")
        }
    }

    @Test("What has no end is not read to it", arguments: ["replay", "convert", "apply"])
    func endless(_ command: String) throws {
        try Understudy.with { understudy in
            let more = command == "convert" ? ["--to", "xml"] : []
            let outcome = try understudy.run([command, "/dev/zero"] + more)
            #expect(outcome.code == 65 && outcome.errors.contains("this is a device"), "\(outcome)")
            let empty = try understudy.run([command, "/dev/null"] + more)
            #expect(empty.code == 65 && !empty.errors.contains("this is a device"), "\(empty)")
        }
    }

    @Test("Of a device's messages alone each is compared once, and called what it is")
    func deviceAlone() throws {
        try Understudy.with { understudy in
            let messages = try Self.sample("http.txt").matches(of: #/<SyncML.*?<\/SyncML>/#).map { String($0.0) }
            let device = messages.filter { $0.contains("<Source><LocURI>urn:uuid:") }
            try #require(device.count > 1)
            let all = try understudy("replay", "-", "--all", input: device.joined(separator: "\n"))
            #expect(all.output.contains("\(device.count) answers compared"), "\(all)")
            #expect(all.output.components(separatedBy: "package 1").count == 2, "\(all.output)")
            let answers = try understudy("replay", "-", "--all", input: device.dropFirst().joined(separator: "\n"))
            #expect(!answers.output.contains("package 1"), "\(answers.output)")
            #expect(answers.output.contains("message 2 of the device"), "\(answers.output)")
        }
    }
}
