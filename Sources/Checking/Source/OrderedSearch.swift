extension RandomAccessCollection where Index == Int {
    /// The last place at which something holds that holds from the first element up to there; nil where it holds nowhere.
    func lastIndex(inOrder holds: (Element) -> Bool) -> Int? {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > startIndex ? low - 1 : nil
    }
}
