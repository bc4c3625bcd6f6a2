import Testing

/// The program reads a call of one command with that command alone; what is said of it is said by the whole.
@Suite("Calls of one command")
struct CallTests {
    @Test(
        "Help names the whole way to a command, in whatever way it is asked for",
        arguments: [["get"], ["check"], ["set-pin"], ["lab"], ["lab", "serve"]])
    func help(_ words: [String]) throws {
        try Understudy.with { understudy in
            let help = try understudy.run(words + ["--help"])
            #expect(help.code == 0)
            #expect(help.output.contains("\nUSAGE: understudy \(words.joined(separator: " ")) "), "\(help.output)")
            #expect(try understudy.run(["help"] + words).output == help.output)
            #expect(try understudy.run(words + ["-h"]).output == help.output)
        }
    }

    @Test(
        "An authority that help names is the file that the lab writes",
        arguments: [[], ["fleet"], ["fleet", "clean"]])
    func authority(_ words: [String]) throws {
        try Understudy.with { understudy in
            let help = try understudy.run(words + ["--help"]).output
            let files = help.matches(of: #/--ca-file (\S+\.pem)/#).map { String($0.1) }
            #expect(!files.isEmpty && files.allSatisfy { $0 == "understudy-lab/lab-ca.pem" }, "\(files)")
        }
    }

    @Test("The options of the whole program count behind a command too")
    func wholeProgram() throws {
        try Understudy.with { understudy in
            let uri = "./DevDetail/SwV"
            #expect(try understudy("get", uri, "--version").output == understudy("--version").output)
            let script = ["--generate-completion-script", "bash"]
            let whole = try understudy.run(script).output
            #expect(whole.contains("_understudy"), "\(whole)")
            #expect(try understudy.run(["get", uri] + script).output == whole)
        }
    }

    @Test(
        "A wrong call is told with the command's own help",
        arguments: [
            (call: ["get"], command: "get"), (call: ["get", "--frob"], command: "get"),
            (call: ["check", "x", "--format", "frob"], command: "check"),
            (call: ["lab", "serve", "--frob"], command: "lab serve"),
        ])
    func wrong(_ row: (call: [String], command: String)) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(row.call)
            #expect(outcome.code == 64)
            #expect(outcome.errors.contains("See 'understudy \(row.command) --help'"), "\(outcome.errors)")
        }
    }
}
