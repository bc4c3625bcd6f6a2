import Notation

/// The phone's own random numbers: one seed gives the same PINs and ids on every machine (SplitMix64, Steele, Lea and
/// Flood, *Fast splittable pseudorandom number generators*, 2014).
///
/// Not for secrets: whoever knows the seed knows the PINs, and that is what it is for.
package struct SeededGenerator: RandomNumberGenerator, Codable, Equatable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        self.state = seed
    }

    /// Where it stands: the seed of a generator that goes on from here.
    package var position: UInt64 { state }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A random GUID in lower case without braces, version 4 (RFC 4122 section 4.4).
    package mutating func uuid() -> String {
        let high = next() & ~0xF000 | 0x4000
        let low = next() & ~(0xC000 << 48) | (0x8000 << 48)
        let digits = [high, low].map { $0.hexadecimal(width: 16, uppercase: false) }.joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }
}
