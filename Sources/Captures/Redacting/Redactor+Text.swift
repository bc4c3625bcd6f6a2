internal import Certificates
internal import Notation

extension Redactor {
    /// Texts within texts are followed so far down; what is still deeper is left out.
    private static let deepest = 8

    /// A text without its secrets, whatever it is coded in.
    /// - Parameters:
    ///   - name: what it is the value of: the last name of a node's address, an element, a parameter.
    ///   - isCoded: whether it is known to be base64.
    mutating func text(_ text: String, named name: String? = nil, isCoded: Bool = false, depth: Int = 0) -> String {
        guard !text.isEmpty else { return text }
        guard depth < Self.deepest else {
            tell("texts lie one in another more than \(Self.deepest) times; the innermost is left out")
            return ""
        }
        if let name, let kind = SecretTable.kind(of: name), !Self.isHarmless(text) {
            return secret(text, kind, depth: depth)
        }
        if let clean = inside(text, isCoded: isCoded, depth: depth) { return clean }
        return plain(text, depth: depth)
    }

    /// What no secret looks like: a truth, a small number.
    private static func isHarmless(_ text: String) -> Bool {
        let text = text.trimmed.lowercased()
        return text.isEmpty || text == "true" || text == "false" || (text.utf8.count <= 3 && Int(text) != nil)
    }

    /// A text that is a secret by its name.
    private mutating func secret(_ text: String, _ kind: SecretKind, depth: Int) -> String {
        switch kind {
        case .pin, .password, .key: return standIns.standIn(for: text, kind)
        case .token, .certificate:
            // A security token may be a certificate, or a document that enrols a phone.
            if let clean = coded(text, depth: depth), clean != text { return clean }
            return standIns.standIn(for: text, kind)
        case .name:
            let octets = Array(text.utf8)
            let isMail = Shapes.mail(octets, at: 0)?.end == octets.count
            return isMail ? plain(text, depth: depth) : standIns.standIn(for: text, kind)
        case .identifier, .host, .network:
            let clean = plain(text, depth: depth)
            return clean == text && !SecretTable.isPublic(host: text) ? standIns.standIn(for: text, kind) : clean
        }
    }

    /// What is coded, undone, looked into and coded again; nil where it is plain text.
    private mutating func inside(_ text: String, isCoded: Bool, depth: Int) -> String? {
        let octets = Array(text.utf8)
        let start = octets[...].drop { $0.isBlank }
        if start.first == UInt8(ascii: "<"), octets.offset(of: ">") != nil {
            return String(decoding: markup(octets, depth: depth + 1), as: UTF8.self)
        }
        if text.contains("&"), text.contains(";") {
            let undone = String(decoding: Entities.undone(octets), as: UTF8.self)
            if undone != text {
                let clean = self.text(undone, depth: depth + 1)
                return clean == undone ? text : Self.escaped(clean)
            }
        }
        guard isCoded || Self.looksCoded(octets) else { return nil }
        if let clean = coded(text, depth: depth) { return clean }
        guard let decoded = Base64.decode(text), !decoded.isEmpty else { return nil }
        tell("a value of \(decoded.count) octets in base64 is no text, so nobody can say what is in it; it is left out")
        return Base64.encode([UInt8](repeating: 0, count: decoded.count))
    }

    /// Base64 whose octets can be looked into; nil where they cannot.
    mutating func coded(_ text: String, depth: Int) -> String? {
        guard let decoded = Base64.decode(text), decoded.count >= 4 else { return nil }
        guard let clean = octets(decoded, named: nil, depth: depth + 1) else { return nil }
        return clean == decoded ? text : Base64.encode(clean)
    }

    /// Long enough, of base64's letters alone, and not a word: in octets that are no text nothing can be told from chance.
    static func looksCoded(_ octets: [UInt8]) -> Bool {
        var (length, digits, lower, upper, signs, slashes) = (0, 0, 0, 0, 0, 0)
        for octet in octets {
            switch octet {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A: upper += 1
            case 0x61...0x7A: lower += 1
            case UInt8(ascii: "+"), UInt8(ascii: "="): signs += 1
            case UInt8(ascii: "/"): slashes += 1
            case _ where octet.isBlank: continue
            default: return false
            }
            length += 1
        }
        guard length >= 16, length % 4 == 0, lower > 0, upper > 0, slashes * 8 < length else { return false }
        return signs > 0 || (digits > 0 && length >= 24)
    }

    /// Octets that are a text, a certificate, or a text in UTF-16; nil for others.
    mutating func octets(_ octets: [UInt8], named name: String?, depth: Int) -> [UInt8]? {
        if octets.first == 0x30, octets.count > 64, (try? ParsedCertificate(der: octets)) != nil {
            return certificate(for: octets)
        }
        if let wide = WideText(octets) {
            let clean = text(wide.text, named: name, depth: depth)
            return clean == wide.text ? octets : wide.octets(of: clean)
        }
        guard let text = String(validating: octets, as: UTF8.self), Self.isReadable(text) else { return nil }
        return Array(self.text(text, named: name, depth: depth).utf8)
    }

    private static func isReadable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || "\t\n\r".unicodeScalars.contains($0) }
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// A text in UTF-16, as Windows has it inside of values.
private struct WideText {
    let text: String
    private let isBigEndian: Bool
    private let hasMark: Bool

    /// - Returns: nil for octets that are none: an odd count, or control characters in it.
    init?(_ octets: [UInt8]) {
        guard octets.count >= 8, octets.count % 2 == 0 else { return nil }
        hasMark = octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF])
        let zeros = stride(from: 1, to: octets.count, by: 2).count { octets[$0] == 0 }
        let leadingZeros = stride(from: 0, to: octets.count, by: 2).count { octets[$0] == 0 }
        guard hasMark || zeros * 4 > octets.count || leadingZeros * 4 > octets.count else { return nil }
        isBigEndian = hasMark ? octets[0] == 0xFE : leadingZeros > zeros
        let isBig = isBigEndian
        let units: [UInt16] = stride(from: hasMark ? 2 : 0, to: octets.count, by: 2).map { index in
            let (high, low) = isBig ? (octets[index], octets[index + 1]) : (octets[index + 1], octets[index])
            return UInt16(high) << 8 | UInt16(low)
        }
        guard let text = String(validating: units, as: UTF16.self) else { return nil }
        self.text = text
    }

    func octets(of text: String) -> [UInt8] {
        let units: [UInt16] = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
            return isBigEndian ? [high, low] : [low, high]
        }
    }
}
