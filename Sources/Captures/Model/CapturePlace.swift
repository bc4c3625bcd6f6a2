/// Where something stands in a capture: a file, and the place in it as a person finds it.
package struct CapturePlace: Equatable, Hashable, Sendable, CustomStringConvertible {
    package enum Spot: Equatable, Hashable, Sendable {
        case whole
        /// Counted from 1.
        case line(Int)
        /// Counted from 0.
        case octet(Int)
        /// A part that has a name or number of its own, such as `request of entry 3` or `raw/3_c.txt`.
        case part(String)
    }

    package var file: String
    package var spot: Spot

    package init(_ file: String, _ spot: Spot = .whole) {
        self.file = file
        self.spot = spot
    }

    package var description: String {
        switch spot {
        case .whole: file
        case .line(let line): "\(file), line \(line)"
        case .octet(let offset): "\(file), byte offset \(offset)"
        case .part(let part): "\(file), \(part)"
        }
    }
}
