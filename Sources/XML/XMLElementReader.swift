/// Builds an `XMLElement` from the parser's events.
struct XMLElementReader: XMLEventHandler {
    /// The elements whose end has not come yet, the root first.
    private var open: [XMLElement] = []
    private var root: XMLElement?
    private var text: [UInt8] = []
    private var finder: PlaceFinder?
    /// Names that have been made into strings, by the address of the parser's copy.
    private var names: [UnsafePointer<UInt8>: String] = [:]

    static func read(_ bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits) throws(XMLError) -> XMLElement {
        let parser = XMLParser(limits: limits)
        var reader = XMLElementReader()
        try parser.parse(bytes, handler: &reader)
        guard let root = reader.root else {
            throw XMLError(code: .empty, message: "The text holds no element.", place: .start)
        }
        return root
    }

    mutating func startElement(_ tag: XMLTag, _ cursor: XMLCursor) {
        endText(isBeforeElement: true)
        // The source does not move while the parser runs, so one finder serves the whole document.
        var finder = self.finder ?? PlaceFinder(source: cursor.source(0..<cursor.sourceLength))
        let place = finder.place(of: cursor.tagOffset)
        self.finder = finder
        let element = XMLElement(
            name: name(tag.localNameBytes), prefix: tag.prefixBytes.map { name($0) },
            namespace: tag.namespaceBytes.map { name($0) }, attributes: attributes(of: tag), place: place
        )
        open.append(element)
    }

    mutating func endElement(_ cursor: XMLCursor) {
        endText(isBeforeElement: false)
        guard let done = open.popLast() else { return }
        if open.isEmpty {
            root = done
        } else {
            open[open.count - 1].children.append(.element(done))
        }
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        guard !open.isEmpty else { return }
        text.append(contentsOf: bytes)
    }

    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        text(bytes, cursor)
    }

    /// Keeps the text that has come since the last tag, unless it is layout.
    private mutating func endText(isBeforeElement: Bool) {
        guard !text.isEmpty, !open.isEmpty else { return }
        defer { text.removeAll(keepingCapacity: true) }
        let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        let isBesideElement = isBeforeElement || !open[open.count - 1].children.isEmpty
        guard !(isBlank && isBesideElement) else { return }
        open[open.count - 1].children.append(.text(String(decoding: text, as: UTF8.self)))
    }

    private mutating func name(_ bytes: UnsafePointer<UInt8>) -> String {
        if let name = names[bytes] { return name }
        let name = String(cString: bytes)
        names[bytes] = name
        return name
    }

    private mutating func attributes(of tag: XMLTag) -> [XMLElement.Attribute] {
        guard tag.attributeCount > 0, let pointers = tag.attributes else { return [] }
        var result: [XMLElement.Attribute] = []
        for index in 0..<tag.attributeCount {
            let parts = pointers + index * 5
            guard let local = parts[0], let start = parts[3], let end = parts[4] else { continue }
            result.append(
                XMLElement.Attribute(
                    name: name(local), prefix: parts[1].map { name($0) }, namespace: parts[2].map { name($0) },
                    value: Self.value(UnsafeBufferPointer(start: start, count: end - start))
                )
            )
        }
        return result
    }

    /// An attribute's value as it was meant: libxml2 leaves every `&` as `&#38;` for a second pass that does not come.
    private static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let ampersand = Array("&#38;".utf8)
        guard bytes.contains(ampersand[0]) else { return String(decoding: bytes, as: UTF8.self) }
        var value: [UInt8] = []
        var index = 0
        while index < bytes.count {
            value.append(bytes[index])
            index += bytes[index...].starts(with: ampersand) ? ampersand.count : 1
        }
        return String(decoding: value, as: UTF8.self)
    }
}
