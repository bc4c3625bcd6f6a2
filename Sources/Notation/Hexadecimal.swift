extension Sequence<UInt8> {
    /// Two hexadecimal digits for each octet.
    package func hexadecimal(uppercase: Bool = false) -> String {
        reduce(into: "") { text, octet in
            text += octet.hexadecimal(width: 2, uppercase: uppercase)
        }
    }
}

extension UnsignedInteger {
    /// The number in hexadecimal digits, with zeros before it up to a width.
    package func hexadecimal(width: Int = 1, uppercase: Bool = true) -> String {
        let digits = String(self, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
