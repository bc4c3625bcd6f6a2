import Foundation
import Lab
import LabSupport
import Logging
import PINReset
import TestSupport
import Testing

/// `--pin-reset-service URL`, by the built program against a lab that runs.
@Suite("A PIN reset service by its address", .serialized, .timeLimit(.minutes(30)))
struct PINResetServiceOptionTests {
    private static var consenting: LabConfiguration {
        var configuration = LabConfiguration(users: [Phones.user: "secret"])
        configuration.consented = Set(PINResetApplication.allCases)
        return configuration
    }

    private static func reset(_ lab: RunningLab) async throws -> LabDevice {
        let device = try #require(await lab.management.devices.first)
        _ = try await lab.management.queue(.enablePINRecovery(tenant: Phones.tenant), for: device.id)
        _ = try await lab.management.queue(.recoverPIN, for: device.id)
        return device
    }

    @Test("sync asks the lab's service, and the lab knows the PIN that the phone then has")
    func sync() async throws {
        try await Program.withLab(Self.consenting) { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let device = try await Self.reset(lab)
            let service = ["--pin-reset-service", lab.pinResetURL]
            let synced = try await program.finish(["sync", "--fail-on-status"] + service + program.phone(of: lab))
            #expect(synced.code == 0, "\(synced.errors) \(synced.output)")
            #expect(await lab.management.events().filter { $0.kind == .ticketGiven }.count == 1)
            let passcode = try #require(try await lab.management.device(device.id).passcode)
            let unlock = try await program.finish(["unlock", "--pin", passcode, "--state", "phone"])
            #expect(unlock.code == 0, "\(unlock.errors)")
        }
    }

    @Test("Without consent the phone tells the reason, keeps its PIN, and the session ends as any other")
    func refused() async throws {
        try await Program.withLab { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let device = try await Self.reset(lab)
            let service = ["--pin-reset-service", lab.pinResetURL]
            let synced = try await program.finish(["sync"] + service + program.phone(of: lab))
            #expect(synced.code == 0 && synced.output.contains("500 Exec"), "\(synced.errors)")
            #expect(synced.output.contains("has not consented to Microsoft Pin Reset Service Production"))
            #expect(try await lab.management.device(device.id).passcode == nil)
        }
    }

    @Test("run asks it too, and a sync that goes through it must not name another")
    func run() async throws {
        try await Program.withLab(Self.consenting) { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let device = try await Self.reset(lab)
            let service = ["--pin-reset-service", lab.pinResetURL]
            let (_, end) = try await program.run(
                ["run", "--json", "--poll-every", "3600"] + service + program.phone(of: lab)
            ) { _ in
                let other = try Program(folder: "\(program.folder)/other")
                let phone = ["--state", "../phone"]
                let wrong = try await other.finish(["sync"] + service + phone)
                #expect(wrong.code == 64 && wrong.errors.contains("give it to run"), "\(wrong.errors)")
                #expect(try await other.finish(["sync"] + phone).code == 0)
            }
            #expect(end == .code(0))
            #expect(try await lab.management.device(device.id).passcode?.isEmpty == false)
        }
    }

    @Test("A fleet's phones ask it, each for a ticket of its own")
    func fleet() async throws {
        var configuration = LabConfiguration()
        configuration.consented = Set(PINResetApplication.allCases)
        try await Program.withLab(configuration) { lab, program in
            let call =
                ["fleet", "-n", "2", "--server", lab.baseURL, "--state", "fleet", "--poll", "0s", "--key-type", "p256"]
                + ["--pin-reset-service", lab.pinResetURL] + ["--ca-file", "ca.pem"]
            #expect(try await program.finish(call).code == 0)
            let ids = await lab.management.devices.map(\.id)
            #expect(ids.count == 2)
            for command in [LabCommand.enablePINRecovery(tenant: Phones.tenant), .recoverPIN] {
                for id in ids { _ = try await lab.management.queue(command, for: id) }
                let ended = try await program.finish(call)
                #expect(ended.code == 0, "\(ended.errors)")
            }
            #expect(await lab.management.events().filter { $0.kind == .ticketGiven }.count == 2)
            for id in ids { #expect(try await lab.management.device(id).passcode?.isEmpty == false) }
        }
    }

    static let wrong: [(call: [String], says: String)] = [
        (["sync", "--pin-reset-service", "http://reset.example"], "use https://"),
        (["sync", "--pin-reset-service", "http://127.0.0.1:1"], "use https://"),
        (["sync", "--pin-reset-service", "ftp://reset.example"], "embedded"),
        (["sync", "--pin-reset-service", "https://reset.example/?a=b"], "embedded"),
        (["status", "--pin-reset-service", "https://reset.example"], "talk to a server"),
        (["apply", "x.xml", "--pin-reset-service", "https://reset.example"], "talk to a server"),
        (["get", "./DevInfo/Man", "--pin-reset-service", "https://reset.example"], "talk to a server"),
        (["check", "x.xml", "--pin-reset-service", "https://reset.example"], "talk to a server"),
    ]

    @Test("An address that cannot be asked, or where nobody is asked, is a wrong call", arguments: wrong)
    func wrongCalls(_ row: (call: [String], says: String)) async throws {
        try await TemporaryFolder.with { folder in
            let program = try Program(folder: folder)
            #expect(try await program.finish(["set-pin", "--pin", "271828", "--state", "phone"]).code == 0)
            let get = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>"
            try get.write(toFile: "\(folder)/x.xml", atomically: true, encoding: .utf8)
            let ended = try await program.finish(row.call + ["--state", "phone"])
            #expect(ended.code == 64 && ended.errors.contains(row.says), "\(ended.errors)")
        }
    }
}
