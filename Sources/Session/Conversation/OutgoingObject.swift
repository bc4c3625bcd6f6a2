import SyncML

/// A value that goes out in parts: all but the last have MoreData, the first has the whole length in Meta/Size
/// (OMA-TS-DM_Protocol-V1_2_1 section 7).
struct OutgoingObject: Sendable {
    private var results: Results
    private var rest: Substring
    private var isFirst = true

    /// Inferred: where there is room for less of the value than this, the part waits for the next message.
    private static let fewestBytes = 64

    /// - Parameter results: one item with a value.
    init(_ results: Results) {
        self.results = results
        rest = (results.items.first?.data?.text ?? "")[...]
    }

    /// What is left of it, in bytes.
    var size: Int { rest.utf8.count }

    var isSent: Bool { !isFirst && rest.isEmpty }

    /// The next part: as much of the value as there is room for.
    /// - Parameter mustFit: takes at least one character even where there is no room, so that every message goes on.
    /// - Returns: nil where the room is not worth a part.
    mutating func next(_ room: inout MessageRoom, mustFit: Bool) -> Results? {
        var part = results
        var item = part.items.first ?? Item()
        if isFirst {
            var meta = item.meta ?? Meta()
            meta.others.append(MetaField(.size, String(rest.utf8.count)))
            item.meta = meta
        }
        // Measured with a character, because an empty Data is written shorter.
        item.data = .text("-")
        item.hasMoreData = true
        part.items = [item]
        let size = room.size(of: .results(part))
        guard mustFit || size + Self.fewestBytes <= room.left else { return nil }
        room.reserve(size, mustFit: true)
        let end = room.reserveText(rest)
        item.data = .text(String(rest[..<end]))
        rest = rest[end...]
        item.hasMoreData = !rest.isEmpty
        part.items = [item]
        isFirst = false
        return part
    }
}
