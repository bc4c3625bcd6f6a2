import Agent
import Foundation
import Lab
import Logging
import ManagementTree
import PINReset
import ServiceLifecycle
import Session
import SimulatedPhone
import Store
import TestSupport
import Testing
import Transport

/// Commands on the phone that another process runs, as `run` does.
@Suite("Commands while the phone runs", .serialized, .timeLimit(.minutes(30)))
struct RunningPhoneTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    /// A phone with its control API in this process, and the program to use it with.
    private static func with(
        _ work: @Sendable (DeviceAgent, @Sendable ([String]) async throws -> Program.Finished) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let state = "\(folder)/phone"
            let phone = try Phones.joined.fresh(now: SystemClock().now())
            let store = try PhoneStore(StateFolder(state))
            try await store.save(phone)
            try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
                let agent = DeviceAgent(
                    phone, store: store, exchanges: exchange,
                    configuration: AgentConfiguration(pinResetService: .granted), logger: quiet)
                let (starts, start) = AsyncStream.makeStream(of: Void.self)
                let server = ControlServer(agent, folder: state, logger: quiet) { _ in start.finish() }
                let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: quiet))
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { try await group.run() }
                    for await _ in starts {}
                    let program = try Program(folder: folder)
                    do {
                        try await work(agent) { try await program.finish($0 + ["--state", state]) }
                    } catch {
                        await group.triggerGracefulShutdown()
                        throw error
                    }
                    await group.triggerGracefulShutdown()
                    try await tasks.waitForAll()
                }
            }
            #expect(!FileManager.default.fileExists(atPath: "\(state)/loans"))
        }
    }

    @Test("What offline commands do and say is the same, and the running phone has it")
    func commands() async throws {
        try await Self.with { agent, run in
            let version = try await run(["get", "./DevDetail/SwV"])
            #expect(version.code == 0 && version.output == "10.0.15063.297\n", "\(version.errors)")
            #expect(try await run(["add", Self.camera, "0", "--format", "int"]).code == 0)
            #expect(try await run(["get", Self.camera]).output == "0\n")
            #expect(try await run(["replace", Self.camera, "1"]).code == 0)
            let tree = try await run(["tree", "./Vendor/MSFT/Policy/Config/Camera"])
            #expect(tree.output.contains("AllowCamera") && tree.output.contains("= 1"), "\(tree.errors)")
            let rows = try await agent.tree(from: try NodeURI(parsing: Self.camera), all: false)
            #expect(rows.map(\.value) == ["1"])
            #expect(try await run(["delete", Self.camera]).code == 0)
            #expect(try await run(["get", Self.camera]).code == 1)
            #expect(try await run(["exec", "./Vendor/MSFT/RemoteLock/Lock"]).code == 0)
            #expect(await agent.phone.lockScreen.isLocked)
            #expect(agent.events.recent(after: 0).contains { $0.kind == .screenLocked })
        }
    }

    @Test("The rules of the running phone count for commands too, and what they use of them is used up")
    func answers() async throws {
        try await Self.with { agent, run in
            var form = AnswerRuleForm(on: "get ./DevDetail/SwV")
            form.status = 418
            form.times = 2
            _ = await agent.addAnswer(try AnswerRule(form, source: "rules.yaml:1"))
            let get = try await run(["get", "./DevDetail/SwV"])
            #expect(get.code == 1 && get.errors.contains("418") && get.errors.contains("rules.yaml:1"), "\(get.errors)")
            #expect(await agent.answers.map(\.uses) == [1])
            let message = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>"
            let file = NSTemporaryDirectory() + "understudy-\(UUID().uuidString).xml"
            try Data(message.utf8).write(to: URL(filePath: file))
            defer { try? FileManager.default.removeItem(atPath: file) }
            #expect(try await run(["apply", file]).output.contains("<Data>418</Data>"))
            #expect(await agent.answers.map(\.uses) == [2])
            #expect(try await run(["get", "./DevDetail/SwV"]).output == "10.0.15063.297\n")
            #expect(agent.events.recent(after: 0).contains { $0.text?.contains("was used by a command") == true })
        }
    }

    @Test("The time that a rule takes is told, and does not pass for the running phone, whose time is its own")
    func time() async throws {
        try await Self.with { agent, run in
            for (name, value) in [("DevicePasswordEnabled", "0"), ("MaxInactivityTimeDeviceLock", "5")] {
                let policy = "./Vendor/MSFT/Policy/Config/DeviceLock/\(name)"
                #expect(try await run(["replace", policy, value]).code == 0)
            }
            let file = NSTemporaryDirectory() + "understudy-\(UUID().uuidString).yaml"
            try Data("- {on: get ./DevInfo/Man, after: 90m}\n".utf8).write(to: URL(filePath: file))
            defer { try? FileManager.default.removeItem(atPath: file) }
            var form = AnswerRuleForm(on: "get ./DevInfo/Mod")
            form.after = "90m"
            _ = await agent.addAnswer(try AnswerRule(form, source: "rules.yaml:1"))
            for rules in [[], ["--answers", file]] {
                let get = try await run(["get", "./DevInfo/Man", "./DevInfo/Mod"] + rules)
                #expect(get.code == 0 && get.errors.contains("after 90m, which does not pass"), "\(get.errors)")
                #expect(await !agent.phone.lockScreen.isLocked)
            }
            #expect(await agent.answers.map(\.uses) == [2])
        }
    }

    @Test("The PIN that apply prints is the running phone's")
    func apply() async throws {
        try await Self.with { agent, run in
            let sample = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../Samples/syncml/recover-pin.xml"
            ).standardizedFileURL
            let applied = try await run(["apply", sample.path()])
            #expect(applied.code == 0, "\(applied.errors)")
            let pin = try #require(applied.output.firstMatch(of: #/NewPINValue</LocURI>.*?<Data>([^<]+)</Data>/#)?.1)
            #expect(await agent.phone.lockScreen.pin?.text == String(pin))
        }
    }

    @Test("A change to a phone to which something has happened meanwhile is refused, and changes nothing")
    func meanwhile() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Phones.joined.fresh(now: SystemClock().now())
            try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
                let agent = DeviceAgent(
                    phone, store: nil, exchanges: exchange,
                    configuration: AgentConfiguration(pinResetService: .granted), logger: Self.quiet)
                let loan = try await agent.lend(in: folder)
                var changed = phone
                changed.reset(now: SystemClock().now())
                try await PhoneStore(StateFolder(loan.folder(in: folder))).save(changed)
                try await agent.lock()
                let error = await #expect(throws: AgentError.self) { try await agent.keep(loan, in: folder) }
                #expect(error?.code == .refused)
                #expect(await agent.phone.lockScreen.pin == phone.lockScreen.pin)
                await agent.endLoan(loan, in: folder)
                #expect(!FileManager.default.fileExists(atPath: loan.folder(in: folder)))
            }
        }
    }

    @Test("A control file of another holder is not believed: a command says that the phone is in use")
    func foreignHolder() async throws {
        try await TemporaryFolder.with { folder in
            let state = try StateFolder("\(folder)/phone")
            try ControlFile(port: 1, token: "t", holder: "somebody before").write(to: state.path)
            let program = try Program(folder: folder)
            let ended = try await program.finish(["unlock", "--pin", "271828", "--state", state.path])
            #expect(ended.code == 73 && ended.errors.contains("another process"), "\(ended.errors)")
            withExtendedLifetime(state) {}
        }
    }
}
