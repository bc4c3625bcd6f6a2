import Notation

/// The rows of a CSV text (RFC 4180), with commas, semicolons or tabs between the fields, and any line end.
struct CSVRows {
    struct Row: Equatable {
        /// The line on which it begins, from 1.
        var line: Int
        var fields: [String]
    }

    private(set) var rows: [Row] = []
    private let separator: UInt8
    private var row = Row(line: 1, fields: [])
    private var field: [UInt8] = []
    private var line = 1
    /// The line on which the open quotation mark stands.
    private var quoteLine: Int?
    /// Whether the field was quoted, and its quotation is closed.
    private var isClosed = false

    /// - Throws: where a quotation mark is not closed, or text follows one that is.
    static func read(_ text: String) throws(SettingsError) -> [Row] {
        var reader = CSVRows(separator: separator(of: text))
        try reader.read(Array(text.utf8))
        return reader.rows
    }

    private init(separator: UInt8) {
        self.separator = separator
    }

    /// What stands between the fields of the first line that has any: a list in German has semicolons, one that was copied
    /// from a table has tabs.
    private static func separator(of text: String) -> UInt8 {
        let first = text.utf8.drop { $0 == 0x0A || $0 == 0x0D }.prefix { $0 != 0x0A && $0 != 0x0D }
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in first {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        return candidates.first { counts[$0, default: 0] > 0 } ?? UInt8(ascii: ",")
    }

    private mutating func read(_ bytes: [UInt8]) throws(SettingsError) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            index += 1
            if quoteLine != nil {
                guard byte == UInt8(ascii: "\"") else {
                    field.append(byte)
                    if byte == 0x0A { line += 1 }
                    continue
                }
                if next == byte {
                    field.append(byte)
                    index += 1
                } else {
                    quoteLine = nil
                    isClosed = true
                }
                continue
            }
            switch byte {
            case separator: endField()
            case 0x0D where next == 0x0A: break
            case 0x0A, 0x0D:
                endRow()
                line += 1
            case UInt8(ascii: "\"") where !isClosed && field.allSatisfy({ $0 == 0x20 }):
                field = []
                quoteLine = line
            case 0x20 where isClosed: break
            default:
                guard !isClosed else {
                    throw SettingsError(
                        line: line, "text follows a closed quotation mark; write a quotation mark inside a value twice")
                }
                field.append(byte)
            }
        }
        if let quoteLine {
            throw SettingsError(line: quoteLine, "a quotation mark is opened here and never closed")
        }
        endRow()
    }

    private mutating func endField() {
        let text = String(decoding: field, as: UTF8.self)
        row.fields.append(isClosed ? text : text.trimmed)
        field = []
        isClosed = false
    }

    private mutating func endRow() {
        if row.fields.isEmpty, field.isEmpty, !isClosed {
            row.line = line + 1
            return
        }
        endField()
        if row.fields.contains(where: { !$0.isEmpty }) { rows.append(row) }
        row = Row(line: line + 1, fields: [])
    }
}
