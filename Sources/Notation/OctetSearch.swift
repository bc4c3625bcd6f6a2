extension [UInt8] {
    /// Where other octets stand first among these; nil where they do not, or are none.
    public func firstOccurrence(of wanted: [UInt8]) -> Range<Int>? { self[...].firstOccurrence(of: wanted) }
}

extension ArraySlice<UInt8> {
    /// Where other octets stand first among these; nil where they do not, or are none.
    ///
    /// The standard library's `firstRange(of:)` is generic and not specialised for octets: it took four fifths of a `check`.
    public func firstOccurrence(of wanted: [UInt8]) -> Range<Int>? {
        guard let first = wanted.first else { return nil }
        var start = startIndex
        while start + wanted.count <= endIndex {
            guard let found = self[start...(endIndex - wanted.count)].firstIndex(of: first) else { return nil }
            if self[found...].starts(with: wanted) { return found..<found + wanted.count }
            start = found + 1
        }
        return nil
    }

    /// Where other octets stand last among these.
    public func lastOccurrence(of wanted: [UInt8]) -> Range<Int>? {
        guard !wanted.isEmpty, count >= wanted.count else { return nil }
        var start = endIndex - wanted.count
        while start >= startIndex {
            if self[start...].starts(with: wanted) { return start..<start + wanted.count }
            start -= 1
        }
        return nil
    }
}
