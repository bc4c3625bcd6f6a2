import Notation

/// Rows of address, type and value, with a heading that names the columns in any order or without one.
enum SettingRows {
    /// Which field of a row is what.
    private struct Columns {
        var address = 0
        var type: Int? = 1
        var value: Int? = 2
        var name: Int?
    }

    private enum Column {
        case address, type, value, name

        /// The column that a heading's word stands for.
        init?(_ word: String) {
            switch word.lowercased().filter({ $0.isLetter }) {
            case "address", "uri", "omauri", "locuri", "path", "node": self = .address
            case "type", "datatype", "format", "valuetype": self = .type
            case "value", "data", "wert": self = .value
            case "name", "displayname", "setting", "settingname": self = .name
            default: return nil
            }
        }
    }

    /// Whether a text begins as such a list does: with an address, or with a heading that has a column of addresses.
    static func isLikely(_ text: Substring) -> Bool {
        guard let line = text.split(whereSeparator: \.isNewline).first(where: { !isComment(String($0)) })
        else { return false }
        let separators: Set<Character> = [",", ";", "\t"]
        return line.split { separators.contains($0) }.contains { field in
            let word = field.filter { $0 != "\"" }
            return isAddress(word) || Column(word) == .address
        }
    }

    static func read(_ text: String) throws(SettingsError) -> SettingsReading {
        var rows = try CSVRows.read(text).filter { !isComment($0.fields[0]) }
        guard let first = rows.first else { throw SettingsError("the file holds no rows of address, type, value") }
        var columns = Columns()
        if !first.fields.contains(where: { isAddress($0) }) {
            columns = try heading(first)
            rows.removeFirst()
        } else if first.fields.count == 2 {
            columns = Columns(type: nil, value: 1)
        }
        var reading = SettingsReading()
        for row in rows {
            do throws(SettingsError) {
                reading.settings.append(try setting(row, columns))
            } catch {
                reading.faults.append(error)
            }
        }
        guard !reading.settings.isEmpty || !reading.faults.isEmpty else {
            throw SettingsError(line: first.line, "behind the heading there are no rows; write one for each setting")
        }
        return reading
    }

    private static func heading(_ row: CSVRows.Row) throws(SettingsError) -> Columns {
        var columns = Columns(type: nil, value: nil)
        var hasAddress = false
        for (index, word) in row.fields.enumerated() {
            switch Column(word) {
            case .address:
                columns.address = index
                hasAddress = true
            case .type: columns.type = index
            case .value: columns.value = index
            case .name: columns.name = index
            case nil: break
            }
        }
        guard hasAddress else {
            throw SettingsError(
                line: row.line,
                "the first row has neither an address nor a heading with a column for it; name the columns "
                    + "address, type, value, or begin with a row such as ./Vendor/MSFT/…,Integer,0")
        }
        return columns
    }

    private static func setting(_ row: CSVRows.Row, _ columns: Columns) throws(SettingsError) -> Setting {
        func field(_ index: Int?) -> String? {
            index.flatMap { row.fields.indices.contains($0) ? row.fields[$0] : nil }
        }
        let most = [columns.address, columns.type ?? 0, columns.value ?? 0, columns.name ?? 0].max() ?? 0
        guard columns.name != nil || row.fields.count <= most + 1 || row.fields[(most + 1)...].allSatisfy(\.isEmpty)
        else {
            throw SettingsError(
                line: row.line,
                "\(row.fields.count) fields where \(most + 1) are expected; put a value that holds the separator in "
                    + "quotation marks")
        }
        let address = (field(columns.address) ?? "").trimmed
        guard !address.isEmpty else { throw SettingsError(line: row.line, "the row has no address") }
        let word = field(columns.type) ?? ""
        let type = SettingType(word: word)
        guard type != nil || word.isEmpty else {
            throw SettingsError(line: row.line, "'\(word.prefix(40))' is no type; \(SettingType.words) are")
        }
        return Setting(
            name: field(columns.name), address: address, type: type, value: field(columns.value) ?? "", line: row.line)
    }

    private static func isAddress(_ text: String) -> Bool {
        let text = text.trimmed
        return text.hasPrefix("./") || text.lowercased().hasPrefix("vendor/msft/")
    }

    private static func isComment(_ text: String) -> Bool { text.trimmed.hasPrefix("#") }
}
