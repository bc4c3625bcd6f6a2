/// The lines of a text, found once.
struct TextLines {
    let octets: [UInt8]
    /// Where each line begins.
    let starts: [Int]

    init(_ octets: [UInt8]) {
        self.octets = octets
        var starts = [0]
        var offset = 0
        while let end = octets.offset(of: [0x0A], from: offset) {
            offset = end + 1
            starts.append(offset)
        }
        if starts.count > 1, starts.last == octets.count { starts.removeLast() }
        self.starts = starts
    }

    var count: Int { starts.count }

    /// A line without its end.
    subscript(index: Int) -> ArraySlice<UInt8> {
        let next = end(of: index)
        var line = octets[starts[index]..<next]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    /// Where the next line begins.
    func end(of index: Int) -> Int {
        index + 1 < starts.count ? starts[index + 1] : octets.count
    }

    /// The index of the line that an offset is in.
    func index(at offset: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
