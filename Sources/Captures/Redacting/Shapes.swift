internal import Notation

/// What gives itself away by its shape, wherever it stands. Each looks no further than what it names may be long.
enum Shapes {
    /// The kinds in the order in which they are tried, each with the length of what begins at a place; nil or 0 where it is
    /// none.
    static let all: [(kind: SecretKind, length: @Sendable ([UInt8], Int) -> Int?)] = [
        (.identifier, guid), (.key, productKey), (.token, webToken), (.identifier, securityIdentifier),
        (.network, hardwareAddress),
        (.identifier, digest), (.network, address4), (.network, address6), (.identifier, number),
    ]

    private static func isEnd(_ text: [UInt8], _ end: Int) -> Bool { end >= text.count || !text[end].isAlphanumeric }

    private static func run(_ text: [UInt8], _ place: Int, most: Int, _ isPart: (UInt8) -> Bool) -> Int {
        text[place...].prefix(most).prefix(while: isPart).count
    }

    /// 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4).
    private static func guid(_ text: [UInt8], _ place: Int) -> Int? {
        guard place + 36 <= text.count, text[place + 8] == UInt8(ascii: "-") else { return nil }
        let isGUID = (0..<36).allSatisfy { index in
            [8, 13, 18, 23].contains(index)
                ? text[place + index] == UInt8(ascii: "-") : text[place + index].hexadecimalValue != nil
        }
        return isGUID && isEnd(text, place + 36) ? 36 : nil
    }

    /// Five times five letters and digits, as Microsoft writes product keys.
    private static func productKey(_ text: [UInt8], _ place: Int) -> Int? {
        guard place + 29 <= text.count else { return nil }
        let isKey = (0..<29).allSatisfy { index in
            let octet = text[place + index]
            return index % 6 == 5 ? octet == UInt8(ascii: "-") : octet.isAlphanumeric
        }
        return isKey && isEnd(text, place + 29) ? 29 : nil
    }

    /// A JSON Web Token: `{"` in base64, and at least one dot (RFC 7515 section 3.1).
    private static func webToken(_ text: [UInt8], _ place: Int) -> Int? {
        guard text.holds("eyJ", at: place) else { return nil }
        let length = run(text, place, most: 1 << 16) { $0.isAlphanumeric || "-_.".utf8.contains($0) }
        return length > 20 && text[place..<(place + length)].contains(UInt8(ascii: ".")) ? length : nil
    }

    /// `S-1-…`, as Windows names users.
    private static func securityIdentifier(_ text: [UInt8], _ place: Int) -> Int? {
        guard text.holds("S-1-", at: place) || text.holds("s-1-", at: place) else { return nil }
        let length = run(text, place, most: 200) {
            $0.isDigit || $0 == UInt8(ascii: "-") || $0.lowercase == UInt8(ascii: "s")
        }
        return length > 12 ? length : nil
    }

    /// Six pairs of hexadecimal digits with the same sign between them.
    private static func hardwareAddress(_ text: [UInt8], _ place: Int) -> Int? {
        guard place + 17 <= text.count else { return nil }
        let sign = text[place + 2]
        guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: "-") else { return nil }
        let isAddress = (0..<17).allSatisfy { index in
            index % 3 == 2 ? text[place + index] == sign : text[place + index].hexadecimalValue != nil
        }
        return isAddress && isEnd(text, place + 17) ? 17 : nil
    }

    /// 32 hexadecimal digits or more: ids without hyphens, thumbprints, digests.
    private static func digest(_ text: [UInt8], _ place: Int) -> Int? {
        let length = run(text, place, most: 513) { $0.hexadecimalValue != nil }
        return (32...512).contains(length) && isEnd(text, place + length) ? length : nil
    }

    /// 14 to 20 digits and no more: IMEI, MEID, IMSI, ICCID (3GPP TS 23.003 sections 2.2 and 6.2; ITU-T E.118).
    private static func number(_ text: [UInt8], _ place: Int) -> Int? {
        let length = run(text, place, most: 21, \.isDigit)
        return (14...20).contains(length) && isEnd(text, place + length) ? length : nil
    }

    /// Whether four numbers tell which version something is: what has a name of one before it (`Version="1.2.3.4"`), a
    /// program's (`OMA DM Client/1.2.0.1`: a word behind a blank, and no path), or a package's (`Microsoft.Maps_5.1.2.3_arm`).
    private static func isVersion(_ text: [UInt8], _ place: Int, _ end: Int) -> Bool {
        let isPackage = place > 0 && end < text.count && [text[place - 1], text[end]] == Array("__".utf8)
        return isPackage || isNamedVersion(text, place) || isProgram(text, place)
    }

    private static func isNamedVersion(_ text: [UInt8], _ place: Int) -> Bool {
        let before = text[max(0, place - 40)..<place].reversed()
        // What stands between a name and its value.
        let name = before.drop { "=\"':> ".utf8.contains($0) }
        guard name.count < before.count else { return false }
        let word = name.prefix(while: \.isAlphanumeric).reversed()
        return String(decoding: word, as: UTF8.self).lowercased().hasSuffix("version")
    }

    private static func isProgram(_ text: [UInt8], _ place: Int) -> Bool {
        guard place >= 2, text[place - 1] == UInt8(ascii: "/"), text[place - 2].isAlphanumeric else { return false }
        guard let before = text[..<(place - 1)].lastIndex(where: { !$0.isAlphanumeric }) else { return true }
        return text[before] == UInt8(ascii: " ")
    }

    private static func address4(_ text: [UInt8], _ place: Int) -> Int? {
        let length = run(text, place, most: 16) { $0.isDigit || $0 == UInt8(ascii: ".") }
        if isVersion(text, place, place + length) { return nil }
        let found = text[place..<(place + length)].text
        let parts = found.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }), isEnd(text, place + length) else { return nil }
        // What names no machine: this one, none, all, and those set aside for documents (RFC 5737).
        let isNobody = ["127.", "0.0.0.0", "255.", "192.0.2.", "198.51.100.", "203.0.113."].contains {
            found.hasPrefix($0)
        }
        // Nor do whole networks; versions of hardware and names of schemas look like that.
        return isNobody || found.hasSuffix(".0.0.0") ? nil : length
    }

    private static func address6(_ text: [UInt8], _ place: Int) -> Int? {
        let length = run(text, place, most: 40) { $0.hexadecimalValue != nil || $0 == UInt8(ascii: ":") }
        let groups = text[place..<(place + length)].split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (4...8).contains(groups.count), groups.allSatisfy({ $0.count <= 4 }), isEnd(text, place + length),
            groups.count == 8 || groups.count(where: \.isEmpty) > 0
        else { return nil }
        return length
    }
}

extension Shapes {
    /// `name@host`, at a place where the name begins: where the sign is, and the end.
    static func mail(_ text: [UInt8], at place: Int) -> (at: Int, end: Int)? {
        let name = run(text, place, most: 65) { $0.isAlphanumeric || ".!#$%&'*+-_".utf8.contains($0) || $0 >= 0x80 }
        let at = place + name
        guard name > 0, at < text.count, text[at] == UInt8(ascii: "@") else { return nil }
        var length = run(text, at + 1, most: 254) {
            $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        // A sentence may end behind it.
        while length > 0, text[at + length] == UInt8(ascii: ".") { length -= 1 }
        let host = text[(at + 1)..<(at + 1 + length)]
        return host.contains(UInt8(ascii: ".")) ? (at, at + 1 + length) : nil
    }

    /// `scheme://host`, at a place where the scheme begins: the host, and the end of it.
    static func host(_ text: [UInt8], at place: Int) -> (host: Range<Int>, end: Int)? {
        let scheme = run(text, place, most: 12) { $0.isAlphanumeric || "+-.".utf8.contains($0) }
        guard scheme > 0, text.holds("://", at: place + scheme) else { return nil }
        let start = place + scheme + 3
        if start < text.count, text[start] == UInt8(ascii: "[") {
            let length = run(text, start, most: 48) { $0 != UInt8(ascii: "]") } + 1
            return start + length <= text.count ? (start..<(start + length), start + length) : nil
        }
        let length = run(text, start, most: 254) { $0.isAlphanumeric || "-._".utf8.contains($0) || $0 >= 0x80 }
        // What stands before @ is shown to the server; it is found as an address of mail.
        guard length > 0, start + length >= text.count || text[start + length] != UInt8(ascii: "@") else { return nil }
        return (start..<(start + length), start + length)
    }

    /// A name of the table and its value behind it: `password=…`, `"token": "…"`, `CN=…`.
    static func pair(_ text: [UInt8], at place: Int) -> (name: String, value: Range<Int>)? {
        let length = run(text, place, most: 41) { $0.isAlphanumeric || "_.-".utf8.contains($0) }
        guard (1...40).contains(length) else { return nil }
        var offset = place + length
        func skip(_ isSkipped: (UInt8) -> Bool) {
            while offset < text.count, offset < place + 60, isSkipped(text[offset]) { offset += 1 }
        }
        let isQuoted =
            offset < text.count && text[offset] == UInt8(ascii: "\"") && place > 0
            && text[place - 1] == UInt8(ascii: "\"")
        if isQuoted { offset += 1 }
        skip { $0 == 0x20 }
        guard offset < text.count, text[offset] == UInt8(ascii: "=") || (isQuoted && text[offset] == UInt8(ascii: ":"))
        else {
            return nil
        }
        offset += 1
        skip { $0 == 0x20 }
        let name = text[place..<(place + length)].text
        guard offset < text.count, let kind = SecretTable.kind(of: name) else { return nil }
        if text[offset] == UInt8(ascii: "\"") {
            let start = offset + 1
            let end = text[start...].firstIndex(of: UInt8(ascii: "\"")) ?? text.count
            return start < end ? (name, start..<end) : nil
        }
        // Names may have blanks in them, as those of certificates do.
        let value = text[offset...].prefix { !"&;,\"'<>\r\n\t".utf8.contains($0) && ($0 != 0x20 || kind == .name) }
        return value.isEmpty ? nil : (name, value.startIndex..<value.endIndex)
    }
}
