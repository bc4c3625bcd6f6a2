import Foundation

/// Rows under a heading, each column as wide as its widest text.
enum TextTable {
    /// A column that is wider pushes what is behind it aside in its own line only.
    private static let mostWidth = 60

    /// - Parameter rows: texts that came from outside are made visible here.
    static func lines(_ heading: [String], _ rows: [[String]]) -> [String] {
        let shown = rows.map { row in row.map { Console.visible($0) } }
        let widths = heading.indices.map { column in
            min(([heading] + shown).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0, mostWidth)
        }
        func line(_ row: [String]) -> String {
            let columns = zip(row, widths).map { text, width in text.padded(to: width) }
            return String(columns.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return [Console.coloured(line(heading), .bold, on: STDOUT_FILENO)] + shown.map(line)
    }
}

extension String {
    /// Filled with blanks up to so many characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
