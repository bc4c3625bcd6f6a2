internal import XML

/// The search for what was probably meant by an answer that is missing.
extension NearestAnswer {
    /// - Parameters:
    ///   - said: what has no partner.
    ///   - others: what the other message says of the same sort.
    ///   - isRecorded: whether `said` was recorded, and the others are replayed.
    /// - Returns: nil where nothing comes near.
    static func nearest(to said: Said, among others: [Said], isRecorded: Bool) -> NearestAnswer? {
        guard let address = said.address else { return nil }
        var best: (said: Said, letters: Int)?
        for other in others where other.command == said.command && other.subject != said.subject {
            guard let candidate = other.address else { continue }
            let letters = lettersInCommon(address, candidate)
            if letters > best?.letters ?? 0 { best = (other, letters) }
        }
        // Half of an address that every node of a CSP shares says nothing.
        guard let best, best.letters * 3 >= address.utf8.count * 2 else { return nil }
        let (recorded, replayed) = isRecorded ? (said, best.said) : (best.said, said)
        return NearestAnswer(
            subject: "\(best.said.command) \(VisibleText.line(best.said.address ?? ""))",
            departures: departures(recorded, replayed))
    }

    private static func departures(_ recorded: Said, _ replayed: Said) -> [String] {
        let parts: [(name: String, recorded: String, replayed: String)] = [
            ("address", recorded.address ?? "", replayed.address ?? ""),
            (recorded.kind == .status ? "status" : "value", recorded.told, replayed.told),
            ("format", recorded.format, replayed.format), ("type", recorded.type, replayed.type),
        ]
        return parts.filter { !$0.recorded.utf8.elementsEqual($0.replayed.utf8) }.map { part in
            "the \(part.name) was \(VisibleText.quoted(part.recorded)) and is \(VisibleText.quoted(part.replayed))"
        }
    }

    /// How many letters two addresses share from the front and from the back, whatever their case.
    private static func lettersInCommon(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
        let most = min(left.count, right.count)
        var front = 0
        while front < most, left[front] == right[front] { front += 1 }
        var back = 0
        while back < most - front, left[left.count - 1 - back] == right[right.count - 1 - back] { back += 1 }
        return front + back
    }
}
