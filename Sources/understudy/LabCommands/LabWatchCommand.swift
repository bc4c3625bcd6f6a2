import Agent
import ArgumentParser
import Foundation
import JSON
import Lab
import Notation
import Transport
import Wire

/// `lab watch`: what happens at the server, as it happens.
struct LabWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Tell what happens at the lab's server, as it happens, until Control-C.",
        discussion: """
            A line for each event: when (UTC), what, which phone, and more. With --json each is one line of JSON, and the last \
            line is the command's own document.

            EXAMPLES
              understudy lab watch
              understudy lab watch --past --until passcodeReceived
              understudy lab watch --json | jq -r 'select(.kind == "enrolled") | .device'
            """)

    @Flag(help: "Begin with what has happened before.")
    var past = false

    @Option(help: ArgumentHelp("End after the first event of this kind.", valueName: "kind"))
    var until: String?

    @OptionGroup var lab: LabAccess

    func validate() throws {
        guard let until, LabEvent.Kind(rawValue: until) == nil else { return }
        let kinds = LabEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--until \(until): no event is of that kind; there are \(kinds)")
    }

    /// An event as the server's list has it.
    struct Event: Codable, Sendable {
        var number: Int
        /// Seconds since 1970.
        var time: Int64
        var device: String?
        var kind: String
        var detail: String
    }

    /// Between two looks at the server.
    private static let pause = Duration.seconds(1)

    func run() async throws {
        try await lab.output.reporting(asLine: true) {
            try await lab.withServer { exchange, token in
                let events = { (number: Int) async throws -> [Event] in
                    let path = "/lab/events?after=\(number)"
                    let request = WireRequest(.get, lab.url + path, headers: ["Authorization": "Bearer \(token)"])
                    return try Self.events(in: try lab.value(of: try await exchange.send(request), path), lab.url)
                }
                try await watch(events)
            }
            return CommandResult()
        }
    }

    private func watch(_ events: (Int) async throws -> [Event]) async throws {
        var last = past ? 0 : try await events(0).last?.number ?? 0
        while true {
            for event in try await events(last) {
                tell(event)
                last = event.number
                if event.kind == until { return }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private static func events(in value: JSONValue, _ url: String) throws -> [Event] {
        do {
            return try JSONDecoder().decode([Event].self, from: JSONEncoder().encode(value))
        } catch {
            throw Failure(
                outcome: .protocolBroken, message: "the events of \(url) are none; is that the lab's server?")
        }
    }

    private func tell(_ event: Event) {
        if lab.output.json { return Console.jsonLine(event) }
        let time = Instant(seconds: event.time).text.dropFirst(11).prefix(8)
        let rest = [event.device, Optional(event.detail)].compactMap { $0 }.filter { !$0.isEmpty }
        Console.print("\(time) \(event.kind.padded(to: 20)) \(Console.visible(rest.joined(separator: "  ")))")
    }
}
