internal import CLibXML2

/// From other encodings to UTF-8.
extension TextEncoding {
    /// The text as UTF-8, without byte order mark.
    /// - Throws: `XMLError` with the place of the first fault in the decoded text.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) -> [UInt8] {
        switch form {
        case .utf8: Array(bytes[markLength...])
        case .utf16(let bigEndian):
            try Self.decodeUTF16(UnsafeBufferPointer(rebasing: bytes[markLength...]), bigEndian: bigEndian)
        case .other(let name): try Self.decode(bytes, named: name)
        }
    }

    /// The offset of the first byte that is not UTF-8, or nil.
    static func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private static func decodeUTF16(
        _ bytes: UnsafeBufferPointer<UInt8>, bigEndian: Bool
    ) throws(XMLError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 2 + bytes.count / 8)
        let (low, high) = bigEndian ? (1, 0) : (0, 1)
        var index = 0
        while index + 1 < bytes.count {
            let unit = UInt32(bytes[index + low]) | UInt32(bytes[index + high]) << 8
            index += 2
            guard unit >= 0xD800, unit < 0xE000 else {
                append(unit, to: &result)
                continue
            }
            guard unit < 0xDC00, index + 1 < bytes.count else { throw invalidUTF16("half of a surrogate pair", result) }
            let second = UInt32(bytes[index + low]) | UInt32(bytes[index + high]) << 8
            guard second >= 0xDC00, second < 0xE000 else { throw invalidUTF16("half of a surrogate pair", result) }
            index += 2
            append(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00), to: &result)
        }
        guard index == bytes.count else { throw invalidUTF16("an odd number of bytes", result) }
        return result
    }

    private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        if scalar < 0x80 {
            result.append(UInt8(scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private static func invalidUTF16(_ what: String, _ decoded: [UInt8]) -> XMLError {
        XMLError(
            code: .invalidEncoding, message: "The UTF-16 text has \(what); send it whole, or as UTF-8.",
            place: end(of: decoded)
        )
    }

    private static func end(of decoded: [UInt8]) -> XMLPlace {
        decoded.withUnsafeBufferPointer { buffer in
            var finder = PlaceFinder(source: buffer)
            return finder.place(of: buffer.count)
        }
    }

    /// Through the converters that libxml2 has.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, named name: String) throws(XMLError) -> [UInt8] {
        guard let handler = xmlFindCharEncodingHandler(name) else {
            throw XMLError(
                code: .unsupportedEncoding,
                message: "The declared encoding \(name) is not known; save the text as UTF-8.", place: .start
            )
        }
        defer { xmlCharEncCloseFunc(handler) }
        guard let (decoded, isComplete) = convert(bytes, by: handler) else {
            throw XMLError(code: .outOfMemory, message: "There is no memory to decode the text.", place: .start)
        }
        guard isComplete else {
            let message = "A byte is not valid in the declared encoding \(name); declare the one that the text is in."
            throw XMLError(code: .invalidEncoding, message: message, place: end(of: decoded))
        }
        guard decoded.withUnsafeBufferPointer({ firstInvalidUTF8($0) }) == nil else {
            throw XMLError(code: .invalidEncoding, message: "The text cannot be decoded as \(name).", place: .start)
        }
        return decoded
    }

    /// The bytes converted, and whether all of them could be; nil where memory is short.
    private static func convert(
        _ bytes: UnsafeBufferPointer<UInt8>, by handler: xmlCharEncodingHandlerPtr
    ) -> (decoded: [UInt8], isComplete: Bool)? {
        guard let input = xmlBufferCreateSize(bytes.count + 1) else { return nil }
        defer { xmlBufferFree(input) }
        guard let output = xmlBufferCreateSize(bytes.count * 2 + 64) else { return nil }
        defer { xmlBufferFree(output) }
        xmlBufferAdd(input, bytes.baseAddress, Int32(bytes.count))
        var left = xmlBufferLength(input)
        while left > 0 {
            _ = understudy_xml_convert(handler, output, input)
            let now = xmlBufferLength(input)
            // Only a step forward counts: an error leaves the input where it was.
            guard now < left else { break }
            left = now
        }
        let decoded = UnsafeBufferPointer(start: xmlBufferContent(output), count: Int(xmlBufferLength(output)))
        return (Array(decoded), left == 0)
    }
}
