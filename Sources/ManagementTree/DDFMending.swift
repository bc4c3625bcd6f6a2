import XML

/// A second look at a description file that is not well-formed: published files lack the `>` of a tag (1709's VPNv2) or hold
/// octets of Windows-1252 where they declare UTF-8 (1607's Policy). What is mended is told (csp.md 17).
struct DDFMending {
    /// The octets that can be read instead.
    private(set) var octets: [UInt8]
    /// What was mended, each with its place in the file as it came, in the order of the file.
    private(set) var oddities: [DDFOddity] = []

    /// A file with more open tags than these was not meant as it would be mended.
    private static let mostOpenTags = 100

    init(_ octets: [UInt8], file: String) {
        self.octets = octets
        var odd: [(offset: Int, kind: DDFOddity.Kind, message: String)] = []
        let decoded = Self.decoded(octets)
        if let offset = decoded.firstFault {
            self.octets = decoded.octets
            odd.append((offset, .encoding, "octets that are no UTF-8 are read as Windows-1252"))
        } else {
            let closed = Self.closed(octets)
            self.octets = closed.octets
            odd += closed.faults.map { ($0, .openTag, "the tag before this one has no >; it is read as if it had") }
        }
        oddities = octets.withUnsafeBufferPointer { source in
            var finder = PlaceFinder(source: source)
            return odd.map { DDFOddity($0.kind, file: file, place: finder.place(of: $0.offset), $0.message) }
        }
    }

    // MARK: - Encoding

    private static func decoded(_ octets: [UInt8]) -> (octets: [UInt8], firstFault: Int?) {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count + 64)
        var firstFault: Int?
        var offset = 0
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = octets.makeIterator()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar):
                result.append(contentsOf: scalar)
                offset += scalar.count
            case .error(let length):
                firstFault = firstFault ?? offset
                for octet in octets[offset..<(offset + length)] {
                    let scalar = windows1252[Int(octet)] ?? Unicode.Scalar(octet)
                    result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
                offset += length
            case .emptyInput: return (result, firstFault)
            }
        }
    }

    /// The octets of Windows-1252 that stand for another character than in Latin-1 (Windows code page 1252).
    private static let windows1252: [Int: Unicode.Scalar] = [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š",
        0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
        0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
    ]

    // MARK: - Tags

    /// Puts a `>` behind every tag that meets the `<` of the next before one of its own.
    private static func closed(_ octets: [UInt8]) -> (octets: [UInt8], faults: [Int]) {
        var result: [UInt8] = []
        result.reserveCapacity(octets.count + 16)
        var faults: [Int] = []
        var offset = 0
        while let start = octets[offset...].firstIndex(of: UInt8(ascii: "<")) {
            result += octets[offset..<start]
            if let end = endOfOther(octets, at: start) {
                result += octets[start..<end]
                offset = end
                continue
            }
            let rest = octets[(start + 1)...]
            let end = rest.firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") } ?? octets.count
            result += octets[start..<end]
            if end < octets.count, octets[end] == UInt8(ascii: "<") {
                result.append(UInt8(ascii: ">"))
                faults.append(end)
                guard faults.count <= mostOpenTags else { return (octets, []) }
            }
            offset = end
        }
        return (result + octets[offset...], faults)
    }

    /// Where a comment, CDATA, a processing instruction or the document type ends that begins at an offset; nil where a tag
    /// does.
    private static func endOfOther(_ octets: [UInt8], at start: Int) -> Int? {
        let rest = octets[start...]
        let end: String
        if rest.starts(with: "<!--".utf8) {
            end = "-->"
        } else if rest.starts(with: "<![CDATA[".utf8) {
            end = "]]>"
        } else if rest.starts(with: "<?".utf8) {
            end = "?>"
        } else if rest.starts(with: "<!".utf8) {
            let stop = rest.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ">") }
            guard let stop, octets[stop] == UInt8(ascii: "[") else { return stop.map { $0 + 1 } ?? octets.count }
            end = "]>"
        } else {
            return nil
        }
        let wanted = Array(end.utf8)
        var offset = start
        while let found = octets[offset...].firstIndex(of: wanted[0]) {
            if octets[found...].starts(with: wanted) { return found + wanted.count }
            offset = found + 1
        }
        return octets.count
    }
}
