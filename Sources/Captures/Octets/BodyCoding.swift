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

    let maximum: Int

    func undo(_ headers: WireHeaders, _ body: [UInt8]) -> Outcome {
        var octets = body
        if headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true, let joined = Self.joined(octets) {
            octets = joined
        }
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

    /// The chunks without their lengths.
    /// - Returns: nil where these are no chunks.
    static func joined(_ octets: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var offset = 0
        while true {
            guard let (size, start) = chunkSize(octets, at: offset) else { return nil }
            guard size > 0 else { return result }
            guard size <= octets.count - start else { return nil }
            result.append(contentsOf: octets[start..<(start + size)])
            offset = start + size
            guard let end = lineEnd(octets, at: offset) else { return nil }
            offset = end
        }
    }

    private static func chunkSize(_ octets: [UInt8], at offset: Int) -> (size: Int, start: Int)? {
        var size = 0
        var index = offset
        while index < octets.count, let value = octets[index].hexadecimalValue {
            guard index - offset < 8 else { return nil }
            size = size << 4 | Int(value)
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
