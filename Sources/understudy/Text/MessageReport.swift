import Session
import SyncML
import XML

/// One message and its reply, as `apply --json` prints it.
struct MessageReport: Encodable {
    struct StatusLine: Encodable {
        var command: String
        var commandRef: String
        var code: Int?
        var target: [String]
        var reason: String?
    }

    struct Found: Encodable {
        var commandRef: String?
        var uri: String?
        var format: String
        var data: String?
    }

    struct Oddity: Encodable {
        var line: Int
        var column: Int
        var text: String
    }

    var file: String
    /// The reply exactly as the phone would send it.
    var reply: String
    var statuses: [StatusLine]
    var results: [Found]
    var tolerances: [Oddity]

    init(file: String, reading: MessageReading, reply: Reply) {
        self.file = file
        self.reply = String(decoding: reply.bytes(), as: UTF8.self)
        statuses = reply.answer.statuses.enumerated().map { index, status in
            StatusLine(
                command: status.command, commandRef: status.commandRef, code: status.code.map { Int($0.rawValue) },
                target: status.targetRefs, reason: reply.answer.reasons[index])
        }
        results = reply.answer.results.flatMap { results in
            results.items.map { item in
                Found(
                    commandRef: results.commandRef, uri: item.source, format: item.meta?.format?.rawValue ?? "chr",
                    data: item.data?.text)
            }
        }
        tolerances = reading.tolerances.map {
            Oddity(line: $0.place.line, column: $0.place.column, text: $0.kind.description)
        }
    }
}
