internal import Notation

/// What stands in the place of each secret: the same for the same one, throughout a capture.
///
/// A stand-in says nothing of its secret. Where a form needs it, it has the secret's length and its kinds of characters: a
/// PIN stays digits, a GUID a GUID, base64 base64.
struct StandIns: Sendable {
    /// By the secret in lower case.
    private var known: [String: String] = [:]
    private var used: Set<String> = []
    /// How many different secrets of each kind there are.
    private(set) var counts: [SecretKind: Int] = [:]
    /// Where known secrets are sought in texts.
    private(set) var index = SecretIndex()

    func known(_ secret: String) -> String? { known[secret.lowercased()] }

    mutating func standIn(for secret: String, _ kind: SecretKind) -> String {
        if let known = known(secret) { return known }
        let standIn = make(secret, kind)
        add(secret, standIn, kind)
        return standIn
    }

    /// Counts a secret that has a stand-in of its own making.
    mutating func count(_ kind: SecretKind) { counts[kind, default: 0] += 1 }

    /// Says what is to stand for a secret, whatever stood for it before.
    mutating func set(_ secret: String, _ standIn: String, _ kind: SecretKind) {
        if known(secret) == standIn { return }
        add(secret, standIn, kind)
    }

    private mutating func add(_ secret: String, _ standIn: String, _ kind: SecretKind) {
        if known.updateValue(standIn, forKey: secret.lowercased()) == nil { counts[kind, default: 0] += 1 }
        used.insert(standIn)
        index.add(secret, isEverywhere: kind != .host || secret.contains("."))
    }

    private func make(_ secret: String, _ kind: SecretKind) -> String {
        let first = counts[kind, default: 0] + 1
        // A short secret has few stand-ins; one that two share is better than none.
        for number in first..<(first + 1000) {
            let standIn = Self.text(secret, kind, number)
            if standIn.lowercased() != secret.lowercased(), !used.contains(standIn) { return standIn }
        }
        return Self.text(secret, kind, first + 1)
    }

    private static func text(_ secret: String, _ kind: SecretKind, _ number: Int) -> String {
        switch kind {
        case .name: "name\(number)"
        case .host: "host\(number).example"
        case .network: network(secret, number)
        case .pin, .password, .token, .key, .certificate, .identifier: shaped(secret, number)
        }
    }

    /// An address that is set aside for documents (RFC 5737, RFC 3849), or one of the shape that it had.
    private static func network(_ secret: String, _ number: Int) -> String {
        if secret.contains(".") { return "192.0.2.\(number % 255 + 1)" }
        let isMAC = secret.utf8.count == 17 && secret.utf8.count { $0 == UInt8(ascii: ":") } == 5
        return secret.contains(":") && !isMAC
            ? "2001:db8::" + UInt(number).hexadecimal(uppercase: false) : shaped(secret, number)
    }

    /// Of the secret's length: digits, letters and signs where there were such, and the number at the end.
    static func shaped(_ secret: String, _ number: Int) -> String {
        let isHexadecimal = secret.utf8.allSatisfy { $0.hexadecimalValue != nil || "-{}:".utf8.contains($0) }
        var octets = secret.unicodeScalars.map { scalar -> UInt8 in
            switch scalar {
            case "0"..."9": UInt8(ascii: "0")
            case "A"..."Z": UInt8(ascii: isHexadecimal ? "0" : "X")
            case "a"..."z": UInt8(ascii: isHexadecimal ? "0" : "x")
            case "-", ".", "_", ":", "+", "/", "=", "{", "}": UInt8(truncatingIfNeeded: scalar.value)
            default: UInt8(ascii: "x")
            }
        }
        var digits = Array(String(number).utf8)
        for place in octets.indices.reversed() where octets[place].isAlphanumeric {
            guard let digit = digits.popLast() else { break }
            octets[place] = digit
        }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// Finds secrets that are known within a text, in time that does not grow with how many are known.
struct SecretIndex: Sendable {
    private struct Entry: Sendable {
        /// In lower case.
        var octets: [UInt8]
        /// Whether it counts only where no letter or digit stands beside it: short ones, and numbers.
        var isWord: Bool
    }

    private static let shortest = 4
    private var entries: [UInt32: [Entry]] = [:]

    /// - Parameter isEverywhere: whether it is sought in all texts, and not only replaced at its place.
    mutating func add(_ secret: String, isEverywhere: Bool) {
        let text = secret.lowercased()
        let octets = Array(text.utf8)
        guard isEverywhere, octets.count >= Self.shortest, !SecretTable.commonWords.contains(text) else { return }
        let isWord = octets.count < 8 || octets.allSatisfy(\.isDigit)
        var list = entries[Self.key(octets[...]), default: []]
        guard !list.contains(where: { $0.octets == octets }) else { return }
        let place = list.firstIndex { $0.octets.count < octets.count } ?? list.endIndex
        list.insert(Entry(octets: octets, isWord: isWord), at: place)
        entries[Self.key(octets[...])] = list
    }

    /// The length of the secret that stands at an offset; the longest of several.
    func length(in text: [UInt8], at offset: Int) -> Int? {
        guard offset + Self.shortest <= text.count, let list = entries[Self.key(text[offset...])] else { return nil }
        for entry in list where offset + entry.octets.count <= text.count {
            let end = offset + entry.octets.count
            guard (0..<entry.octets.count).allSatisfy({ text[offset + $0].lowercase == entry.octets[$0] }) else {
                continue
            }
            if entry.isWord {
                if offset > 0, text[offset - 1].isInNumberOrWord { continue }
                if end < text.count, text[end].isInNumberOrWord { continue }
            }
            return entry.octets.count
        }
        return nil
    }

    private static func key(_ octets: ArraySlice<UInt8>) -> UInt32 {
        octets.prefix(shortest).reduce(0) { $0 << 8 | UInt32($1.lowercase) }
    }
}

extension UInt8 {
    /// A version's numbers stand beside dots, and are no PIN.
    fileprivate var isInNumberOrWord: Bool { isAlphanumeric || self == UInt8(ascii: ".") || self >= 0x80 }

    var lowercase: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
}
