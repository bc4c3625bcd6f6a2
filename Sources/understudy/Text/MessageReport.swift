import Session
import SimulatedPhone
import SyncML

/// One message and its reply, as `apply --json` prints it.
struct MessageReport: Encodable {
    /// What became of one item of one command.
    struct StatusLine: Encodable {
        var command: String
        var commandRef: String
        var code: Int?
        var address: String?
        var value: String?
        var reason: String?
        var notes: [NoteLine]
        /// Where the command stands in the file.
        var line: Int?
        var column: Int?
        /// The item's place in its command, from 0.
        var item: Int?
        /// What Intune would show: absent for success.
        var hresult: String?
        var intuneErrorCode: Int32?
    }

    struct NoteLine: Encodable {
        var rank: String
        var text: String
    }

    struct Found: Encodable {
        var commandRef: String?
        var uri: String?
        var format: String
        var data: String?
    }

    struct ToleranceLine: Encodable {
        var line: Int
        var column: Int
        var text: String
    }

    var file: String
    /// The reply exactly as the phone would send it.
    var reply: String
    var statuses: [StatusLine]
    var results: [Found]
    var remarks: [String]
    var tolerances: [ToleranceLine]

    init(_ explained: ExplainedMessage) {
        file = explained.file
        reply = String(decoding: explained.reply.bytes(), as: UTF8.self)
        statuses = explained.explanation.entries.map { entry in
            let place = explained.place(of: entry)
            let number = IntuneNumber(entry.code)
            return StatusLine(
                command: entry.command, commandRef: entry.commandID, code: entry.code.map { Int($0.rawValue) },
                address: entry.address, value: entry.value, reason: entry.reason,
                notes: entry.notes.map { NoteLine(rank: $0.rank.rawValue, text: $0.text) }, line: place?.line,
                column: place?.column, item: entry.item, hresult: number?.hresult, intuneErrorCode: number?.signed)
        }
        results = explained.reply.answer.results.flatMap { results in
            results.items.map { item in
                Found(
                    commandRef: results.commandRef, uri: item.source, format: item.meta?.format?.rawValue ?? "chr",
                    data: item.data?.text)
            }
        }
        remarks = explained.remarks
        tolerances = explained.tolerances.map {
            ToleranceLine(line: $0.place.line, column: $0.place.column, text: $0.kind.description)
        }
    }
}
