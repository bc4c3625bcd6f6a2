import Notation
import XML

/// The format of a node's value (OMA-TS-DM_TND-V1_2_1 section 7.7.2).
package enum NodeFormat: String, Codable, Sendable, CaseIterable {
    case b64, bin, bool, chr, int, node, null, xml, date, time, float
}

/// What a node holds: a format, a type and the value itself.
package struct NodeValue: Equatable, Codable, Sendable {
    package enum Content: Equatable, Codable, Sendable {
        case text(String)
        /// The octets of a `bin` node.
        case bytes([UInt8])

        /// Two texts are the same value only to the byte: Swift's own equality takes composed letters for their parts.
        package static func == (left: Content, right: Content) -> Bool {
            switch (left, right) {
            case (.text(let left), .text(let right)): left == right && left.utf8.elementsEqual(right.utf8)
            case (.bytes(let left), .bytes(let right)): left == right
            case (.text, .bytes), (.bytes, .text): false
            }
        }

        /// The octets that a base64 text stands for; nil where it is none.
        package init?(base64: String) {
            guard let bytes = Base64.decode(base64) else { return nil }
            self = .bytes(bytes)
        }

        /// The value as text; octets in base64, as XML carries them.
        package var text: String {
            switch self {
            case .text(let text): text
            case .bytes(let bytes): Base64.encode(bytes)
            }
        }

        /// The length of `text` in bytes, without making it.
        package var encodedSize: Int {
            switch self {
            case .text(let text): text.utf8.count
            case .bytes(let bytes): (bytes.count + 2) / 3 * 4
            }
        }
    }

    package var format: NodeFormat
    /// The MIME type; nil means `text/plain`.
    package var type: String?
    package var content: Content

    package init(format: NodeFormat, type: String? = nil, content: Content) {
        self.format = format
        self.type = type
        self.content = content
    }

    package static func chr(_ text: String) -> NodeValue { NodeValue(format: .chr, content: .text(text)) }
    package static func int(_ number: Int) -> NodeValue { NodeValue(format: .int, content: .text(String(number))) }
    package static func bool(_ flag: Bool) -> NodeValue {
        NodeValue(format: .bool, content: .text(flag ? "true" : "false"))
    }

    /// The value as text; octets in base64, as XML carries them.
    package var text: String { content.text }

    /// The number that an `int` value stands for.
    package var number: Int? {
        guard case .text(let text) = content else { return nil }
        return Int(text)
    }

    /// The truth that a `bool` value stands for: `true` or `false` in any case, and 1 or 0, as servers write them.
    package var flag: Bool? {
        guard case .text(let text) = content else { return nil }
        return Self.flag(of: text)
    }

    /// Reads the texts that servers use for a truth value.
    package static func flag(of text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE", "1": true
        case "false", "False", "FALSE", "0": false
        default: nil
        }
    }

    /// The length of the value in bytes, decoded (the property Size, TND 7.7.4).
    package var size: Int {
        switch content {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}
