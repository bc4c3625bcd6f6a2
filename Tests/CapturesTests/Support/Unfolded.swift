import Foundation

/// Everything that can be read out of octets by undoing whatever they may be coded in, again and again: to find a secret that
/// hides.
struct Unfolded {
    /// In lower case.
    private(set) var texts: Set<String> = []
    private var seen: Set<[UInt8]> = []

    init(_ octets: [UInt8]) {
        add(octets, depth: 0)
    }

    func holds(_ secret: String) -> Bool {
        let secret = secret.lowercased()
        return texts.contains { $0.contains(secret) }
    }

    private mutating func add(_ octets: [UInt8], depth: Int) {
        guard depth < 7, octets.count >= 3, seen.insert(octets).inserted else { return }
        let text = String(decoding: octets, as: UTF8.self)
        texts.insert(text.lowercased())
        for other in [Self.withoutEntities(text), Self.withoutPercents(text), Self.withoutEscapes(text)]
        where other != text {
            add(Array(other.utf8), depth: depth + 1)
        }
        for isBig in [true, false] {
            for skip in [0, 1] {
                let wide = Self.wide(Array(octets.dropFirst(skip)), isBig)
                if wide.unicodeScalars.filter(\.isASCII).count * 2 > wide.unicodeScalars.count, wide.utf8.count >= 4 {
                    add(Array(wide.utf8), depth: depth + 1)
                }
            }
        }
        for run in text.matches(of: #/[A-Za-z0-9+\/]{8,}={0,2}/#) {
            let digits = String(run.output).filter { $0 != "=" }
            let padded = digits + String(repeating: "=", count: (4 - digits.utf8.count % 4) % 4)
            if let decoded = Data(base64Encoded: padded) { add([UInt8](decoded), depth: depth + 1) }
        }
    }

    private static func wide(_ octets: [UInt8], _ isBig: Bool) -> String {
        let units = stride(from: 0, to: octets.count - 1, by: 2).map { index in
            let (high, low) = isBig ? (octets[index], octets[index + 1]) : (octets[index + 1], octets[index])
            return UInt16(high) << 8 | UInt16(low)
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func withoutEntities(_ text: String) -> String {
        var text = text
        for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")] {
            text = text.replacing(name, with: character)
        }
        text = text.replacing(#/&#(x?)([0-9A-Fa-f]{1,6});/#) { found in
            UInt32(found.output.2, radix: found.output.1.isEmpty ? 10 : 16).flatMap { Unicode.Scalar($0) }
                .map { String(Character($0)) } ?? ""
        }
        return text.replacing("&amp;", with: "&")
    }

    private static func withoutPercents(_ text: String) -> String {
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                octets.append(value)
                rest = rest.dropFirst(2)
            } else {
                octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// JSON's escapes.
    private static func withoutEscapes(_ text: String) -> String {
        text.replacing("\\\"", with: "\"").replacing("\\/", with: "/").replacing("\\n", with: "\n")
            .replacing("\\r", with: "\r").replacing("\\\\", with: "\\")
    }
}
