import Foundation
import Lab
import LabSupport
import SyncML
import Testing

/// What a phone and a server said to each other, recorded by the built program and played again by it.
@Suite("A recording replays", .serialized, .timeLimit(.minutes(30)))
struct ReplayTests {
    /// Commands whose answers follow from the time, from chance, and from what the phone is.
    private static let commands: [LabCommand] = [
        .get("./DevDetail/Ext/Microsoft/LocalTime", "./DevDetail/SwV"), .enablePINRecovery(tenant: Phones.tenant),
        .resetPIN, .get("./DevDetail/Nowhere"), .replace("./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "0"),
        .get("./Vendor/MSFT/Policy/Config/Camera/AllowCamera"), .get("./Vendor/MSFT/Policy?list=StructData"),
        .get("./Vendor/MSFT/DMClient/Provider/UnderstudyLab/Poll/NumberOfFirstRetries"),
    ]

    /// Lets a phone enrol and have sessions that are recorded.
    /// - Returns: the folder of the recording.
    private static func record(_ lab: RunningLab, _ program: Program) async throws -> String {
        let recording = "\(program.folder)/recording"
        let options = program.phone(of: lab) + ["--record", recording]
        let enrolled = try await program.finish(
            ["enroll", lab.discoveryURL, "--user", Phones.user, "--password", "secret", "--tenant", Phones.tenant]
                + options)
        #expect(enrolled.code == 0, "\(enrolled.errors)")
        let id = try #require(await lab.management.devices.first?.id)
        for command in commands { _ = try await lab.management.queue(command, for: id) }
        let synced = try await program.finish(["sync"] + options)
        #expect(synced.code == 0, "\(synced.errors)")
        _ = try await lab.management.queue(.recoverPIN, for: id)
        let last = try await lab.management.queue(.get("./DevDetail/Ext/Microsoft/LocalTime"), for: id)
        let (_, end) = try await program.run(["run", "--poll-every", "1"] + options) { _ in
            _ = try await lab.management.outcome(of: last, for: id)
        }
        #expect(end == .code(0), "\(program.errors)")
        return recording
    }

    private static func configuration(_ form: MessageForm) -> LabConfiguration {
        var configuration = LabConfiguration(users: [Phones.user: "secret"])
        configuration.provisioning.encoding = form
        return configuration
    }

    @Test("without a difference, whatever time and chance had to do with it", arguments: [MessageForm.xml, .wbxml])
    func exact(_ form: MessageForm) async throws {
        try await Program.withLab(Self.configuration(form)) { lab, program in
            let recording = try await Self.record(lab, program)
            let replayed = try await program.finish(["replay", recording])
            #expect(replayed.code == 0, "\(replayed.output)\n\(replayed.errors)")
            let description = try String(contentsOfFile: "\(recording)/recording.json", encoding: .utf8)
            // Enrolment, a session and the phone as a daemon are three runs; only the first began without a certificate.
            #expect(description.components(separatedBy: "\"first\"").count == 4, "\(description)")
            #expect(description.contains("\"tls\": [\"TLSv1.2\"]") && description.contains("\"certificates\": [\""))
        }
    }

    /// What somebody changes in the recorded answers, and the kind of difference that it is found as.
    private static let changes: [(kind: String, change: @Sendable (String) -> String)] = [
        (
            "status",
            { $0.replacingOccurrences(of: "<Cmd>Replace</Cmd><Data>200<", with: "<Cmd>Replace</Cmd><Data>404<") }
        ),
        ("value", { $0.replacingOccurrences(of: "<Data>10.0.15063.", with: "<Data>10.0.15254.") }),
        ("extraAnswer", { without(results(in: $0).first, in: $0) }),
        ("order", { swapped(results(in: $0), in: $0) }),
    ]

    private static func results(in text: String) -> [String] {
        text.matches(of: #/<Results>.*?<\/Results>/#).map { String($0.output) }
    }

    private static func without(_ part: String?, in text: String) -> String {
        part.map { text.replacingOccurrences(of: $0, with: "") } ?? text
    }

    private static func swapped(_ parts: [String], in text: String) -> String {
        guard parts.count > 1 else { return text }
        return text.replacingOccurrences(of: parts[0], with: "\u{1}").replacingOccurrences(of: parts[1], with: parts[0])
            .replacingOccurrences(of: "\u{1}", with: parts[1])
    }

    @Test("and each change that is made to it is found and named")
    func changed() async throws {
        try await Program.withLab(Self.configuration(.xml)) { lab, program in
            let recording = try await Self.record(lab, program)
            let names = try FileManager.default.contentsOfDirectory(atPath: recording).sorted()
                .filter { $0.hasSuffix("-device.http") }
            for (kind, change) in Self.changes {
                let copy = "\(program.folder)/\(kind)"
                try FileManager.default.copyItem(atPath: recording, toPath: copy)
                var isChanged = false
                for name in names where !isChanged {
                    let text = try String(contentsOfFile: "\(copy)/\(name)", encoding: .utf8)
                    let other = change(text)
                    guard other != text else { continue }
                    isChanged = true
                    try other.write(toFile: "\(copy)/\(name)", atomically: true, encoding: .utf8)
                }
                #expect(isChanged, "\(kind)")
                let replayed = try await program.finish(["replay", copy, "--json"])
                #expect(replayed.code == 1, "\(kind): \(replayed.output)\n\(replayed.errors)")
                #expect(replayed.output.contains("\"\(kind)\""), "\(kind): \(replayed.output)")
            }
        }
    }
}

/// The device's side of a recording, played to a server.
@Suite("A recording is played to a server", .serialized, .timeLimit(.minutes(30)))
struct ReplayAgainstTests {
    /// Records a session in which a lab reads a node.
    private static func record(_ lab: RunningLab, _ program: Program) async throws -> String {
        let recording = "\(program.folder)/recording"
        #expect(try await program.finish(["enroll", "--no-sync"] + credential(lab) + program.phone(of: lab)).code == 0)
        let id = try #require(await lab.management.devices.first?.id)
        _ = try await lab.management.queue(.get("./DevDetail/SwV"), for: id)
        let synced = try await program.finish(["sync", "--record", recording] + program.phone(of: lab))
        #expect(synced.code == 0, "\(synced.errors)")
        return recording
    }

    private static func credential(_ lab: RunningLab) -> [String] {
        [lab.discoveryURL, "--user", Phones.user, "--password", "secret"]
    }

    @Test("that asks the same: no difference; one that asks something else: told")
    func same() async throws {
        try await Program.withLab { lab, program in
            let recording = try await Self.record(lab, program)
            let id = try #require(await lab.management.devices.first?.id)
            let again = ["replay", recording, "--against", lab.baseURL, "--yes"] + program.phone(of: lab)
            let number = try await lab.management.queue(.get("./DevDetail/SwV"), for: id)
            let first = try await program.finish(again)
            #expect(first.code == 0, "\(first.output)\n\(first.errors)")
            #expect(first.errors.contains("2 requests in 1 session"), "\(first.errors)")
            let entry = try await lab.management.entry(number, of: id)
            #expect(entry.codes == [200] && entry.results.first?.data.hasPrefix("10.0.15063") == true)

            _ = try await lab.management.queue(.get("./DevInfo/Man"), for: id)
            let second = try await program.finish(again + ["--json"])
            #expect(second.code == 1, "\(second.output)\n\(second.errors)")
            #expect(second.output.contains("\"missingAnswer\"") && second.output.contains("\"extraAnswer\""))
        }
    }

    @Test("with which a phone enrols first, and shows nothing that was recorded")
    func enrolling() async throws {
        try await Program.withLab { lab, program in
            let recording = try await Self.record(lab, program)
            let played = try await program.finish(
                ["replay", recording, "--against"] + Self.credential(lab)
                    + ["--yes", "--ca-file", "\(program.folder)/ca.pem"])
            // Nobody has queued anything for the new phone.
            #expect(played.code == 1, "\(played.output)\n\(played.errors)")
            #expect(await lab.management.devices.count == 2)
            #expect(await lab.management.events().filter { $0.kind == .violation }.isEmpty)
        }
    }

    @Test("only where somebody allows it, and where the phone belongs")
    func refused() async throws {
        try await Program.withLab { lab, program in
            let recording = try await Self.record(lab, program)
            let sessions = await lab.management.events().count
            let against = ["replay", recording, "--against"]
            let unasked = try await program.finish(against + [lab.baseURL] + program.phone(of: lab))
            #expect(unasked.code == 64 && unasked.errors.contains("nothing was sent"), "\(unasked.errors)")
            #expect(unasked.errors.contains("127.0.0.1:") && unasked.errors.contains("2 requests"), "\(unasked.errors)")
            let elsewhere = try await program.finish(
                against + ["https://mdm.example.test/", "--yes"] + program.phone(of: lab))
            #expect(elsewhere.code == 64 && elsewhere.errors.contains("no other server"), "\(elsewhere.errors)")
            let nobody = try await program.finish(against + [lab.discoveryURL, "--yes"])
            #expect(nobody.code == 64 && nobody.errors.contains("--user"), "\(nobody.errors)")
            #expect(await lab.management.events().count == sessions)
        }
    }

    /// What the kernel was asked of the network, by the program and all its threads.
    private static let tracer = "/usr/bin/strace"

    // Nobody but the kernel sees every socket; where strace is missing, nothing else can tell.
    @Test(
        "and without --against no socket is opened",
        .enabled(if: FileManager.default.fileExists(atPath: tracer), "strace is missing: apt-get install strace"))
    func silent() async throws {
        try await Program.withLab { lab, program in
            let recording = try await Self.record(lab, program)
            let traced = try await program.trace(["replay", recording], with: Self.tracer)
            #expect(traced.end == .code(0), "\(program.output)\n\(program.errors)")
            #expect(traced.calls.isEmpty, "\(traced.calls)")
            // The same look sees what a session does.
            let control = try await program.trace(["sync"] + program.phone(of: lab), with: Self.tracer)
            #expect(control.end == .code(0) && !control.calls.isEmpty)
        }
    }
}

extension Program {
    /// Runs the program and looks at what it asks the kernel of the network.
    /// - Returns: the calls for sockets.
    fileprivate func trace(_ arguments: [String], with tracer: String) async throws -> (end: End, calls: [String]) {
        let log = "\(folder)/calls"
        let end = try await run(
            arguments, through: [tracer, "-f", "-qq", "-e", "trace=socket,connect,bind", "-o", log])
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return (end, text.split(separator: "\n").map(String.init).filter { $0.contains("(") })
    }
}
