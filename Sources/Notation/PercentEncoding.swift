extension String {
    /// The text as one value of an address may carry it: all but unreserved characters escaped (RFC 3986 2.1, 2.3).
    package var percentEncoded: String {
        utf8.reduce(into: "") { text, octet in
            let isUnreserved = octet.isAlphanumeric || "-._~".utf8.contains(octet)
            text += isUnreserved ? String(UnicodeScalar(octet)) : "%" + octet.hexadecimal(width: 2)
        }
    }
}

extension Collection<UInt8> {
    /// The octets that escaped ones stand for (RFC 3986 2.1); nil where `%` is not followed by two hexadecimal digits.
    package var percentDecoded: [UInt8]? {
        var octets: [UInt8] = []
        var rest = makeIterator()
        while let octet = rest.next() {
            guard octet == UInt8(ascii: "%") else {
                octets.append(octet)
                continue
            }
            guard let high = rest.next().flatMap(Self.digit), let low = rest.next().flatMap(Self.digit) else {
                return nil
            }
            octets.append(high << 4 | low)
        }
        return octets
    }

    private static func digit(_ octet: UInt8) -> UInt8? {
        Character(UnicodeScalar(octet)).hexDigitValue.map { UInt8($0) }
    }
}
