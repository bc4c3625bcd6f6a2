import Foundation
import Lab
import ServerScripts
import Testing

/// Options of the built program whose effect a server sees, or another program.
@Suite("Options of enroll, renew and run", .serialized, .timeLimit(.minutes(10)))
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
}
