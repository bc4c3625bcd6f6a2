import Notation

/// What a real device read although it is no XML, made readable.
enum AnswerMending {
    /// Two faults: an attribute that hangs on the element's name, as in `<algorithmOIDReferencexsi:nil="true"/>`,
    /// which a real server sends and a real desktop accepts; and text behind the end of the envelope, such as the
    /// zeros that fill an answer up to the length that was promised.
    static func mend(_ bytes: [UInt8]) -> [UInt8] {
        separatingAttributes(endingWithRoot(bytes))
    }

    private static func endingWithRoot(_ bytes: [UInt8]) -> [UInt8] {
        let end = Array("Envelope>".utf8)
        var index = bytes.count - end.count
        while index > 0 {
            if bytes[index...].starts(with: end) { return Array(bytes[..<(index + end.count)]) }
            index -= 1
        }
        return bytes
    }

    private static func separatingAttributes(_ bytes: [UInt8]) -> [UInt8] {
        let attribute = Array("xsi:nil=".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        for index in bytes.indices {
            let isGlued = bytes[index] == attribute[0] && result.last?.isAlphanumeric == true
            if isGlued, bytes[index...].starts(with: attribute) { result.append(0x20) }
            result.append(bytes[index])
        }
        return result
    }
}
