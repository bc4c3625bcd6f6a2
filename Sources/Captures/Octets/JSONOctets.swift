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

    let octets: [UInt8]
    private let maximumDepth: Int
    var offset: Int

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

    func fault(_ message: String) -> Fault { Fault(offset: offset, message: message) }

    var next: UInt8? { offset < octets.count ? octets[offset] : nil }

    private mutating func skipBlanks() {
        while let next, next.isBlank { offset += 1 }
    }

    mutating func expect(_ character: Character) throws(Fault) {
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
