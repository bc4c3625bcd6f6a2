package import XML

/// Where something stands in a message: line and column of a text, or the byte offset in a binary message.
package enum MessagePlace: Equatable, Hashable, Sendable {
    case text(XMLPlace)
    /// Counted from 0.
    case octet(Int)

    package init(line: Int, column: Int) {
        self = .text(XMLPlace(line: line, column: column))
    }

    /// The beginning of a text.
    package static let start = MessagePlace.text(.start)

    /// Counted from 1; a binary message is all one line.
    package var line: Int {
        switch self {
        case .text(let place): place.line
        case .octet: 1
        }
    }

    /// Counted from 1; in a binary message the octets are the columns.
    package var column: Int {
        switch self {
        case .text(let place): place.column
        case .octet(let offset): offset + 1
        }
    }
}

extension MessagePlace: Comparable {
    package static func < (left: MessagePlace, right: MessagePlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

extension MessagePlace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let place): place.description
        case .octet(let offset): "byte offset \(offset)"
        }
    }
}
