/// Random numbers that a seed repeats (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Octets with a few changed, left out or doubled.
    mutating func damage(_ octets: [UInt8]) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            guard let place = octets.indices.randomElement(using: &self) else { return octets }
            switch UInt8.random(in: 0...2, using: &self) {
            case 0: octets[place] = UInt8.random(in: .min ... .max, using: &self)
            case 1: octets.removeSubrange(place..<min(octets.count, place + 9))
            default: octets.insert(contentsOf: octets[place..<min(octets.count, place + 9)], at: place)
            }
        }
        return octets
    }
}
