internal import SyncML

/// A value that goes to the phone in pieces (OMA-TS-DM_Protocol-V1_2_1 section 7).
struct ChunkedCommand: Codable, Equatable, Sendable {
    let number: Int
    /// A command of one item.
    private let command: LabCommand
    private let pieces: [String]
    private var next = 0
    private var isSecondTry = false

    /// The command's value cut up; nil for a command that has no single long value.
    init?(_ command: Command, number: Int, pieceSize: Int) {
        guard case .access(let access) = command, access.verb == .add || access.verb == .replace,
            access.items.count == 1, case .text(let text) = access.items[0].data, text.utf8.count > pieceSize,
            pieceSize > 0
        else { return nil }
        self.number = number
        self.command = LabCommand(.command(command))
        pieces = Self.pieces(text, pieceSize)
    }

    /// The command with the next piece. The first one tells the size of the whole.
    /// - Returns: nil where all have been sent.
    mutating func nextPiece() -> (command: Command, isLast: Bool)? {
        guard pieces.indices.contains(next), case .command(.access(var access)) = command.content,
            var item = access.items.first
        else { return nil }
        let isLast = next == pieces.count - 1
        if next == 0 {
            var meta = item.meta ?? Meta()
            meta.others.append(MetaField(.size, String(pieces.reduce(0) { $0 + $1.utf8.count })))
            item.meta = meta
        }
        item.data = .text(pieces[next])
        item.hasMoreData = !isLast
        next += 1
        access.items = [item]
        return (.access(access), isLast)
    }

    /// Begins again with the first piece, once: a phone that drops the value twice does not want it.
    mutating func rewind() {
        next = isSecondTry ? pieces.count : 0
        isSecondTry = true
    }

    /// A text in pieces of at most so many octets, no character's octets torn apart.
    private static func pieces(_ text: String, _ size: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let length = String(scalar).utf8.count
            if count + length > size, !piece.isEmpty {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                count = 0
            }
            piece.append(scalar)
            count += length
        }
        pieces.append(String(piece))
        return pieces
    }
}
