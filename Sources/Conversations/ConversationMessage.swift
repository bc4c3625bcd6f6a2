import Captures
import Foundation
import Notation
import SyncML
import Wire
import XML

/// All that is to be seen of one message.
package struct ConversationMessage: Codable, Equatable, Sendable {
    /// Something odd about the message, and where.
    package struct Mark: Codable, Equatable, Sendable {
        package var label: String
        package var text: String
        /// Such as `line 3, column 5`.
        package var place: String
        /// Where in `wire`, in units of UTF-16 as scripts count, or in the octets; nil where it is about no place in it.
        package var offset: Int?
        /// `usual`, `odd` or `lossy`; `breach` for what is against the protocol.
        package var rank: String
    }

    package var line: ConversationLine
    /// The first line of its head, and the fields.
    package var head: [String]
    /// The address that it was sent to; nil for an answer.
    package var url: String?
    /// Laid out for people; nil where it cannot be read.
    package var pretty: String?
    /// As it was on the wire; nil for WBXML.
    package var wire: String?
    /// The octets of WBXML and of other bodies that are no text, base64.
    package var octets: String?
    package var marks: [Mark]
    package var commands: [ConversationCommand]
    /// How many more commands there are.
    package var omitted: Int
    /// Whether something is not shown, because it is a secret and nobody asked for it.
    package var isMasked: Bool

    /// Of a larger message only the beginning is shown.
    private static let mostShown = 512 << 10

    /// - Parameter showsSecrets: whether secrets are told.
    package init(_ entry: ConversationEntry, showsSecrets: Bool) {
        let rows = MessageRows(entry, showsSecrets: showsSecrets)
        line = ConversationLine(entry)
        commands = rows.rows
        omitted = rows.omitted
        let fields = showsSecrets ? entry.head.headers : MessageMask.masked(entry.head.headers)
        isMasked = fields != entry.head.headers
        switch entry.head.start {
        case .request(let method, let target):
            head = ["\(method) \(target) HTTP/1.1"]
            url = target
        case .response(let status): head = ["HTTP/1.1 \(status)"]
        }
        head += fields.fields.map { "\($0.name): \($0.value)" }
        marks = entry.oddities.map {
            Mark(label: $0.label, text: $0.text, place: $0.place, offset: nil, rank: "breach")
        }
        guard let reading = rows.reading else {
            showBody(of: entry, showsSecrets)
            return
        }
        let mask = showsSecrets ? nil : MessageMask(reading.message)
        if mask?.isEmpty == false { isMasked = true }
        let laidOut = String(decoding: MessageWriter(style: .pretty).write(reading.message), as: UTF8.self)
        pretty = Self.shown(mask?.masked(laidOut) ?? laidOut)
        if rows.form == .wbxml {
            octets = Base64.encode(Array((mask?.masked(entry.octets) ?? entry.octets).prefix(Self.mostShown)))
            marks += reading.tolerances.map { Mark($0, at: $0.place.column - 1) }
        } else {
            let text = Self.text(of: entry.octets)
            wire = Self.shown(mask?.masked(text) ?? text)
            marks += Self.marks(reading.tolerances, in: text)
        }
    }

    /// A body that is no message of a session, such as one of enrolment: nobody has looked for its secrets.
    private mutating func showBody(of entry: ConversationEntry, _ showsSecrets: Bool) {
        guard !entry.octets.isEmpty else { return }
        guard showsSecrets else {
            isMasked = true
            return
        }
        let start = Array(entry.octets.prefix(Self.mostShown))
        if let text = String(validating: start, as: UTF8.self) { wire = text } else { octets = Base64.encode(start) }
    }

    private static func shown(_ text: String) -> String {
        text.utf8.count <= mostShown ? text : VisibleText.cut(text, most: mostShown)
    }

    private static func text(of octets: [UInt8]) -> String {
        let isUTF16 = octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF])
        return isUTF16
            ? String(data: Data(octets), encoding: .utf16) ?? String(decoding: octets, as: UTF8.self)
            : String(decoding: octets, as: UTF8.self)
    }

    /// The tolerances with their places in a text, which ascend.
    private static func marks(_ tolerances: [Tolerance], in text: String) -> [Mark] {
        var offsets: [MessagePlace: Int] = [:]
        var wanted = tolerances.map(\.place).sorted()[...]
        var (line, column, offset) = (1, 1, 0)
        for scalar in text.unicodeScalars {
            while let next = wanted.first, (next.line, next.column) <= (line, column) {
                offsets[next] = offset
                wanted = wanted.dropFirst()
            }
            if wanted.isEmpty { break }
            offset += UTF16.width(scalar)
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return tolerances.map { Mark($0, at: offsets[$0.place]) }
    }
}

extension ConversationMessage.Mark {
    fileprivate init(_ tolerance: Tolerance, at offset: Int?) {
        let rank =
            switch tolerance.kind.rank {
            case .usual: "usual"
            case .odd: "odd"
            case .lossy: "lossy"
            }
        self.init(
            label: tolerance.kind.rawValue, text: tolerance.kind.description, place: "\(tolerance.place)",
            offset: offset, rank: rank)
    }
}
