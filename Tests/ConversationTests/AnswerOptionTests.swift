import Foundation
import Lab
import Testing

/// `--answers` of the commands that have a session, as a server sees it.
@Suite("The option --answers of sync and run", .serialized, .timeLimit(.minutes(30)))
struct AnswerOptionTests {
    private static let rules = """
        - on: get ./DevDetail/SwV
          status: 500
          times: 1
        - on: get ./DevInfo/Man
          value: "Contoso"
        """

    /// Enrols a phone and writes the rules beside it.
    /// - Returns: its id, and the options that name it.
    private static func enrolled(_ lab: RunningLab, _ program: Program) async throws -> (id: String, options: [String])
    {
        try rules.write(toFile: "\(program.folder)/rules.yaml", atomically: true, encoding: .utf8)
        #expect(try await program.enroll(lab, password: "secret").code == 0)
        let id = try #require(await lab.management.devices.first?.id)
        return (id, ["--answers", "\(program.folder)/rules.yaml"] + program.phone(of: lab))
    }

    private static func expect(_ numbers: [Int], of id: String, _ lab: RunningLab) async throws {
        var entries: [LabQueueEntry] = []
        for number in numbers { entries.append(try await lab.management.entry(number, of: id)) }
        #expect(entries.map(\.codes) == [[500], [200], [200]])
        #expect(entries.last?.results.map(\.data) == ["Contoso"])
    }

    private static func queue(_ lab: RunningLab, for id: String) async throws -> [Int] {
        var numbers: [Int] = []
        for address in ["./DevDetail/SwV", "./DevDetail/SwV", "./DevInfo/Man"] {
            numbers.append(try await lab.management.queue(.get(address), for: id))
        }
        return numbers
    }

    @Test("sync answers as the rules say, and tells which it used")
    func sync() async throws {
        try await Program.withLab { lab, program in
            let (id, options) = try await Self.enrolled(lab, program)
            let numbers = try await Self.queue(lab, for: id)
            let synced = try await program.finish(["sync"] + options)
            #expect(synced.code == 0, "\(synced.errors)")
            #expect((synced.output + synced.errors).contains("rules.yaml"), "\(synced.output)\n\(synced.errors)")
            try await Self.expect(numbers, of: id, lab)
            #expect(try await program.finish(["sync", "--fail-on-status"] + options).code == 0)
        }
    }

    @Test("run answers as the rules say")
    func run() async throws {
        try await Program.withLab { lab, program in
            let (id, options) = try await Self.enrolled(lab, program)
            let numbers = try await Self.queue(lab, for: id)
            let (_, end) = try await program.run(["run", "--poll-every", "1"] + options) { _ in
                for number in numbers { _ = try await lab.management.outcome(of: number, for: id) }
            }
            #expect(end == .code(0), "\(program.errors)")
            try await Self.expect(numbers, of: id, lab)
        }
    }

    @Test("a file that is missing or unreadable ends both before anything is sent", arguments: ["sync", "run"])
    func broken(_ command: String) async throws {
        try await Program.withLab { lab, program in
            _ = try await Self.enrolled(lab, program)
            let events = await lab.management.events().count
            try "- on: get".write(toFile: "\(program.folder)/broken.yaml", atomically: true, encoding: .utf8)
            for name in ["nowhere.yaml", "broken.yaml"] {
                let ended = try await program.finish(
                    [command, "--answers", "\(program.folder)/\(name)"] + program.phone(of: lab))
                #expect(ended.code == 65 && ended.errors.contains(name), "\(ended.errors)")
            }
            #expect(await lab.management.events().count == events)
        }
    }
}
