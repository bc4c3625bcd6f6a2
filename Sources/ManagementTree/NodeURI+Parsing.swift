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

    /// Reads an address as it stands in a LocURI, blanks at its ends already gone.
    ///
    /// - Throws: `NodeURIError` with what is wrong and how to write it.
    package init(parsing text: String) throws(NodeURIError) {
        var text = text
        let parsed = text.withUTF8 { bytes in
            Result<NodeURI, NodeURIError> { () throws(NodeURIError) in
                var parser = NodeURIParser(bytes: bytes)
                return try parser.parse()
            }
        }
        self = try parsed.get()
    }
}

/// One pass over the bytes of an address.
private struct NodeURIParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var names: [NodeName] = []
    var prefix = NodeURI.Prefix.none

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func parse() throws(NodeURIError) -> NodeURI {
        guard let first = bytes.first else { throw malformed("the address is empty; the root is written as .") }
        guard first != UInt8(ascii: "/") else {
            throw malformed("an address must not begin with /; write ./ in front or nothing")
        }
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
        var start = 0
        if first == UInt8(ascii: "."), end == 1 {
            start = end + 1
        } else if first == UInt8(ascii: "."), end > 1, bytes[1] == UInt8(ascii: "/") {
            start = 2
        }
        names.reserveCapacity(10)
        while start <= end {
            var stop = start
            var isEncoded = false
            while stop < end, bytes[stop] != UInt8(ascii: "/") {
                if bytes[stop] == UInt8(ascii: "%") { isEncoded = true }
                stop += 1
            }
            try append(UnsafeBufferPointer(rebasing: bytes[start..<stop]), isEncoded: isEncoded)
            start = stop + 1
        }
        return NodeURI(prefix: prefix, names: names, query: try query(from: end))
    }

    private mutating func append(_ segment: UnsafeBufferPointer<UInt8>, isEncoded: Bool) throws(NodeURIError) {
        guard !segment.isEmpty else {
            throw malformed("a name is empty; an address has no // and does not end with /")
        }
        // A byte takes three characters at most, so nothing longer is worth decoding.
        let limit = isEncoded ? 3 * NodeURI.maximumNameBytes : NodeURI.maximumNameBytes
        guard segment.count <= limit, names.count < NodeURI.maximumDepth else { throw Self.tooLong }
        let name = isEncoded ? try decoded(segment) : NodeName(decoding: segment)
        if name.text.utf8.count <= 2 { try refuseDotsAndStar(name.text) }
        if names.isEmpty, prefix == .none, name.fold == Self.device.fold || name.fold == Self.user.fold {
            if name == Self.device { return prefix = .device }
            if name == Self.user { return prefix = .user }
        }
        names.append(name)
    }

    /// These names cannot be written in an address, so they are refused percent-encoded as well.
    private func refuseDotsAndStar(_ name: String) throws(NodeURIError) {
        if name == "." || name == ".." {
            throw malformed("a name must not be . or ..; an address is always written in full")
        }
        if name == "*" {
            throw malformed("a name must not be * alone; write the node's name")
        }
    }

    private func decoded(_ segment: UnsafeBufferPointer<UInt8>) throws(NodeURIError) -> NodeName {
        var plain: [UInt8] = []
        plain.reserveCapacity(segment.count)
        var index = 0
        while index < segment.count {
            let byte = segment[index]
            guard byte == UInt8(ascii: "%") else {
                plain.append(byte)
                index += 1
                continue
            }
            guard index + 2 < segment.count, let high = hexValue(segment[index + 1]),
                let low = hexValue(segment[index + 2])
            else { throw malformed("% is not followed by two hexadecimal digits; write %25 for a percent sign") }
            plain.append(high << 4 | low)
            index += 3
        }
        guard plain.count <= NodeURI.maximumNameBytes else { throw Self.tooLong }
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw malformed("percent-encoded bytes are not UTF-8")
        }
        return NodeName(text)
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
