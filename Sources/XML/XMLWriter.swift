/// Writes XML byte by byte into a growing buffer: exactly what it is told, nothing added but escapes and, where asked for,
/// line breaks and indentation.
///
/// Names are literals, so that no name is ever checked or escaped. A writer can be kept and used again (`removeAll`).
package struct XMLWriter: Sendable {
    /// What has been written, UTF-8.
    package private(set) var bytes: [UInt8]
    /// Whether every element starts on a line of its own, indented by two blanks a level: for people to read.
    package let isPretty: Bool
    private var depth = 0

    package init(isPretty: Bool = false, reservingCapacity capacity: Int = 4096) {
        self.isPretty = isPretty
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what has been written and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        depth = 0
    }

    /// `<name attributes>`, to be ended by `close`.
    /// - Parameter attributes: written as they stand, such as `xmlns="syncml:metinf"`.
    @inline(__always)
    package mutating func open(_ name: StaticString, _ attributes: StaticString = "") {
        startTag(name, attributes)
        bytes.append(UInt8(ascii: ">"))
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
        startTag(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        self.text(text)
        endTag(name)
    }

    /// An element whose content is mark-up already, written unchanged.
    package mutating func leaf(_ name: StaticString, markup: String) {
        startTag(name, "")
        bytes.append(UInt8(ascii: ">"))
        raw(markup)
        endTag(name)
    }

    /// `<name>` or `</name>` for a name that was read from a document, and therefore is one.
    package mutating func open(named name: String) {
        if isPretty { breakLine() }
        bytes.append(UInt8(ascii: "<"))
        raw(name)
        bytes.append(UInt8(ascii: ">"))
        depth += 1
    }

    package mutating func close(named name: String) {
        depth -= 1
        if isPretty { breakLine() }
        raw("</" as StaticString)
        raw(name)
        bytes.append(UInt8(ascii: ">"))
    }

    /// A tag's text as it stands.
    @inline(__always)
    package mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Mark-up as it stands.
    package mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    @inline(__always)
    mutating func append(_ slice: Slice<UnsafeBufferPointer<UInt8>>) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: slice))
    }

    /// Ends a text for people with a line break.
    package mutating func endLine() {
        bytes.append(0x0A)
    }

    @inline(__always)
    private mutating func startTag(_ name: StaticString, _ attributes: StaticString) {
        if isPretty { breakLine() }
        bytes.append(UInt8(ascii: "<"))
        raw(name)
        if attributes.utf8CodeUnitCount > 0 {
            bytes.append(0x20)
            raw(attributes)
        }
    }

    @inline(__always)
    private mutating func endTag(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        raw(name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func breakLine() {
        guard !bytes.isEmpty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }
}
