/// A version of an operating system, compared number by number: `10.0.15063.297`.
package struct OSVersion: Comparable, Sendable {
    package let numbers: [Int]

    /// - Returns: nil for a text that is not numbers with points between.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard let numbers = parts as? [Int], !numbers.isEmpty, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        self.numbers = numbers
    }

    private init(numbers: [Int]) {
        self.numbers = numbers
    }

    /// The Creators Update, 1703, with which LockAndRecoverPIN came.
    package static let creatorsUpdate = OSVersion(numbers: [10, 0, 15063])

    /// The October 2018 Update, 1809.
    package static let october2018Update = OSVersion(numbers: [10, 0, 17763])

    package static func < (left: OSVersion, right: OSVersion) -> Bool {
        let count = max(left.numbers.count, right.numbers.count)
        return left.padded(count).lexicographicallyPrecedes(right.padded(count))
    }

    package static func == (left: OSVersion, right: OSVersion) -> Bool { !(left < right) && !(right < left) }

    private func padded(_ count: Int) -> [Int] { numbers + Array(repeating: 0, count: count - numbers.count) }
}
