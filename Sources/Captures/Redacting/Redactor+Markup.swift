extension Redactor {
    /// An element that is open.
    private struct Open {
        var name: [UInt8]
        /// What its attributes call it: `<ContextItem Name="DeviceName">`, `<parm name="AAUTHSECRET">`.
        var given: String?
    }

    /// Mark-up with the texts and attributes in it without their secrets; tags and their order stay. Comments, declarations
    /// and document types go.
    /// - Parameter text: UTF-8; whether it is well-formed does not matter, since what is no tag is taken for text.
    mutating func markup(_ text: [UInt8], depth: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var open: [Open] = []
        var offset = 0
        while offset < text.count {
            let next = text.offset(ofOctet: UInt8(ascii: "<"), from: offset) ?? text.count
            if next > offset { result += content(text[offset..<next], open, depth: depth) }
            guard next < text.count else { break }
            if text.holds("<![CDATA[", at: next) {
                let end = text.offset(of: "]]>", from: next + 9) ?? text.count
                let inside = text[min(next + 9, end)..<end].text
                let clean = self.text(inside, named: Self.subject(open), depth: depth + 1)
                result += "<![CDATA[\(clean.replacing("]]>", with: "]]]]><![CDATA[>"))]]>".utf8
                offset = min(end + 3, text.count)
            } else if let end = TextRoot.endOfMarkup(text, at: next) {
                offset = end
            } else if let end = Self.endOfAddress(text, at: next) {
                let clean = self.text(text[(next + 1)..<(end - 1)].text, named: Self.subject(open), depth: depth + 1)
                result += "<\(clean)>".utf8
                offset = end
            } else if let end = Self.endOfTag(text, at: next) {
                result += tag(text[next..<end], &open, depth: depth)
                offset = end
            } else {
                result += Self.escaped(self.text(text[next...].text, depth: depth + 1)).utf8
                offset = text.count
            }
        }
        return result
    }

    /// What the text in the innermost element is the value of.
    private static func subject(_ open: [Open]) -> String? {
        guard let top = open.last else { return nil }
        if let given = top.given { return given }
        let name = localName(top.name)
        guard open.count > 1, ["value", "string", "name", "hex", "text"].contains(name.lowercased()) else {
            return name
        }
        // Such an element holds the value of the one around it: <SSID><name>.
        let around = open[open.count - 2]
        let aroundName = localName(around.name)
        return around.given ?? (SecretTable.kind(of: aroundName) != nil ? aroundName : name)
    }

    private static func localName(_ name: [UInt8]) -> String {
        name.split(separator: UInt8(ascii: ":")).last?.text ?? ""
    }

    private mutating func content(_ piece: ArraySlice<UInt8>, _ open: [Open], depth: Int) -> [UInt8] {
        guard !piece.allSatisfy(\.isBlank) else { return Array(piece) }
        // Blanks around a value are layout, and stay.
        let inner = piece.trimmed
        let undone = String(decoding: Entities.undone(Array(inner)), as: UTF8.self)
        let clean = text(undone, named: Self.subject(open), depth: depth + 1)
        if clean == undone { return Array(piece) }
        return Array(piece[..<inner.startIndex]) + Array(Self.escaped(clean).utf8) + Array(piece[inner.endIndex...])
    }

    /// Behind the `>` of an address in angle brackets, as lists of addresses have them, which is no tag; nil where there is
    /// none at an offset.
    private static func endOfAddress(_ text: [UInt8], at offset: Int) -> Int? {
        guard let found = Shapes.host(text, at: offset + 1),
            let end = text[found.end...].firstIndex(where: { $0.isBlank || "<>\"'".utf8.contains($0) }),
            text[end] == UInt8(ascii: ">")
        else { return nil }
        return end + 1
    }

    /// Behind the `>` of the tag that begins at an offset; nil where none does, or it has no end.
    private static func endOfTag(_ text: [UInt8], at offset: Int) -> Int? {
        guard offset + 1 < text.count else { return nil }
        let first = text[offset + 1]
        guard first.isLetter || first == UInt8(ascii: "_") || first == UInt8(ascii: "/") || first >= 0x80 else {
            return nil
        }
        var quote: UInt8?
        for index in (offset + 1)..<text.count {
            let octet = text[index]
            if let open = quote {
                if octet == open { quote = nil }
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            } else if octet == UInt8(ascii: ">") {
                return index + 1
            }
        }
        return nil
    }

    private mutating func tag(_ tag: ArraySlice<UInt8>, _ open: inout [Open], depth: Int) -> [UInt8] {
        let inside = tag.dropFirst().dropLast()
        if inside.first == UInt8(ascii: "/") {
            if !open.isEmpty { open.removeLast() }
            return Array("</".utf8) + Array(inside.dropFirst().trimmed) + [UInt8(ascii: ">")]
        }
        let isEmpty = inside.last == UInt8(ascii: "/")
        let name = Array(inside.prefix { !$0.isBlank && $0 != UInt8(ascii: "/") })
        let attributes = Self.attributes(inside.dropFirst(name.count))
        let given = attributes.first { ["name", "id", "key"].contains(Self.localName($0.name).lowercased()) }?.value
        var result = [UInt8(ascii: "<")] + name
        for (attribute, value) in attributes {
            let local = Self.localName(attribute).lowercased()
            let isValue = ["value", "content", "data"].contains(local)
            let clean = text(value, named: isValue ? given ?? local : local, depth: depth + 1)
            result += [0x20] + attribute + Array("=\"\(Self.escaped(clean))\"".utf8)
        }
        if isEmpty { return result + Array("/>".utf8) }
        open.append(Open(name: name, given: given))
        return result + [UInt8(ascii: ">")]
    }

    /// The attributes of a tag, their values undone.
    private static func attributes(_ text: ArraySlice<UInt8>) -> [(name: [UInt8], value: String)] {
        var attributes: [(name: [UInt8], value: String)] = []
        var rest = text.drop(while: \.isBlank)
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = rest[..<equals].trimmed
            let value = rest[(equals + 1)...].drop(while: \.isBlank)
            guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = value.dropFirst().firstIndex(of: quote)
            else { return attributes }
            let undone = Entities.undone(Array(value[(value.startIndex + 1)..<end]))
            attributes.append((Array(name), String(decoding: undone, as: UTF8.self)))
            rest = value[(end + 1)...].drop(while: \.isBlank)
        }
        return attributes
    }
}
