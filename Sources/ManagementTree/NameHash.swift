/// A hash of names and addresses, eight bytes at a time.
///
/// The steps are those of wyhash (Wang Yi, public domain): multiply to 128 bits and fold. It is keyed anew in every
/// process, so nobody can write names that meet.
package enum NameHash {
    private static let key = UInt64.random(in: .min ... .max)

    /// The hash of a text to the byte.
    package static func exactly(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of($0, folding: { $0 }) }
    }

    /// A hash that does not see the case of ASCII letters.
    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        of(bytes, folding: lowerCased)
    }

    @inline(__always)
    private static func of(_ bytes: UnsafeBufferPointer<UInt8>, folding fold: (UInt64) -> UInt64) -> UInt64 {
        let raw = UnsafeRawBufferPointer(bytes)
        var hash = key ^ UInt64(truncatingIfNeeded: raw.count)
        var index = 0
        while index + 8 <= raw.count {
            hash = mix(hash ^ fold(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index += 8
        }
        var rest: UInt64 = 0
        while index < raw.count {
            rest = rest << 8 | UInt64(raw[index])
            index += 1
        }
        return mix(hash ^ fold(rest))
    }

    /// Joins the hash of a way through a tree with the next name's.
    static func join(_ way: UInt64, _ name: UInt64) -> UInt64 {
        mix(way &+ 0x2D35_8DCC_AA6C_78A5 ^ name)
    }

    private static func mix(_ number: UInt64) -> UInt64 {
        let product = number.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// Turns each byte from A to Z into lower case and leaves the others as they are.
    private static func lowerCased(_ word: UInt64) -> UInt64 {
        let heptets = word & 0x7F7F_7F7F_7F7F_7F7F
        let aboveZ = heptets &+ 0x2525_2525_2525_2525
        let fromA = heptets &+ 0x3F3F_3F3F_3F3F_3F3F
        let isLetter = ~word & (fromA ^ aboveZ) & 0x8080_8080_8080_8080
        return word | isLetter >> 2
    }
}

/// What has a keyed hash of all that is compared. Dictionaries take it as it is: to hash it anew takes longer than the rest
/// of a look-up, and a message has hundreds of them.
package protocol Hashed: Hashable {
    var hash: UInt64 { get }
}

extension Hashed {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }

    /// The standard library's own hook, as swift-collections uses it. The seed is another for each size of a dictionary,
    /// and has to count: else to copy one into another would cost the square of their size.
    package func _rawHashValue(seed: Int) -> Int {
        Int(truncatingIfNeeded: NameHash.join(UInt64(truncatingIfNeeded: seed), hash))
    }
}
