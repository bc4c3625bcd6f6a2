/// Where something stands in a text: line and column, both counted from 1, the column in characters.
///
/// For a tag it is the place of its `<`. In a UTF-16 text the place is that of the decoded characters.
package struct XMLPlace: Equatable, Hashable, Sendable, Comparable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The beginning of a text.
    package static let start = XMLPlace(line: 1, column: 1)

    package var description: String { "line \(line), column \(column)" }

    package static func < (left: XMLPlace, right: XMLPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
