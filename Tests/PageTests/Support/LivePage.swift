import Agent
import BrowserDriver
import Conversations
import Foundation
import Logging
import Notation
import PINReset
import ServerScripts
import ServiceLifecycle
import SimulatedPhone
import SyncML
import TestSupport
import Transport

/// A phone that runs, its page in a browser, and a server that says what the test wants said.
struct LivePage: Sendable {
    let agent: DeviceAgent
    let browser: Browser
    let control: ControlFile
    let folder: String

    /// What the server says to the phone's messages, one after the other; then nothing, which ends a session.
    typealias Script = @Sendable (_ message: Message, _ number: Int) -> [UInt8]?

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// - Parameters:
    ///   - tune: changes the phone before it runs.
    ///   - language: that the browser asks for.
    static func with(
        _ script: @escaping Script = { _, _ in nil }, language: String = "en", log: ConversationLog = ConversationLog(),
        tune: (inout Phone) -> Void = { _ in }, _ work: @Sendable (LivePage) async throws -> Void
    ) async throws {
        let counter = Counter()
        let maker: ScriptedServer.Maker = { request in
            let body = request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
            guard let message = try? MessageReader().read(Array(body.utf8)).message else { return .ok("") }
            return Self.answer(script(message, await counter.next()) ?? [])
        }
        try await TestRoom.withBrowser {
            try await ScriptedServer.with(making: maker) { _, port in
                try await TemporaryFolder.with { folder in
                    try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
                        var phone = try SamplePhone.enrolled(at: "http://127.0.0.1:\(port)/omadm")
                        tune(&phone)
                        var configuration = AgentConfiguration(pinResetService: .granted)
                        configuration.retryLimit = 0
                        configuration.conversation = log
                        let agent = DeviceAgent(
                            phone, store: nil, exchanges: exchange, configuration: configuration, logger: quiet)
                        try await serve(agent, folder) { control in
                            try await Browser.with(folder: folder) { browser in
                                try await browser.speak(language)
                                try await work(
                                    LivePage(agent: agent, browser: browser, control: control, folder: folder))
                            }
                        }
                    }
                }
            }
        }
    }

    private static func answer(_ body: [UInt8]) -> ScriptedServer.Answer {
        let type = MessageForm(of: body).mediaType
        let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
        return ScriptedServer.Answer(pieces: [Array(head.utf8) + body])
    }

    /// Serves a phone's control API for the length of some work.
    static func serve(
        _ agent: DeviceAgent, _ folder: String, _ work: (ControlFile) async throws -> Void
    ) async throws {
        let (files, file) = AsyncStream.makeStream(of: ControlFile.self)
        let server = ControlServer(agent, folder: folder, logger: quiet) { file.yield($0) }
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { file.finish() }
                try await group.run()
            }
            guard let found = await files.first(where: { _ in true }) else { throw NotServed() }
            do {
                try await work(found)
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private struct NotServed: Error {}

    private actor Counter {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }
}

extension LivePage {
    /// Opens the page, and waits until it is live and knows how the phone is.
    func open() async throws {
        try await browser.open(control.pageAddress)
        try await browser.until("document.querySelector('#link').dataset.link === 'live'")
        try await browser.until("!document.querySelector('.unlock:disabled')")
    }

    /// Goes to a part of the page.
    func choose(_ tab: String) async throws {
        try await browser.click("#tab-\(tab)")
    }

    /// Keeps a picture of the page, where the environment says that somebody wants pictures.
    func picture(_ name: String) async throws {
        try await browser.picture(name)
    }
}
