/// Reads JSON (RFC 8259) whose strings may hold octets.
///
/// mitmproxy writes an octet that is no UTF-8 as half a surrogate pair (`\udc80` to `\udcff`, Python's *surrogateescape*),
/// and Foundation refuses a text with one. Here it becomes the octet again; any other half becomes U+FFFD.
struct JSONOctets {
    struct Fault: Error, Equatable {
        var offset: Int
        var message: String
        var isTooDeep = false
    }

    private let octets: [UInt8]
    private let maximumDepth: Int
    private var offset: Int

    private init(_ octets: [UInt8], maximumDepth: Int) {
        self.octets = octets
        self.maximumDepth = maximumDepth
        offset = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    static func read(_ octets: [UInt8], maximumDepth: Int) throws(Fault) -> StructuredValue {
        var reader = JSONOctets(octets, maximumDepth: maximumDepth)
        let value = try reader.value(depth: 0)
        try reader.finish()
        return value
    }

    /// Where the elements of a list stand; nil where there is no list. All of the text is read, so that a fault anywhere in
    /// it is found, but no more than one element of it is held at once.
    /// - Parameter path: the names of members, one in another, of which the last is the list.
    static func elements(
        of octets: [UInt8], at path: [String], maximumDepth: Int
    ) throws(Fault) -> [Range<Int>]? {
        var reader = JSONOctets(octets, maximumDepth: maximumDepth)
        let elements = try reader.elements(at: path[...], depth: 0)
        try reader.finish()
        return elements
    }

    /// One element of a list.
    static func read(_ octets: [UInt8], from offset: Int, maximumDepth: Int) throws(Fault) -> StructuredValue {
        var reader = JSONOctets(octets, maximumDepth: maximumDepth)
        reader.offset = offset
        return try reader.value(depth: 0)
    }

    private mutating func elements(at path: ArraySlice<String>, depth: Int) throws(Fault) -> [Range<Int>]? {
        skipBlanks()
        guard next == (path.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: "{")) else {
            _ = try value(depth: depth)
            return nil
        }
        var elements: [Range<Int>]?
        if let name = path.first {
            try readMembers { (reader, member) throws(Fault) in
                if member == name {
                    elements = try reader.elements(at: path.dropFirst(), depth: depth + 1)
                } else {
                    _ = try reader.value(depth: depth + 1)
                }
            }
        } else {
            var ranges: [Range<Int>] = []
            try readValues { (reader) throws(Fault) in
                reader.skipBlanks()
                let start = reader.offset
                _ = try reader.value(depth: depth + 1)
                ranges.append(start..<reader.offset)
            }
            elements = ranges
        }
        return elements
    }

    private mutating func finish() throws(Fault) {
        skipBlanks()
        guard offset == octets.count else { throw fault("something follows the end of the JSON") }
    }

    private func fault(_ message: String) -> Fault { Fault(offset: offset, message: message) }

    private var next: UInt8? { offset < octets.count ? octets[offset] : nil }

    private mutating func skipBlanks() {
        while let next, next.isBlank { offset += 1 }
    }

    private mutating func expect(_ character: Character) throws(Fault) {
        skipBlanks()
        guard next == character.asciiValue else {
            throw fault(next == nil ? "the JSON ends too early" : "\(character) is missing in the JSON")
        }
        offset += 1
    }

    private mutating func takes(_ character: Character) -> Bool {
        skipBlanks()
        guard next == character.asciiValue else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> StructuredValue {
        guard depth < maximumDepth else {
            throw Fault(offset: offset, message: "more than \(maximumDepth) values lie one in another", isTooDeep: true)
        }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .octets(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> StructuredValue {
        var members: [StructuredValue.Member] = []
        try readMembers { (reader, name) throws(Fault) in
            members.append(StructuredValue.Member(name: name, value: try reader.value(depth: depth + 1)))
        }
        return .object(members)
    }

    /// Goes through the members of an object.
    /// - Parameter read: reads the value of one.
    private mutating func readMembers(
        _ read: (inout JSONOctets, _ name: String) throws(Fault) -> Void
    ) throws(Fault) {
        try expect("{")
        guard !takes("}") else { return }
        repeat {
            skipBlanks()
            let name = String(decoding: try string(), as: UTF8.self)
            try expect(":")
            try read(&self, name)
        } while takes(",")
        try expect("}")
    }

    private mutating func list(depth: Int) throws(Fault) -> StructuredValue {
        var values: [StructuredValue] = []
        try readValues { (reader) throws(Fault) in
            values.append(try reader.value(depth: depth + 1))
        }
        return .list(values)
    }

    /// Goes through the values of a list.
    private mutating func readValues(_ read: (inout JSONOctets) throws(Fault) -> Void) throws(Fault) {
        try expect("[")
        guard !takes("]") else { return }
        repeat { try read(&self) } while takes(",")
        try expect("]")
    }

    private mutating func word(_ word: String, _ value: StructuredValue) throws(Fault) -> StructuredValue {
        guard octets.holds(word, at: offset) else { throw fault("\(word) was begun in the JSON and not ended") }
        offset += word.utf8.count
        return value
    }

    private mutating func number() throws(Fault) -> StructuredValue {
        let digits = octets[offset...].prefix { $0.isDigit || "+-.eE".utf8.contains($0) }
        guard !digits.isEmpty else { throw fault(next == nil ? "the JSON ends too early" : "this is no JSON") }
        offset = digits.endIndex
        return .number(digits.text)
    }
}

extension JSONOctets {
    private mutating func string() throws(Fault) -> [UInt8] {
        try expect("\"")
        var result: [UInt8] = []
        while let next {
            switch next {
            case UInt8(ascii: "\""):
                offset += 1
                return result
            case UInt8(ascii: "\\"): try escape(into: &result)
            default:
                // Everything up to the next character that means something.
                let run = octets[offset...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
                result.append(contentsOf: run)
                offset = run.endIndex
            }
        }
        throw fault("a text of the JSON has no end")
    }

    private mutating func escape(into result: inout [UInt8]) throws(Fault) {
        offset += 1
        guard let kind = next else { throw fault("a text of the JSON has no end") }
        offset += 1
        switch kind {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
        case UInt8(ascii: "u"): append(try codeUnit(), to: &result)
        default: throw fault("the JSON has an escape that there is none of")
        }
    }

    private mutating func codeUnit() throws(Fault) -> UInt32 {
        let digits = octets[offset...].prefix(4).compactMap(\.hexadecimalValue)
        guard digits.count == 4 else { throw fault("an escape of the JSON has no four digits") }
        offset += 4
        return digits.reduce(0) { $0 << 4 | UInt32($1) }
    }

    private mutating func append(_ unit: UInt32, to result: inout [UInt8]) {
        if (0xDC80...0xDCFF).contains(unit) { return result.append(UInt8(truncatingIfNeeded: unit)) }
        var scalar = unit
        if (0xD800...0xDBFF).contains(unit), octets.holds("\\u", at: offset) {
            let start = offset
            offset += 2
            // Half a pair before something else leaves that as it is.
            if let low = try? codeUnit(), (0xDC00...0xDFFF).contains(low) {
                scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            } else {
                offset = start
            }
        }
        result.append(contentsOf: (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }
}
