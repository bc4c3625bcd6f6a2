/// One of several parts of a fleet that share nothing: part K of N, K from 1 on.
///
/// N is always given: what a scheduler tells its tasks of their number is that of one submission, and another for a part
/// that is started again (Slurm's SLURM_ARRAY_TASK_COUNT).
package struct FleetShard: Equatable, Hashable, Sendable, CustomStringConvertible {
    /// K, from 1 on.
    package let part: Int
    /// N.
    package let count: Int

    /// A fleet in one piece.
    package static let whole = FleetShard(part: 1, count: 1)

    private init(part: Int, count: Int) {
        self.part = part
        self.count = count
    }

    /// Reads `K/N`; nil for what is none.
    package init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let part = numbers[0], let count = numbers[1], count >= 1, (1...count).contains(part)
        else { return nil }
        self.init(part: part, count: count)
    }

    package var description: String { "\(part)/\(count)" }

    /// The numbers of this part's phones, of a fleet with so many, from 1 on. Phones go round the parts like cards, so that all
    /// parts enrol all the time, and a phone's number never depends on who runs it.
    package func numbers(of phones: Int) -> [Int] { Array(stride(from: part, through: phones, by: count)) }

    /// How many phones this part has, of a fleet with so many.
    package func size(of phones: Int) -> Int { phones < part ? 0 : (phones - part) / count + 1 }
}

/// As a text, so that no part can be read that is none.
extension FleetShard: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let shard = FleetShard(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no part as 2/4")
        }
        self = shard
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
