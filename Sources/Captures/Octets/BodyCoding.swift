internal import Archives
internal import Wire

/// Undoes what was done to a body for the way: chunks (RFC 9112 section 7.1) and compression (RFC 9110 section 8.4).
///
/// Programs that write captures undo some of it themselves and leave the head as it was, so each coding is undone where it
/// is there, not where it is told.
struct BodyCoding {
    enum Outcome: Equatable {
        case body([UInt8])
        /// A coding that is not known here, by its name.
        case unknown(String)
        case fault(Inflate.Fault)
    }

    /// What is left of a body, and whether it ends before the last of its chunks.
    struct Undone: Equatable {
        var outcome: Outcome
        var endsWithinChunks = false
    }

    let maximum: Int

    func undo(_ headers: WireHeaders, _ body: [UInt8]) -> Undone {
        guard headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true else {
            return Undone(outcome: inflated(headers, body))
        }
        return switch Self.chunks(in: body) {
        case .joined: Undone(outcome: inflated(headers, body))
        case .whole(let octets): Undone(outcome: inflated(headers, octets))
        case .cut(let octets): Undone(outcome: inflated(headers, octets), endsWithinChunks: true)
        }
    }

    private func inflated(_ headers: WireHeaders, _ octets: [UInt8]) -> Outcome {
        let codings = headers["Content-Encoding"].map { Self.names($0) } ?? []
        guard codings.count <= 1 else { return .unknown(codings.joined(separator: ", ")) }
        guard let coding = codings.first, !octets.isEmpty else { return .body(octets) }
        switch coding {
        case "gzip", "x-gzip":
            guard octets.starts(with: [0x1F, 0x8B]) else { return .body(octets) }
            return inflated(octets, .gzip)
        case "deflate": return deflated(octets)
        default: return Self.looksPlain(octets) ? .body(octets) : .unknown(coding)
        }
    }

    private static func names(_ value: String) -> [String] {
        value.split(separator: ",").map { $0.filter { !$0.isWhitespace }.lowercased() }.filter { $0 != "identity" }
    }

    /// Servers send either of two forms under this name.
    private func deflated(_ octets: [UInt8]) -> Outcome {
        if Self.looksPlain(octets) { return .body(octets) }
        let wrapped = inflated(octets, .zlib)
        if case .fault(.broken) = wrapped { return inflated(octets, .none) }
        return wrapped
    }

    private func inflated(_ octets: [UInt8], _ wrapping: Inflate.Wrapping) -> Outcome {
        do {
            return .body(try Inflate.read(octets[...], wrapping, maximum: maximum))
        } catch {
            return .fault(error)
        }
    }

    /// Whether this is a text of mark-up: no compressed body begins so.
    private static func looksPlain(_ octets: [UInt8]) -> Bool {
        let start = octets.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) ? octets.dropFirst(3) : octets[...]
        let first = start.drop(while: \.isBlank).prefix(2)
        return first.first == UInt8(ascii: "<") && first.last.map { $0.isLetter || $0 == 0x3F || $0 == 0x21 } == true
    }

    /// What stands in the chunks of a body, without their lengths.
    private enum Chunks {
        /// These are no chunks: who wrote the capture has joined them.
        case joined
        case whole([UInt8])
        /// The body ends before the last of them.
        case cut([UInt8])
    }

    private static func chunks(in octets: [UInt8]) -> Chunks {
        guard !octets.isEmpty else { return .joined }
        var result: [UInt8] = []
        var offset = 0
        while let (size, start) = chunkSize(octets, at: offset) {
            guard size > 0 else { return .whole(result) }
            guard size <= octets.count - start else { return .cut(result + octets[start...]) }
            result.append(contentsOf: octets[start..<(start + size)])
            offset = start + size
            guard let end = lineEnd(octets, at: offset) else {
                return octets[offset...].allSatisfy { $0 == 0x0D } ? .cut(result) : .joined
            }
            offset = end
        }
        // What may be the beginning of a length, or nothing: the end of the text is before that of the body.
        let rest = octets[offset...].trimmed
        return rest.count <= 8 && rest.allSatisfy { $0.hexadecimalValue != nil } ? .cut(result) : .joined
    }

    private static func chunkSize(_ octets: [UInt8], at offset: Int) -> (size: Int, start: Int)? {
        var size = 0
        var index = offset
        while index < octets.count, let value = octets[index].hexadecimalValue {
            guard index - offset < 16 else { return nil }
            // More than any body has is too much, however much it is.
            size = min(size, 1 << 40) << 4 | Int(value)
            index += 1
        }
        guard index > offset else { return nil }
        // Blanks and extensions, which nobody uses, go to the end of the line.
        guard let end = octets[index...].prefix(256).firstIndex(of: 0x0A) else {
            return size == 0 && index == octets.count ? (0, index) : nil
        }
        let rest = octets[index..<end].trimmed
        return rest.isEmpty || rest.first == UInt8(ascii: ";") ? (size, end + 1) : nil
    }

    private static func lineEnd(_ octets: [UInt8], at offset: Int) -> Int? {
        if octets.holds("\r\n", at: offset) { return offset + 2 }
        return octets.holds("\n", at: offset) ? offset + 1 : nil
    }
}
