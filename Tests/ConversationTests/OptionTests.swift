import Certificates
import Foundation
import Lab
import ServerScripts
import SimulatedPhone
import Store
import SyncML
import Testing

/// Options of the built program whose effect a server sees, or another program.
@Suite("Options of enroll, renew and run", .serialized, .timeLimit(.minutes(30)))
struct OptionTests {
    /// How a password is handed over, and whether it is the right one.
    static let ways: [(options: [String], environment: [String: String], code: Int32)] = [
        (["--password-file", "password.txt"], [:], 0),
        ([], ["UNDERSTUDY_PASSWORD": "secret"], 0),
        ([], ["UNDERSTUDY_PASSWORD": "wrong"], 77),
        // What the line says counts before the environment.
        (["--password-file", "password.txt"], ["UNDERSTUDY_PASSWORD": "wrong"], 0),
        (["--password", "secret", "--password-file", "password.txt"], [:], 64),
        (["--password-file", "nowhere.txt"], [:], 65),
        (["--password-file", "empty.txt"], [:], 65),
        // Then the phone has nothing to show.
        ([], [:], 64),
    ]

    @Test("A password comes from a file or the environment", arguments: ways.indices)
    func password(_ index: Int) async throws {
        let way = Self.ways[index]
        try await Program.withLab { lab, program in
            for (name, text) in [("password.txt", "secret\n"), ("empty.txt", "\n")] {
                try text.write(toFile: "\(program.folder)/\(name)", atomically: true, encoding: .utf8)
            }
            let ended = try await program.finish(
                ["enroll", lab.discoveryURL, "--user", Phones.user, "--no-sync"] + way.options
                    + program.phone(of: lab), environment: way.environment)
            #expect(ended.code == way.code, "\(ended.errors)")
            #expect(await lab.management.devices.isEmpty == (way.code != 0))
        }
    }

    @Test("enroll --key-type p256 makes a key of that sort, and so does renew after it")
    func keyType() async throws {
        try await Program.withLab(LabConfiguration()) { lab, program in
            let enrolled = try await program.finish(
                ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", "secret", "--key-type", "p256"]
                    + program.phone(of: lab))
            #expect(enrolled.code == 0, "\(enrolled.errors)")
            let renewed = try await program.finish(["renew"] + program.phone(of: lab))
            #expect(renewed.code == 0, "\(renewed.errors)")
            let store = try PhoneStore(StateFolder("\(program.folder)/phone"))
            let phone = try #require(try await store.load(try Blueprint(profile: .lumia950)))
            let key = try SigningKey(der: try #require(phone.certificates.enrollmentIdentity?.privateKey))
            #expect(key.type == .p256)
        }
    }

    @Test("renew --force renews where the server has set no EntDMID, and renew alone does not")
    func renew() async throws {
        try await Program.withLab(LabConfiguration()) { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let id = try #require(await lab.management.devices.first?.id)
            try await lab.management.queue(
                .replace("./Vendor/MSFT/DMClient/Provider/UnderstudyLab/EntDMID", ""), for: id)
            #expect(try await program.finish(["sync"] + program.phone(of: lab)).code == 0)
            let old = try #require(await lab.management.devices.first?.thumbprint)
            let refused = try await program.finish(["renew"] + program.phone(of: lab))
            #expect(refused.code == 73 && refused.errors.contains("EntDMID"), "\(refused.errors)")
            #expect(await lab.management.devices.first?.thumbprint == old)
            let forced = try await program.finish(["renew", "--force"] + program.phone(of: lab))
            #expect(forced.code == 0, "\(forced.errors)")
            #expect(await lab.management.devices.first?.thumbprint != old)
        }
    }

    @Test("run listens on the port that it is given, and says so where that is in use")
    func controlPort() async throws {
        try await Program.withLab { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            // It was free a moment ago, and is again.
            let port = try await ScriptedServer.with([]) { _, port in port }
            let file = "\(program.folder)/phone/control.json"
            let end = try await program.run(
                ["run", "--control-port", "\(port)"] + program.phone(of: lab),
                stoppedAt: {
                    while !FileManager.default.fileExists(atPath: file), !Task.isCancelled { await Task.yield() }
                    let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
                    #expect(text.contains("\"port\":\(port)"), "\(text)")
                })
            #expect(end == .code(0), "\(program.errors)")

            let taken = try await program.finish(
                ["run", "--control-port", "\(lab.port)"] + program.phone(of: lab))
            #expect(taken.code == 1)
            let sentence =
                "the control API cannot listen: port \(lab.port) of 127.0.0.1 is in use by another program; give another "
                + "--control-port"
            #expect(taken.errors.contains(sentence), "\(taken.errors)")
        }
    }

    @Test("--proxy leads to the server through a proxy, and says which where that does not answer")
    func proxy() async throws {
        try await Program.withLab { lab, program in
            try await Tunnel.with { tunnel, port in
                let proxy = ["--proxy", "http://adele:hunter2@127.0.0.1:\(port)"]
                let enrolled = try await program.finish(
                    ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", "secret"] + proxy
                        + program.phone(of: lab))
                #expect(enrolled.code == 0, "\(enrolled.errors)")
                #expect(Set(tunnel.targets) == ["127.0.0.1:\(lab.port)"])
                let before = tunnel.targets.count
                #expect(try await program.finish(["sync"] + program.phone(of: lab)).code == 0)
                #expect(tunnel.targets.count == before)
            }
            let proxy = ["--proxy", "http://127.0.0.1:1", "--retries", "0"]
            let unanswered = try await program.finish(["sync"] + proxy + program.phone(of: lab))
            #expect(unanswered.code == 69 && unanswered.errors.contains("proxy"), "\(unanswered.errors)")
        }
    }

    @Test("--undecoded-nonce is kept with the account, and changed by saying the other")
    func undecodedNonce() async throws {
        var configuration = LabConfiguration(users: [Phones.user: "secret"])
        configuration.management.clientScheme = .md5
        configuration.management.authenticatesItself = true
        try await Program.withLab(configuration) { lab, program in
            await lab.management.setOddities(LabOddities([.undecodedNonce]))
            #expect(try await program.enroll(lab, password: "secret").code != 0)
            // Which way the server hashes, what the call says, and whether that is the server's way then.
            let calls: [(isUndecoded: Bool, options: [String], isGood: Bool)] = [
                (true, [], false), (true, ["--undecoded-nonce"], true), (true, [], true), (false, [], false),
                (false, ["--no-undecoded-nonce"], true), (false, [], true), (true, [], false),
            ]
            for (number, call) in calls.enumerated() {
                await lab.management.setOddities(LabOddities(call.isUndecoded ? [.undecodedNonce] : []))
                // The server shows who it is where it wants something.
                let id = try #require(await lab.management.devices.first?.id)
                try await lab.management.queue(.get("./DevInfo/Man"), for: id)
                let synced = try await program.finish(["sync"] + call.options + program.phone(of: lab))
                #expect((synced.code == 0) == call.isGood, "\(number): \(synced.errors)")
                #expect(call.isGood || synced.errors.contains("undecoded-nonce"), "\(number): \(synced.errors)")
            }
        }
    }

    @Test("--session-id decimal is what the server is told, and stays")
    func sessionID() async throws {
        try await Program.withLab { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            for (number, id, options) in [
                (2, "2", []), (3, "3", []), (10, "A", []), (11, "11", ["--session-id", "decimal"]), (12, "12", []),
                (13, "D", ["--session-id", "windows"]),
            ] as [(UInt16, String, [String])] {
                try await Self.setSessions(number - 1, of: program)
                let synced = try await program.finish(["sync", "--json"] + options + program.phone(of: lab))
                #expect(synced.code == 0, "\(number): \(synced.errors) \(synced.output)")
                let events = try #require(try synced.document()["events"] as? [[String: Any]])
                #expect(Set(events.compactMap { $0["session"] as? String }) == [id])
            }
        }
    }

    /// The phone has had so many sessions.
    private static func setSessions(_ number: UInt16, of program: Program) async throws {
        let store = try PhoneStore(StateFolder("\(program.folder)/phone"))
        var phone = try #require(try await store.load(try Blueprint(profile: .lumia950)))
        phone.enrolled?.sessionNumber = number
        try await store.save(phone)
    }

    @Test("A joined phone that is enrolled is told the way out, by enroll and unenroll, and that way is open")
    func wayOut() async throws {
        try await Program.withLab { lab, program in
            #expect(try await program.enroll(lab, password: "secret").code == 0)
            let again = try await program.enroll(lab, password: "secret")
            let left = try await program.finish(["unenroll"] + program.phone(of: lab))
            for (refused, code) in [(again, 73), (left, 1)] as [(Program.Finished, Int32)] {
                #expect(refused.code == code && refused.errors.contains("understudy wipe"), "\(refused.errors)")
            }
            #expect(try await program.finish(["wipe", "--state", "\(program.folder)/phone"]).code == 0)
            let new = try await program.enroll(lab, password: "secret")
            #expect(new.code == 0, "\(new.errors)")
        }
    }
}
