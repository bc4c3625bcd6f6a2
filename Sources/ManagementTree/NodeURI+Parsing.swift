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

    fileprivate static func malformed(_ description: String) -> NodeURIError {
        NodeURIError(code: .malformed, description: description)
    }

    fileprivate static let tooLong = NodeURIError(
        code: .tooLong,
        description: "more than \(NodeURI.maximumDepth) names, or a name of more than \(NodeURI.maximumNameBytes) bytes"
    )
}

extension NodeURI {
    /// The longest name that is taken, in bytes. DevDetail reports no limit (`0`), so this is only a guard.
    package static let maximumNameBytes = 4096
    /// The most names that are taken; a guard as well.
    package static let maximumDepth = 64

    /// Reads an address as it stands in a LocURI or as a person types it; blanks and line breaks around it are ignored, as
    /// Windows does (Microsoft's own samples have them).
    ///
    /// - Throws: `NodeURIError` with what is wrong and how to write it.
    package init(parsing text: String) throws(NodeURIError) {
        let text = text.trimmed
        let parts = text.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard !text.isEmpty else { throw .malformed("the address is empty; the root is written as .") }
        guard !text.hasPrefix("/") else {
            throw .malformed("an address must not begin with /; write ./ in front or nothing")
        }
        let query = try parts.count > 1 ? Query(parsing: String(Substring(parts[1]))) : nil
        var (prefix, names) = (Prefix.none, [NodeName]())
        for segment in Self.segments(of: parts[0]) {
            // What is too deep is not split further, so this comes before the last segment is looked at.
            guard names.count < Self.maximumDepth else { throw .tooLong }
            let name = try NodeName(segment: segment)
            if names.isEmpty, prefix == .none, name == "Device" {
                prefix = .device
            } else if names.isEmpty, prefix == .none, name == "User" {
                prefix = .user
            } else {
                names.append(name)
            }
        }
        self.init(prefix: prefix, names: names, query: query, writtenAs: String(Substring(parts[0])))
    }

    /// The names as they are written: none of `.`, and of others at most so many that too many can be told.
    private static func segments(of path: Substring.UTF8View) -> [Substring.UTF8View] {
        guard !path.elementsEqual(".".utf8) else { return [] }
        let names = path.starts(with: "./".utf8) ? path.dropFirst(2) : path
        return names.split(
            separator: UInt8(ascii: "/"), maxSplits: maximumDepth + 1, omittingEmptySubsequences: false)
    }
}

extension NodeURI.Query {
    fileprivate init(parsing text: String) throws(NodeURIError) {
        if text.hasPrefix("prop=") {
            self = .property(String(text.dropFirst(5)))
        } else if text.hasPrefix("list=") {
            self = .list(String(text.dropFirst(5)))
        } else {
            // Inferred: no source says what a phone answers to another query; it is treated as a malformed address.
            throw .malformed("the query ?\(text) is not known; ?prop= and ?list= are")
        }
    }
}

extension NodeName {
    /// A name as it is written in an address.
    fileprivate init(segment: Substring.UTF8View) throws(NodeURIError) {
        guard !segment.isEmpty else {
            throw .malformed("a name is empty; an address has no // and does not end with /")
        }
        // A name counts decoded, so that what was read can be written and read again: three characters to a byte at most.
        guard segment.count <= 3 * NodeURI.maximumNameBytes else { throw .tooLong }
        let text = try Self.decoded(segment)
        guard text.utf8.count <= NodeURI.maximumNameBytes else { throw .tooLong }
        guard text != ".", text != ".." else {
            throw .malformed("a name must not be . or ..; an address is always written in full")
        }
        guard text != "*" else { throw .malformed("a name must not be * alone; write the node's name") }
        self.init(text)
    }

    private static func decoded(_ segment: Substring.UTF8View) throws(NodeURIError) -> String {
        // Hardly any name is written with escapes.
        guard segment.contains(UInt8(ascii: "%")) else { return String(Substring(segment)) }
        guard let octets = segment.percentDecoded else {
            throw .malformed(
                "% is not followed by two hexadecimal digits; a percent sign that belongs to a name is written %25")
        }
        guard let text = String(validating: octets, as: UTF8.self) else {
            throw .malformed("percent-encoded bytes are not UTF-8")
        }
        return text
    }
}
