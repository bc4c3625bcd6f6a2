import Enrollment
import Session
import SimulatedPhone
import SyncML

/// The table of `apply --table`: a line for each item, with the number that Intune would show for a failure.
enum SettingsTable {
    static func lines(_ items: [Explanation.Entry]) -> [String] {
        let rows = items.map(row)
        let widths = (0..<3).map { column in min(rows.map { $0[column].count }.max() ?? 0, mostWidths[column]) }
        return rows.map { row in
            let columns = row.enumerated().map { column, text in
                column < 3 ? text + String(repeating: " ", count: max(0, widths[column] - text.count)) : text
            }
            return columns.filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }

    /// Wider columns push what is behind them aside in their own line only.
    private static let mostWidths = [3, 120, 33]

    private static func row(_ item: Explanation.Entry) -> [String] {
        let code = item.code.map { "\($0.rawValue)" } ?? "?"
        let address = item.address.map { Console.visible($0) } ?? Console.visible(item.command)
        let value = item.value.map { ValueText.short($0, most: 32) } ?? ""
        var text = item.reason.map { ReasonText.without(item.address, in: Console.visible($0)) } ?? "done"
        // In one line there is room for what matters most only.
        if let note = item.notes.first { text += "; \(Console.visible(note.text))" }
        return [code, address, value, text, IntuneNumber(item.code)?.description ?? ""]
    }
}

/// The number by which Intune shows a setting that failed: 0x87D10000 + the status, as an HRESULT and as the signed number
/// of its reports (−2016345612 for 500).
struct IntuneNumber: CustomStringConvertible {
    let signed: Int32
    let hresult: String

    /// nil for success, which has no number.
    init?(_ code: StatusCode?) {
        guard let code, !code.isSuccess else { return nil }
        let number = WindowsNumber.report(Int(code.rawValue))
        signed = WindowsNumber.signed(number)
        hresult = WindowsNumber.text(number)
    }

    var description: String { "\(hresult) (\(signed))" }
}
