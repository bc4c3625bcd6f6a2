import Foundation
import Lab
import Logging
import TestSupport
import Testing

/// The commands of the lab, each with its one document.
@Suite("Commands of the lab", .serialized)
struct LabCommandTests {
    @Test("serve tells where it listens, the others ask it there, and each document says how the command ended")
    func documents() async throws {
        try await TemporaryFolder.with { folder in
            let server = try Program(folder: folder)
            let serve = ["lab", "serve", "--port", "0", "--folder", "lab", "--json"]
            let (_, end) = try await server.run(serve) { said in
                let line = try #require(
                    try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [String: Any], "\(said)")
                #expect(line["kind"] as? String == "listening" && line["tokenFile"] as? String == "lab/lab-token")
                let url = try #require(line["url"] as? String)
                #expect(line["pinResetService"] as? String == "\(url)/pin-reset")
                let pages = try #require(line["consent"] as? [String])
                #expect(pages.count == 2 && pages.allSatisfy { $0.hasPrefix("\(url)/common/oauth2/authorize?") })
                let program = try Program(folder: "\(folder)/person")
                try await Self.ask(program, try #require(line["url"] as? String))
            }
            #expect(end == .code(0))
            let last = try #require(server.output.split(separator: "\n").last)
            let document = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
            #expect(document["outcome"] as? String == "done" && document["exitCode"] as? Int == 0)
        }
    }

    private static func ask(_ program: Program, _ url: String) async throws {
        let api = ["--url", url, "--folder", "../lab", "--json"]
        let none = try await program.finish(["lab", "reset-passcode"] + api)
        #expect(none.code == 64)
        #expect(try Self.error(none).contains("no phone has enrolled"))

        let enroll = [
            "enroll", url + LabEnrollment.Path.discovery, "--user", Phones.user, "--password", "secret", "--ca-file",
            "../lab/lab-ca.pem", "--state", "phone",
        ]
        #expect(try await program.finish(enroll).code == 0)
        let phones = try await program.finish(["lab", "devices", "--phones"] + api).document()
        let phone = try #require((phones["devices"] as? [[String: Any]])?.first)
        #expect(phone["state"] as? String == "enrolled" && phones["outcome"] as? String == "done")
        // Without the flag it is the tenant's list wherever the output goes, by the ids that the other commands take.
        let devices = try await program.finish(["lab", "devices"] + api).document()
        let device = try #require((devices["devices"] as? [[String: Any]])?.first)
        #expect(device["managementState"] as? String == "managed" && (device["id"] as? String)?.utf8.count == 36)
        #expect(try await program.finish(["lab", "device", device["id"] as? String ?? ""] + api).code == 0)

        let noTenant = try await program.finish(["lab", "reset-passcode"] + api)
        #expect(noTenant.code == 77)
        for form in ["by its name or id as `lab devices` lists them", "--tenant GUID", "--no-policy"] {
            #expect(try Self.error(noTenant).contains(form), "\(form)")
        }
        let reset = try await program.finish(["lab", "reset-passcode", "--tenant", Phones.tenant] + api)
        #expect(reset.code == 0)
        // The policy is a command; the reset is an action, which the Graph-shaped API shows.
        #expect(try #require(reset.document()["commands"] as? [Int]).count == 1)
        #expect(try #require(reset.document()["action"] as? String).utf8.count == 36)
        try "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>".write(
            toFile: "\(program.folder)/get.xml", atomically: true, encoding: .utf8)
        let queued = try await program.finish(["lab", "queue", "get.xml"] + api)
        #expect(queued.code == 0)
        #expect(try #require(queued.document()["commands"] as? [Int]).count == 1)
        let nobody = try await program.finish(["lab", "queue", "get.xml", "--device", "nobody"] + api)
        #expect(nobody.code == 77)
        #expect(try Self.error(nobody).contains("'nobody'"))
    }

    private static func error(_ ended: Program.Finished) throws -> String {
        try #require(try ended.document()["error"] as? String)
    }

    /// A command that wants one device of several, and how its error says to name one.
    static let unnamed: [([String], String)] = [
        (["sync"], "there are 12 devices; give one by its name or id, as `lab devices` lists them: P1, P10, "),
        (["device"], "there are 12 devices; give one by its name or id, as `lab devices` lists them: P1, P10, "),
        (["cancel"], "P7 and 2 more"),
        (["reset-passcode", "--wait"], "by its name or id, as `lab devices` lists them"),
        (
            ["reset-passcode"],
            "give one by its name or id, as `lab devices` lists them, or name one with --device: P1, "
        ), (["queue", "get.xml"], "12 phones have enrolled; name one with --device: P1, "),
        (["retire"], "see `lab devices`"),
    ]

    @Test("Who names no device of several is told how one is named, and what lists them")
    func several() async throws {
        try await Program.withLab(LabConfiguration()) { lab, program in
            for number in 1...12 {
                var device = LabDevice(id: "P\(number)")
                device.user = Phones.user
                device.context = [LabDevice.ContextItem(name: "DeviceName", value: "P\(number)")]
                try await lab.management.enroll(device)
            }
            try lab.token.write(toFile: "\(program.folder)/token", atomically: true, encoding: .utf8)
            try "<Get/>".write(toFile: "\(program.folder)/get.xml", atomically: true, encoding: .utf8)
            let api = ["--url", lab.baseURL, "--ca-file", "ca.pem", "--token-file", "token"]
            for (call, says) in Self.unnamed {
                let refused = try await program.finish(["lab"] + call + api)
                #expect(refused.code == 64 && refused.errors.contains(says), "\(call): \(refused)")
            }
        }
    }

    @Test("Without --json the answer stands alone, and a failure is told on standard error")
    func texts() async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await LabServer.withServer(authority: try Conversation.authority.get(), logger: quiet) { lab in
            try await TemporaryFolder.with { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try lab.authority.pem.write(toFile: "\(folder)/ca.pem", atomically: true, encoding: .utf8)
                try lab.token.write(toFile: "\(folder)/token", atomically: true, encoding: .utf8)
                try "wrong".write(toFile: "\(folder)/wrong", atomically: true, encoding: .utf8)
                let program = try Program(folder: folder)
                let api = ["--url", lab.baseURL, "--ca-file", "ca.pem", "--token-file"]
                let devices = try await program.finish(["lab", "devices", "--phones"] + api + ["token"])
                #expect(devices.code == 0 && devices.output.filter { !$0.isWhitespace } == "[]")
                let none = try await program.finish(["lab", "devices"] + api + ["token"])
                #expect(none.code == 0 && none.output == "No device has enrolled yet.\n", "\(none)")
                let refused = try await program.finish(["lab", "devices", "--phones"] + api + ["wrong"])
                #expect(refused.code == 77 && refused.output.isEmpty)
                #expect(refused.errors.contains("lab-token"), "\(refused.errors)")
            }
        }
    }
}
