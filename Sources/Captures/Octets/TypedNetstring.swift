/// Reads tnetstrings, in which mitmproxy keeps flows: a length, a colon, so many octets, and a sign that tells their type.
struct TypedNetstring {
    struct Fault: Error, Equatable {
        var offset: Int
        var message: String
        var isTooDeep = false
    }

    private let octets: [UInt8]
    private let maximumDepth: Int

    init(_ octets: [UInt8], maximumDepth: Int) {
        self.octets = octets
        self.maximumDepth = maximumDepth
    }

    /// Whether the octets begin as a flow file does: a length, and a whole value inside with a sign behind it. A time of day
    /// begins with numbers and colons too.
    static func recognizes(_ octets: [UInt8]) -> Bool {
        guard let outer = length(octets, at: 0), let inner = length(octets, at: outer.start) else { return false }
        let sign = inner.start + inner.length
        return inner.length < octets.count - inner.start && ",;]}~#".utf8.contains(octets[sign])
    }

    /// The length at an offset, and where what has it begins.
    private static func length(_ octets: [UInt8], at offset: Int) -> (length: Int, start: Int)? {
        let digits = octets[offset...].prefix(12).prefix(while: \.isDigit)
        guard let length = Int(digits.text), octets[digits.endIndex...].first == UInt8(ascii: ":") else { return nil }
        return (length, digits.endIndex + 1)
    }

    /// The value at an offset, and where it ends.
    func value(at offset: Int) throws(Fault) -> (value: StructuredValue, end: Int) {
        try value(at: offset, limit: octets.count, depth: 0)
    }

    private func value(at offset: Int, limit: Int, depth: Int) throws(Fault) -> (value: StructuredValue, end: Int) {
        guard depth < maximumDepth else {
            throw Fault(offset: offset, message: "more than \(maximumDepth) values lie one in another", isTooDeep: true)
        }
        let digits = octets[offset..<limit].prefix(13).prefix(while: \.isDigit)
        let start = digits.endIndex + 1
        guard let length = Int(digits.text), digits.endIndex < limit, octets[digits.endIndex] == UInt8(ascii: ":")
        else {
            throw Fault(offset: offset, message: "a length is missing")
        }
        guard length < limit - start else { throw Fault(offset: offset, message: "a value has no end") }
        let end = start + length
        return (try value(start..<end, type: octets[end], depth: depth), end + 1)
    }

    private func value(_ range: Range<Int>, type: UInt8, depth: Int) throws(Fault) -> StructuredValue {
        switch type {
        case UInt8(ascii: ","), UInt8(ascii: ";"): return .octets(Array(octets[range]))
        case UInt8(ascii: "#"), UInt8(ascii: "^"): return .number(octets[range].text)
        case UInt8(ascii: "!"): return .flag(octets[range].text == "true")
        case UInt8(ascii: "~"): return .null
        case UInt8(ascii: "]"): return .list(try values(range, depth: depth))
        case UInt8(ascii: "}"):
            let values = try values(range, depth: depth)
            return .object(
                stride(from: 0, to: values.count - values.count % 2, by: 2).map { index in
                    StructuredValue.Member(name: values[index].text ?? "", value: values[index + 1])
                })
        default: throw Fault(offset: range.upperBound, message: "a value is of no type that is known here")
        }
    }

    private func values(_ range: Range<Int>, depth: Int) throws(Fault) -> [StructuredValue] {
        var values: [StructuredValue] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let (value, end) = try value(at: offset, limit: range.upperBound, depth: depth + 1)
            values.append(value)
            offset = end
        }
        return values
    }
}
