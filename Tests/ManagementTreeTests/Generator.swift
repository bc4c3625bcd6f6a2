/// Random numbers for property tests: one seed gives the same sequence on every machine (SplitMix64).
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A name with everything in it that addresses have to encode; never `.`, `..` or `*`.
    mutating func name() -> String {
        let alphabet = Array("aZ09-_.*/%?# \"<&{}ßü😀\u{0}\u{7F}\n")
        let characters = (0..<Int.random(in: 1...8, using: &self)).map { _ in
            alphabet.randomElement(using: &self) ?? "a"
        }
        let name = String(characters)
        return [".", "..", "*"].contains(name) ? "x" + name : name
    }
}
