/// How texts are read: with escapes, and with octets that are no UTF-8.
extension JSONOctets {
    mutating func string() throws(Fault) -> [UInt8] {
        try expect("\"")
        var result: [UInt8] = []
        while let next {
            switch next {
            case UInt8(ascii: "\""):
                offset += 1
                return result
            case UInt8(ascii: "\\"): try escape(into: &result)
            default:
                // Everything up to the next character that means something.
                let run = octets[offset...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
                result.append(contentsOf: run)
                offset = run.endIndex
            }
        }
        throw fault("a text of the JSON has no end")
    }

    private mutating func escape(into result: inout [UInt8]) throws(Fault) {
        offset += 1
        guard let kind = next else { throw fault("a text of the JSON has no end") }
        offset += 1
        switch kind {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
        case UInt8(ascii: "u"): append(try codeUnit(), to: &result)
        default: throw fault("the JSON has an escape that there is none of")
        }
    }

    private mutating func codeUnit() throws(Fault) -> UInt32 {
        let digits = octets[offset...].prefix(4).compactMap(\.hexadecimalValue)
        guard digits.count == 4 else { throw fault("an escape of the JSON has no four digits") }
        offset += 4
        return digits.reduce(0) { $0 << 4 | UInt32($1) }
    }

    private mutating func append(_ unit: UInt32, to result: inout [UInt8]) {
        if (0xDC80...0xDCFF).contains(unit) { return result.append(UInt8(truncatingIfNeeded: unit)) }
        var scalar = unit
        if (0xD800...0xDBFF).contains(unit), octets.holds("\\u", at: offset) {
            let start = offset
            offset += 2
            // Half a pair before something else leaves that as it is.
            if let low = try? codeUnit(), (0xDC00...0xDFFF).contains(low) {
                scalar = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            } else {
                offset = start
            }
        }
        result.append(contentsOf: (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }
}
