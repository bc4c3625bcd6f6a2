import SyncML

/// How many bytes a message may still grow by (MaxMsgSize of the server).
struct MessageRoom: Sendable {
    private let form: MessageForm
    private(set) var left: Int
    /// What was left before anything was taken.
    let capacity: Int
    /// The length of a message with nothing in it.
    private let empty: Int

    /// - Parameters:
    ///   - limit: the longest message that the server takes.
    ///   - message: header, and what must be in it in any case.
    init(limit: Int, _ message: Message, _ form: MessageForm) {
        self.form = form
        empty = form.bytes(of: Message()).count
        left = limit - form.bytes(of: message).count
        capacity = left
    }

    /// The length of a command that has an id. Some bytes more than measured, because it gets another one.
    func size(of command: Command) -> Int {
        form.bytes(of: Message(commands: [command])).count - empty + 4
    }

    /// Reserves room.
    /// - Parameter mustFit: reserves it even where there is not enough.
    /// - Returns: whether it was reserved.
    @discardableResult
    mutating func reserve(_ size: Int, mustFit: Bool) -> Bool {
        guard size <= left || mustFit else { return false }
        left -= size
        return true
    }

    /// Reserves room for as much of a text as fits, at least one character.
    /// - Returns: where the rest begins.
    mutating func reserveText(_ text: Substring) -> Substring.Index {
        let scalars = text.unicodeScalars
        var end = scalars.startIndex
        while end < scalars.endIndex {
            let cost = cost(of: scalars[end])
            guard cost <= left || end == scalars.startIndex else { break }
            left -= cost
            end = scalars.index(after: end)
        }
        return end
    }

    /// The bytes that a character takes; in XML some are escaped.
    private func cost(of scalar: Unicode.Scalar) -> Int {
        guard form == .xml else { return scalar.utf8.count }
        return switch scalar {
        case "&", "\r": 5
        case "<", ">": 4
        case "\n", "\t": 1
        case "\u{0}"..."\u{1F}": "\u{FFFD}".utf8.count
        default: scalar.utf8.count
        }
    }
}
