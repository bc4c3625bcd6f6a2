/// A node as it stands in the octets of a page: its place in the order and that of the node above it, its name, and for a
/// leaf format, type and content. Numbers are written in groups of seven bits, the lowest first, texts after their length.
struct NodeRecord {
    var ordinal: UInt64
    var parent: UInt64
    fileprivate var name: Range<Int>
    /// nil for an interior node.
    fileprivate var value: Value?

    fileprivate struct Value {
        var format: NodeFormat
        /// nil where the value has none.
        var type: Range<Int>?
        var content: Range<Int>
        var isText: Bool
    }

    /// What the node takes of a device's storage, in octets.
    var size: Int { TreeEntry.Content.overhead + name.count + (value?.content.count ?? 0) }

    /// What a value has: its bits stand in one octet after the format.
    fileprivate enum Trait {
        static let type: UInt8 = 1
        static let text: UInt8 = 2
    }

    /// Writes a node behind others.
    static func append(_ node: TreeEntry.Content, below parent: UInt64, to octets: inout [UInt8]) {
        append(node.ordinal, to: &octets)
        append(parent, to: &octets)
        append(node.name.text.utf8, to: &octets)
        append((node.value?.format.rawValue ?? "").utf8, to: &octets)
        guard let value = node.value else { return }
        let traits = octets.count
        octets.append(0)
        if let type = value.type {
            octets[traits] |= Trait.type
            append(type.utf8, to: &octets)
        }
        switch value.content {
        case .text(let text):
            octets[traits] |= Trait.text
            append(text.utf8, to: &octets)
        case .bytes(let bytes): append(bytes, to: &octets)
        }
    }

    private static func append(_ number: UInt64, to octets: inout [UInt8]) {
        var rest = number
        while rest > 0x7F {
            octets.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        octets.append(UInt8(rest))
    }

    private static func append(_ bytes: some Collection<UInt8>, to octets: inout [UInt8]) {
        append(UInt64(bytes.count), to: &octets)
        octets.append(contentsOf: bytes)
    }
}

/// Reads the records of a page one after the other, and stops before one that is not whole.
struct NodeRecordReader: IteratorProtocol {
    private let octets: [UInt8]
    private var place = 0

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    /// Whether everything was read.
    var isAtEnd: Bool { place == octets.count }

    mutating func next() -> NodeRecord? {
        let start = place
        guard let record = record() else {
            place = start
            return nil
        }
        return record
    }

    private mutating func record() -> NodeRecord? {
        guard let ordinal = number(), let parent = number(), let name = range(), let format = range() else {
            return nil
        }
        guard !format.isEmpty else { return NodeRecord(ordinal: ordinal, parent: parent, name: name) }
        guard let known = NodeFormat(rawValue: String(decoding: octets[format], as: UTF8.self)),
            let value = value(known)
        else { return nil }
        return NodeRecord(ordinal: ordinal, parent: parent, name: name, value: value)
    }

    private mutating func value(_ format: NodeFormat) -> NodeRecord.Value? {
        guard place < octets.count else { return nil }
        let traits = octets[place]
        place += 1
        guard traits & ~(NodeRecord.Trait.type | NodeRecord.Trait.text) == 0 else { return nil }
        var type: Range<Int>?
        if traits & NodeRecord.Trait.type != 0 {
            guard let range = range() else { return nil }
            type = range
        }
        guard let content = range() else { return nil }
        return NodeRecord.Value(
            format: format, type: type, content: content, isText: traits & NodeRecord.Trait.text != 0)
    }

    private mutating func number() -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while place < octets.count, shift < 63 {
            let octet = octets[place]
            place += 1
            number |= UInt64(octet & 0x7F) << shift
            if octet < 0x80 { return number }
            shift += 7
        }
        return nil
    }

    /// The octets that follow their length.
    private mutating func range() -> Range<Int>? {
        guard let count = number(), count <= UInt64(octets.count - place) else { return nil }
        let start = place
        place += Int(count)
        return start..<place
    }
}

extension KeptNode {
    /// - Parameter octets: those of the page from which the record was read.
    init(_ record: NodeRecord, in octets: [UInt8]) {
        func text(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }
        let value = record.value.map { value in
            NodeValue(
                format: value.format, type: value.type.map(text),
                content: value.isText ? .text(text(value.content)) : .bytes(Array(octets[value.content])))
        }
        self.init(ordinal: record.ordinal, parent: record.parent, name: NodeName(text(record.name)), value: value)
    }
}
