package import Foundation
import Notation
import Transport
import Wire

/// A real Chromium without a window, driven by chromedriver (W3C *WebDriver*; Chromium's own protocol for what it lacks).
///
/// It resolves no name but this machine's, and keeps nothing when it ends.
package struct Browser: Sendable {
    private static let program = "/usr/bin/chromium"
    private static let driver = "/usr/bin/chromedriver"

    /// Whether both programs are there (Debian: `chromium`, `chromium-driver`).
    package static let isThere = [program, driver].allSatisfy(FileManager.default.isExecutableFile)

    private let exchange: HTTPExchange
    /// The address of the session, without a slash at its end.
    private let session: String

    /// Starts a browser, lets the body use it, and ends it.
    /// - Parameter folder: a folder for what browser and driver write.
    package static func with(
        folder: String, isolation: isolated (any Actor)? = #isolation, _ body: (Browser) async throws -> Void
    ) async throws {
        let driver = try await DriverProcess(driver, folder: folder)
        defer { driver.end() }
        let configuration = TransportConfiguration(allowsInsecureHTTP: true)
        try await HTTPExchange.withExchange(configuration) { exchange in
            let root = "http://127.0.0.1:\(driver.port)/session"
            let started: Started = try await ask(.post, root, capabilities(folder), over: exchange)
            let browser = Browser(exchange: exchange, session: "\(root)/\(started.sessionId)")
            do {
                try await body(browser)
            } catch {
                try? await browser.end()
                throw error
            }
            try await browser.end()
        }
    }

    private struct Started: Decodable {
        var sessionId: String
    }

    private static func capabilities(_ folder: String) -> String {
        let arguments = [
            "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--window-size=1200,900",
            "--force-prefers-reduced-motion",
            "--user-data-dir=\(folder)/browser", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ]
        let list = arguments.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"capabilities": {"alwaysMatch": {
              "goog:chromeOptions": {"binary": "\(program)", "args": [\(list)]},
              "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}, "acceptInsecureCerts": true}}}
            """
    }

    private func end() async throws {
        let _: Nothing = try await Self.ask(.delete, session, nil, over: exchange)
    }
}

extension Browser {
    /// What WebDriver answers where there is nothing to say.
    private struct Nothing: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    package func open(_ url: String) async throws {
        let _: Nothing = try await post("url", ["url": url])
    }

    /// Runs a script in the page; what it returns is the value.
    package func run<Value: Decodable>(_ script: String, as type: Value.Type = Value.self) async throws -> Value {
        try await post("execute/sync", Script(script: script))
    }

    /// Runs a script that says when it is done, and what its value is, by its last argument.
    package func runAsynchronously<Value: Decodable>(_ script: String, as type: Value.Type = Value.self) async throws
        -> Value
    {
        try await post("execute/async", Script(script: script))
    }

    private struct Script: Encodable {
        var script: String
        var args: [String] = []
    }

    /// A key of the keyboard (WebDriver 17.4.2), pressed and let go.
    package enum Key: String, Sendable {
        case tab = "\u{E004}"
        case enter = "\u{E007}"
        case space = " "
        case left = "\u{E012}"
        case up = "\u{E013}"
        case right = "\u{E014}"
        case down = "\u{E015}"
    }

    package func press(_ key: Key) async throws {
        let strokes = ["keyDown", "keyUp"].map { Stroke(type: $0, value: key.rawValue) }
        let _: Nothing = try await post("actions", Actions(actions: [Actions.Source(actions: strokes)]))
    }

    private struct Stroke: Encodable {
        var type: String
        var value: String
    }

    private struct Actions: Encodable {
        struct Source: Encodable {
            var type = "key"
            var id = "keyboard"
            var actions: [Stroke]
        }
        var actions: [Source]
    }

    /// Makes the window a narrow phone's, or one that wants dark pages.
    package func emulate(width: Int, height: Int, isDark: Bool) async throws {
        let _: Nothing = try await command(
            "Emulation.setDeviceMetricsOverride",
            "{\"width\": \(width), \"height\": \(height), \"deviceScaleFactor\": 1, \"mobile\": true}")
        let scheme = isDark ? "dark" : "light"
        let _: Nothing = try await command(
            "Emulation.setEmulatedMedia",
            "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"\(scheme)\"}]}")
    }

    /// Says something in Chromium's own protocol, to which there is no answer worth reading.
    func tell(_ name: String, _ parameters: String) async throws {
        let _: Nothing = try await command(name, parameters)
    }

    private func command<Value: Decodable>(_ name: String, _ parameters: String) async throws -> Value {
        try await Self.ask(
            .post, "\(session)/goog/cdp/execute", "{\"cmd\": \"\(name)\", \"params\": \(parameters)}", over: exchange)
    }

    /// A picture of the window, PNG.
    package func screenshot() async throws -> Data {
        let text: String = try await Self.ask(.get, "\(session)/screenshot", nil, over: exchange)
        return Data(base64Encoded: text) ?? Data()
    }

    /// What the console was told as an error since the last call.
    package func errors() async throws -> [String] {
        let entries: [LogEntry] = try await post("se/log", ["type": "browser"])
        return entries.filter { $0.level == "SEVERE" }.map(\.message)
    }

    /// The addresses that were asked for since the last call.
    package func requests() async throws -> [String] {
        let entries: [LogEntry] = try await post("se/log", ["type": "performance"])
        return entries.compactMap { entry in
            let event = try? JSONDecoder().decode(NetworkEvent.self, from: Data(entry.message.utf8))
            return event?.message.method == "Network.requestWillBeSent" ? event?.message.params.request?.url : nil
        }
    }

    private struct LogEntry: Decodable {
        var level: String
        var message: String
    }

    private struct NetworkEvent: Decodable {
        struct Message: Decodable {
            struct Parameters: Decodable {
                struct Request: Decodable {
                    var url: String
                }
                var request: Request?
            }
            var method: String
            var params: Parameters
        }
        var message: Message
    }
}

extension Browser {
    private func post<Value: Decodable>(_ command: String, _ body: some Encodable) async throws -> Value {
        let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        return try await Self.ask(.post, "\(session)/\(command)", text, over: exchange)
    }

    private static func ask<Value: Decodable>(
        _ method: WireRequest.Method, _ url: String, _ body: String?, over exchange: HTTPExchange
    ) async throws -> Value {
        let request = WireRequest(
            method, url, headers: ["Content-Type": "application/json"], body: Array((body ?? "").utf8))
        let response = try await exchange.send(request)
        guard response.isSuccess else {
            throw BrowserError(description: "\(url): \(String(decoding: response.body, as: UTF8.self))")
        }
        return try JSONDecoder().decode(Answer<Value>.self, from: Data(response.body)).value
    }

    private struct Answer<Value: Decodable>: Decodable {
        var value: Value
    }
}

/// What went wrong with the browser of a test, in the driver's words.
package struct BrowserError: Error, CustomStringConvertible {
    package let description: String
}
