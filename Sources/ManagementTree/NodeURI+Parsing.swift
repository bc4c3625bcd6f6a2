import Notation

/// Why a text is not the address of a node.
package struct NodeURIError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        /// Not an address by the rules of OMA-TS-DM_TND-V1_2_1 section 5: answered with 400.
        case malformed
        /// Longer or deeper than the device takes: answered with 414.
        case tooLong
    }

    package var code: Code
    package var description: String
}

extension NodeURI {
    /// The longest name that is taken, in bytes. DevDetail reports no limit (`0`), so this is only a guard.
    package static let maximumNameBytes = 4096
    /// The most names that are taken; a guard as well.
    package static let maximumDepth = 64

    /// Reads an address as it stands in a LocURI or as a person types it; blanks and line breaks around it are ignored, as Windows does
    /// (Microsoft's own samples have them).
    ///
    /// - Throws: `NodeURIError` with what is wrong and how to write it.
    package init(parsing text: String) throws(NodeURIError) {
        var text = text.trimmed
        var decoded: [UInt8]?
        let parsed = text.withUTF8 { bytes in
            Result<NodeURIParser, NodeURIError> { () throws(NodeURIError) in
                var parser = NodeURIParser(bytes: bytes)
                try parser.parse()
                decoded = parser.isEncoded ? parser.decoded : nil
                return parser
            }
        }
        let parser = try parsed.get()
        let names = decoded.map { String(decoding: $0, as: UTF8.self) }
        self.init(
            prefix: parser.prefix, text: text, decoded: names, segments: parser.segments, query: parser.query)
    }
}

/// One pass over the bytes of an address.
private struct NodeURIParser {
    /// Good only while the text is held.
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var segments: [NodeURI.Segment] = []
    private(set) var prefix = NodeURI.Prefix.none
    private(set) var query: NodeURI.Query?
    /// Whether a name is percent-encoded; the segments then count in `decoded`.
    private(set) var isEncoded = false
    /// The names one after the other, decoded; filled only where one is encoded.
    private(set) var decoded: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func parse() throws(NodeURIError) {
        guard let first = bytes.first else { throw malformed("the address is empty; the root is written as .") }
        guard first != UInt8(ascii: "/") else {
            throw malformed("an address must not begin with /; write ./ in front or nothing")
        }
        segments.reserveCapacity(8)
        let start = start(after: first)
        var end = try names(from: start)
        if isEncoded {
            // The names have to be decoded, and so they stand elsewhere.
            segments.removeAll()
            prefix = .none
            end = try names(from: start)
        }
        query = try query(from: end)
    }

    /// Where the first name stands; behind the end for the root.
    private func start(after first: UInt8) -> Int {
        guard first == UInt8(ascii: ".") else { return 0 }
        if bytes.count == 1 || bytes[1] == UInt8(ascii: "?") { return -1 }
        return bytes[1] == UInt8(ascii: "/") ? 2 : 0
    }

    /// Reads the names up to the query or the end.
    /// - Returns: where they end.
    private mutating func names(from start: Int) throws(NodeURIError) -> Int {
        guard start >= 0 else { return 1 }
        var start = start
        var index = start
        while true {
            let byte = index < bytes.count ? bytes[index] : UInt8(ascii: "?")
            // Letters lie above all that matters here.
            if byte <= UInt8(ascii: "?") {
                if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") {
                    try append(start, index)
                    if byte == UInt8(ascii: "?") { return index }
                    start = index + 1
                } else if byte == UInt8(ascii: "%"), !isEncoded {
                    isEncoded = true
                    return index
                }
            }
            index += 1
        }
    }

    private mutating func append(_ start: Int, _ end: Int) throws(NodeURIError) {
        let segment = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard let first = segment.first else {
            throw malformed("a name is empty; an address has no // and does not end with /")
        }
        // A name counts decoded, so that what was read can be written and read again: three characters to a byte at most.
        let limit = isEncoded ? 3 * NodeURI.maximumNameBytes : NodeURI.maximumNameBytes
        guard segment.count <= limit, segments.count < NodeURI.maximumDepth else { throw Self.tooLong }
        if first == UInt8(ascii: ".") || first == UInt8(ascii: "*") { try refuseDotsAndStar(segment[...]) }
        let named = isEncoded ? try decode(segment) : placed(start, end, NameHash.of(segment))
        if segments.isEmpty, prefix == .none {
            if named.fold == Self.device.fold { return prefix = .device }
            if named.fold == Self.user.fold { return prefix = .user }
        }
        segments.append(named)
    }

    private func placed(_ start: Int, _ end: Int, _ fold: UInt64) -> NodeURI.Segment {
        NodeURI.Segment(
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), fold: fold)
    }

    private func refuseDotsAndStar(_ name: some Collection<UInt8>) throws(NodeURIError) {
        if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) {
            throw malformed("a name must not be . or ..; an address is always written in full")
        }
        if name.count == 1, name.first == UInt8(ascii: "*") {
            throw malformed("a name must not be * alone; write the node's name")
        }
    }

    /// Undoes percent-encoding, and puts the name behind those before it.
    private mutating func decode(_ segment: UnsafeBufferPointer<UInt8>) throws(NodeURIError) -> NodeURI.Segment {
        let start = decoded.count
        var index = 0
        while index < segment.count {
            let byte = segment[index]
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte)
                index += 1
                continue
            }
            guard index + 2 < segment.count, let high = hexValue(segment[index + 1]),
                let low = hexValue(segment[index + 2])
            else { throw malformed("% is not followed by two hexadecimal digits; write %25 for a percent sign") }
            decoded.append(high << 4 | low)
            index += 3
        }
        guard decoded.count - start <= NodeURI.maximumNameBytes else { throw Self.tooLong }
        try refuseDotsAndStar(decoded[start...])
        guard String(validating: decoded[start...], as: UTF8.self) != nil else {
            throw malformed("percent-encoded bytes are not UTF-8")
        }
        let fold = decoded.withUnsafeBufferPointer { NameHash.of(UnsafeBufferPointer(rebasing: $0[start...])) }
        return placed(start, decoded.count, fold)
    }

    private func query(from mark: Int) throws(NodeURIError) -> NodeURI.Query? {
        guard mark < bytes.count else { return nil }
        let text = String(decoding: bytes[(mark + 1)...], as: UTF8.self)
        if text.hasPrefix("prop=") { return .property(String(text.dropFirst(5))) }
        if text.hasPrefix("list=") { return .list(String(text.dropFirst(5))) }
        // Inferred: no source says what a phone answers to another query; it is treated as a malformed address.
        throw malformed("the query ?\(text) is not known; ?prop= and ?list= are")
    }

    private func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static var tooLong: NodeURIError {
        NodeURIError(
            code: .tooLong,
            description:
                "more than \(NodeURI.maximumDepth) names, or a name of more than \(NodeURI.maximumNameBytes) bytes")
    }

    private func malformed(_ description: String) -> NodeURIError {
        NodeURIError(code: .malformed, description: description)
    }

    private static let device: NodeName = "Device"
    private static let user: NodeName = "User"
}
