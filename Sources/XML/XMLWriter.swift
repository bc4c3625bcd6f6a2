/// Writes XML byte by byte into a growing buffer: exactly what it is told, nothing added but escapes and, where asked for,
/// line breaks and indentation.
///
/// Names are literals, so that no name is ever checked or escaped. A writer can be kept and used again (`removeAll`).
package struct XMLWriter: ~Copyable {
    private var buffer: OctetBuffer
    /// Whether every element starts on a line of its own, indented by two blanks a level: for people to read.
    package let isPretty: Bool
    private var depth = 0

    package init(isPretty: Bool = false, reservingCapacity capacity: Int = 4096) {
        self.isPretty = isPretty
        buffer = OctetBuffer(capacity: capacity)
    }

    /// What has been written, UTF-8.
    package var bytes: [UInt8] { buffer.bytes }

    /// Forgets what has been written and keeps the memory.
    package mutating func removeAll() {
        buffer.removeAll()
        depth = 0
    }

    /// `<name attributes>`, to be ended by `close`.
    /// - Parameter attributes: written as they stand, such as `xmlns="syncml:metinf"`.
    @inline(__always)
    package mutating func open(_ name: StaticString, _ attributes: StaticString = "") {
        startTag(name, attributes)
        buffer.append(UInt8(ascii: ">"))
        depth += 1
    }

    /// `</name>`.
    @inline(__always)
    package mutating func close(_ name: StaticString) {
        depth -= 1
        if isPretty { breakLine() }
        endTag(name)
    }

    /// `<name attributes/>`.
    @inline(__always)
    package mutating func empty(_ name: StaticString, _ attributes: StaticString = "") {
        startTag(name, attributes)
        raw("/>")
    }

    /// An element with text only: `<name>text</name>`, or `<name/>` where the text is empty.
    package mutating func leaf(_ name: StaticString, _ attributes: StaticString = "", text: String) {
        guard !text.isEmpty else { return empty(name, attributes) }
        if isPretty { breakLine() }
        buffer.reserve(name.utf8CodeUnitCount + attributes.utf8CodeUnitCount + 3)
        buffer.appendReserved(UInt8(ascii: "<"))
        buffer.appendReserved(name)
        if attributes.utf8CodeUnitCount > 0 {
            buffer.appendReserved(0x20)
            buffer.appendReserved(attributes)
        }
        buffer.appendReserved(UInt8(ascii: ">"))
        self.text(text)
        buffer.reserve(name.utf8CodeUnitCount + 3)
        buffer.appendReserved(UInt8(ascii: "<"))
        buffer.appendReserved(UInt8(ascii: "/"))
        buffer.appendReserved(name)
        buffer.appendReserved(UInt8(ascii: ">"))
    }

    /// An element with a number only.
    package mutating func leaf(_ name: StaticString, number: UInt16) {
        startTag(name, "")
        buffer.append(UInt8(ascii: ">"))
        var divisor: UInt16 = number < 10 ? 1 : number < 100 ? 10 : number < 1000 ? 100 : number < 10000 ? 1000 : 10000
        while divisor > 0 {
            buffer.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
        endTag(name)
    }

    /// An element whose content is mark-up already, written unchanged.
    package mutating func leaf(_ name: StaticString, markup: String) {
        startTag(name, "")
        buffer.append(UInt8(ascii: ">"))
        raw(markup)
        endTag(name)
    }

    /// `<name>` or `</name>` for a name that was read from a document, and therefore is one.
    package mutating func open(named name: String) {
        if isPretty { breakLine() }
        buffer.append(UInt8(ascii: "<"))
        raw(name)
        buffer.append(UInt8(ascii: ">"))
        depth += 1
    }

    package mutating func close(named name: String) {
        depth -= 1
        if isPretty { breakLine() }
        raw("</" as StaticString)
        raw(name)
        buffer.append(UInt8(ascii: ">"))
    }

    /// A tag's text as it stands.
    @inline(__always)
    package mutating func raw(_ text: StaticString) {
        buffer.append(text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Mark-up as it stands.
    package mutating func raw(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return }
            buffer.append(start, count: bytes.count)
        }
    }

    @inline(__always)
    mutating func append(_ slice: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let start = slice.base.baseAddress else { return }
        buffer.append(start + slice.startIndex, count: slice.count)
    }

    /// Ends a text for people with a line break.
    package mutating func endLine() {
        buffer.append(0x0A)
    }

    @inline(__always)
    private mutating func startTag(_ name: StaticString, _ attributes: StaticString) {
        if isPretty { breakLine() }
        buffer.append(UInt8(ascii: "<"))
        raw(name)
        if attributes.utf8CodeUnitCount > 0 {
            buffer.append(0x20)
            raw(attributes)
        }
    }

    @inline(__always)
    private mutating func endTag(_ name: StaticString) {
        buffer.append(UInt8(ascii: "<"))
        buffer.append(UInt8(ascii: "/"))
        raw(name)
        buffer.append(UInt8(ascii: ">"))
    }

    private mutating func breakLine() {
        guard !buffer.isEmpty else { return }
        buffer.append(0x0A)
        for _ in 0..<depth * 2 { buffer.append(0x20) }
    }
}
