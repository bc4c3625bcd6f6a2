import Foundation
import Testing

/// What commands read may come from a file, through a pipe, or by standard input.
@Suite("Input")
struct InputTests {
    private static let fixtures = "\(Understudy.package)/Tests/Fixtures/descriptions"
    private static let kiosk = [
        "explain", "./Vendor/Contoso/Kiosk/Enabled", "--edition", "Enterprise", "--build", "22H2",
    ]
    private static let messages = "\(Understudy.package)/Tests/CapturesTests/Fixtures/roots.xml"

    struct Call: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The file that comes; the name of what takes it stands in its place in the arguments.
        var file: String
        /// `FILE` is what takes it.
        var arguments: [String]
        var code: Int32 = 0
        /// What is printed.
        var says: String
    }

    static let calls = [
        Call(
            testDescription: "--device of get", file: Understudy.sample("profiles/lumia-650-1703.yaml"),
            arguments: ["get", "./DevInfo/Mod", "--device", "FILE"], says: "650"),
        Call(
            testDescription: "--device of check", file: Understudy.sample("profiles/lumia-950-1607.yaml"),
            arguments: ["check", Understudy.sample("syncml/recover-pin.xml"), "--device", "FILE"], code: 1,
            says: "LockAndRecoverPIN"),
        Call(
            testDescription: "--ddf", file: "\(fixtures)/Kiosk.xml", arguments: kiosk + ["--ddf", "FILE"],
            says: "Enabled"),
        Call(
            testDescription: "an archive of --ddf", file: "\(fixtures)/version2.zip",
            arguments: kiosk + ["--ddf", "FILE"], says: "Enabled"),
        Call(
            testDescription: "a capture", file: messages, arguments: ["replay", "FILE", "--ignore", "any"],
            says: "session"),
    ]

    @Test("comes through a pipe as from a file", arguments: calls)
    func pipe(_ call: Call) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.withPipe(from: call.file) { pipe in
                try understudy.run(call.arguments.map { $0 == "FILE" ? pipe : $0 })
            }
            #expect(outcome.code == call.code && outcome.output.contains(call.says), "\(outcome)")
        }
    }

    @Test("comes by standard input, which is named by a hyphen", arguments: calls.filter { !$0.file.hasSuffix(".zip") })
    func standardInput(_ call: Call) throws {
        try Understudy.with { understudy in
            let text = try String(contentsOfFile: call.file, encoding: .utf8)
            let outcome = try understudy.run(call.arguments.map { $0 == "FILE" ? "-" : $0 }, input: text)
            #expect(outcome.code == call.code && outcome.output.contains(call.says), "\(outcome)")
        }
    }

    @Test("Rules of what does not count in a replay come both ways")
    func rules() throws {
        try Understudy.with { understudy in
            let rules = "# all\nany\n"
            let file = try understudy.write(rules, to: "rules.txt")
            let piped = try understudy.withPipe(from: file) {
                try understudy("replay", Self.messages, "--ignore-file", $0)
            }
            #expect(piped.code == 0, "\(piped)")
            #expect(try understudy("replay", Self.messages, "--ignore-file", "-", input: rules).code == 0)
        }
    }

    @Test("What cannot be read is told with the option and the name")
    func unreadable() throws {
        try Understudy.with { understudy in
            for (arguments, words) in [
                (
                    ["replay", Self.messages, "--ignore-file", "nowhere"],
                    "--ignore-file nowhere: there is no such file"
                ),
                (["get", "./DevInfo/Mod", "--device", "."], "--device .: this is a folder"),
                (["get", "./DevInfo/Mod", "--device", "-"], "standard input:"),
            ] {
                let outcome = try understudy.run(arguments, input: "model: [")
                #expect(outcome.code == 65 && outcome.errors.contains(words), "\(outcome)")
            }
        }
    }

    @Test("Standard input is read once: who names it twice is told so")
    func twice() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("apply", "-", "--device", "-", input: "x")
            #expect(outcome.code == 64 || outcome.code == 65)
            let replay = try understudy("replay", "-", "--ignore-file", "-", input: "any\n")
            #expect(replay.code == 64 && replay.errors.contains("can be read once"), "\(replay)")
        }
    }
}
