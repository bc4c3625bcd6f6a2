internal import Notation

/// The id of an object of the directory or of device management: in lower case, as ids are compared.
///
/// Most are GUIDs; what stands between two objects, such as a profile's report on a device, has both ids with `_` between.
package struct ObjectID: RawRepresentable, Hashable, Codable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue.lowercased()
    }

    package init(_ rawValue: String) {
        self.init(rawValue: rawValue)
    }

    /// A GUID of version 4 (RFC 9562 section 5.4).
    /// - Parameter random: sixteen octets that nobody can guess; what is missing of them is zero.
    package init(random: [UInt8]) {
        var octets = Array(random.prefix(16))
        octets += Array(repeating: 0, count: 16 - octets.count)
        octets[6] = octets[6] & 0x0F | 0x40
        octets[8] = octets[8] & 0x3F | 0x80
        let parts = [octets[0..<4], octets[4..<6], octets[6..<8], octets[8..<10], octets[10..<16]]
        self.init(rawValue: parts.map { $0.hexadecimal() }.joined(separator: "-"))
    }

    /// The id of what stands between two objects.
    package init(_ first: ObjectID, _ second: ObjectID) {
        self.init(rawValue: "\(first)_\(second)")
    }

    package static func < (left: ObjectID, right: ObjectID) -> Bool { left.rawValue < right.rawValue }

    package var description: String { rawValue }

    /// Whether a text is a GUID, in any case and without braces.
    package static func isGUID(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit } }
    }
}

extension ObjectID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}
