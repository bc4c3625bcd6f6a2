import Foundation

/// Events in the form of server-sent events (WHATWG HTML, section 9.2): one JSON document for each `data` line.
enum EventStreamText {
    static let mediaType = "text/event-stream"

    /// One event. The id lets a client that lost its connection ask for what came after it.
    static func text(_ event: AgentEvent) -> String {
        // Numbers, strings and lists of them always are JSON.
        guard let data = try? ControlJSON.data(event) else { return "" }
        return "id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: \(String(decoding: data, as: UTF8.self))\n\n"
    }

    /// The events in a text.
    static func events(in text: String) throws -> [AgentEvent] {
        try text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { line in
            try JSONDecoder().decode(AgentEvent.self, from: Data(line.dropFirst("data: ".count).utf8))
        }
    }
}
