import Foundation
import Testing

@Suite("--answers")
struct AnswerTests {
    @Test(
        "Each sample can be read and is used", arguments: [("refuse", "10.0.15254.1"), ("unsteady", "10.0.15063.297")])
    func samples(_ name: String, _ version: String) throws {
        try Understudy.with { understudy in
            let outcome = try understudy(
                "get", "./DevDetail/SwV", "--answers", Understudy.sample("answers/\(name).yaml"))
            #expect(outcome.code == 0 && outcome.output == "\(version)\n", "\(outcome.errors)")
        }
    }

    @Test("A rule changes the answer; --explain names it with its line")
    func explained() throws {
        try Understudy.with { understudy in
            let file = try understudy.write(
                """
                # the second
                - {on: get ./DevInfo/Mod, value: x}
                - on: get ./DevInfo/Man
                  status: 403
                """, to: "answers.yaml")
            let outcome = try understudy("apply", "-", "--answers", file, "--explain", input: ApplyTests.get)
            #expect(outcome.code == 1 && outcome.output.contains("<Data>403</Data>"))
            #expect(outcome.errors.contains("answer rule \(file):3 (on: get ./DevInfo/Man)"), "\(outcome.errors)")
            let value = try understudy("get", "./DevInfo/Mod", "--answers", file)
            #expect(value.code == 0 && value.output == "x\n" && value.errors.contains("\(file):2"))
        }
    }

    @Test(
        "A file that cannot be used is refused with its line and column, and with what is allowed",
        arguments: [
            ("- on: get ./A\n  status: soon\n", "2:11", "200 to 599"),
            ("- on: get ./A\n  status: 500\n- on: get ./A\n  stat: 500\n", "4:3", "on, status, value, after"),
            ("- on: fetch ./A\n  status: 500\n", "1:7", "a verb"), ("- status: 500\n", "1:3", "no on"),
            ("- on: message\n  do: explode\n", "2:7", "drop"), ("on: get ./A\n", "1:1", "list of rules"),
            ("", "1:1", "list"),
            ("- on: [get\n", "2:1", "no YAML"), ("- on: get ./A\n  chance: 2\n", "2:11", "at most 1"),
            ("- 7\n", "1:3", "keys"), ("- on: get ./DevInfo/M*\n  status: 500\n", "1:7", "* is one whole name"),
            ("- on: get ./A\n  status: 500\n  status: 404\n", "2:3", "the key status stands twice"),
        ])
    func refused(_ text: String, _ place: String, _ word: String) throws {
        try Understudy.with { understudy in
            let file = try understudy.write(text, to: "answers.yaml")
            let outcome = try understudy("get", "./DevInfo/Man", "--answers", file)
            #expect(outcome.code == 65 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("\(file):\(place): ") && outcome.errors.contains(word), "\(outcome.errors)")
            #expect(!outcome.errors.contains("\\n"), "\(outcome.errors)")
        }
    }

    @Test("A pipe holds rules as well as a file")
    func pipe() throws {
        try Understudy.with { understudy in
            let file = try understudy.write("- {on: get ./DevInfo/Mod, value: x}\n", to: "answers.yaml")
            let outcome = try understudy.withPipe(from: file) { pipe in
                try understudy("get", "./DevInfo/Mod", "--answers", pipe)
            }
            #expect(outcome.code == 0 && outcome.output == "x\n", "\(outcome.errors)")
        }
    }

    @Test("Where nothing is sent, the time that a rule takes passes for the phone")
    func time() throws {
        try Understudy.with { understudy in
            let file = try understudy.write("- {on: get ./DevInfo/Mod, after: 90m}\n", to: "answers.yaml")
            let time = "./DevDetail/Ext/Microsoft/LocalTime"
            let outcome = try understudy("get", "./DevInfo/Mod", time, "--seed", "1", "--answers", file)
            #expect(outcome.code == 0 && outcome.output.contains("2017-04-25T01:30:00"), "\(outcome.output)")
        }
    }
}
