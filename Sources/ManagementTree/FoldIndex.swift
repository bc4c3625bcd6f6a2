/// Finds the place of a name in a list by the name's hash.
struct FoldIndex: Sendable {
    private let folds: [UInt64]
    private let places: [Int]

    /// - Parameter folds: the hash at each place; nil where the place has no name.
    init(_ folds: [UInt64?]) {
        let sorted = folds.enumerated().compactMap { place, fold in fold.map { (fold: $0, place: place) } }
            .sorted { $0.fold < $1.fold }
        self.folds = sorted.map(\.fold)
        places = sorted.map(\.place)
    }

    func index(of fold: UInt64) -> Int? {
        var low = 0
        var high = folds.count
        while low < high {
            let middle = (low + high) / 2
            if folds[middle] < fold { low = middle + 1 } else { high = middle }
        }
        return low < folds.count && folds[low] == fold ? places[low] : nil
    }
}
