/// Questions about runs of octets, eight at a time.
enum Octets {
    private static let lows: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// How many octets stand before the first zero, and whether all of them are ASCII; nil where there is no zero.
    @inline(__always)
    static func scanToZero(_ octets: UnsafeBufferPointer<UInt8>) -> (count: Int, isASCII: Bool)? {
        let raw = UnsafeRawBufferPointer(octets)
        var seen: UInt64 = 0
        var index = 0
        while index &+ 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let zeros = (word &- lows) & ~word & highs
            guard zeros == 0 else {
                // The lowest bit found belongs to the first zero; what follows it is not part of the text.
                let bits = zeros.trailingZeroBitCount & ~7
                seen |= word & ((1 as UInt64) &<< UInt64(truncatingIfNeeded: bits) &- 1)
                return (index &+ bits / 8, seen & highs == 0)
            }
            seen |= word
            index &+= 8
        }
        while index < raw.count {
            guard raw[index] != 0 else { return (index, seen & highs == 0) }
            seen |= UInt64(raw[index])
            index &+= 1
        }
        return nil
    }

    static func isUTF8(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: octets.span)
            return true
        } catch {
            return false
        }
    }
}
