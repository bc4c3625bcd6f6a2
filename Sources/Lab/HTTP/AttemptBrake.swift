/// Slows down who does something too often, such as trying passwords: so many times in a minute, and an address may not for
/// the rest of it. Other addresses may.
package struct AttemptBrake: Equatable, Sendable {
    package static let most = 20
    package static let window: Int64 = 60
    /// Of more addresses than these in a minute those that are over are forgotten, and then nobody else may.
    package static let addresses = 10_000

    private var tries: [String: [Int64]] = [:]

    package init() {}

    /// Counts a try.
    /// - Returns: whether it may be made.
    package mutating func tries(_ address: String, now: Int64) -> Bool {
        let start = now - Self.window
        let recent = tries[address, default: []].filter { $0 > start }
        guard recent.count < Self.most else { return false }
        if recent.isEmpty, tries.count >= Self.addresses {
            tries = tries.filter { $0.value.contains { $0 > start } }
            guard tries.count < Self.addresses else { return false }
        }
        tries[address] = recent + [now]
        return true
    }

    /// Takes the last try back.
    package mutating func forgive(_ address: String) {
        tries[address]?.removeLast()
        if tries[address]?.isEmpty == true { tries[address] = nil }
    }
}
