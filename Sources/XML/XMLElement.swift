/// An element of a small document with all that is in it, as a value: for DDF files and SOAP messages, not for SyncML.
package struct XMLElement: Equatable, Sendable {
    /// An attribute; namespace declarations are not among them.
    package struct Attribute: Equatable, Sendable {
        package var name: String
        package var prefix: String?
        package var namespace: String?
        package var value: String

        package init(name: String, prefix: String? = nil, namespace: String? = nil, value: String) {
            self.name = name
            self.prefix = prefix
            self.namespace = namespace
            self.value = value
        }
    }

    /// What stands between an element's tags.
    package enum Node: Equatable, Sendable {
        case element(XMLElement)
        /// Text and CDATA, joined. Blank text beside elements is layout and is not kept.
        case text(String)
    }

    /// The local name.
    package var name: String
    package var prefix: String?
    /// The namespace's name; nil for none, also where the prefix is not bound.
    package var namespace: String?
    package var attributes: [Attribute]
    package var children: [Node]
    /// Where the start tag stands; not part of the value.
    package var place: XMLPlace

    package init(
        name: String, prefix: String? = nil, namespace: String? = nil, attributes: [Attribute] = [],
        children: [Node] = [], place: XMLPlace = .start
    ) {
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.attributes = attributes
        self.children = children
        self.place = place
    }

    package static func == (left: XMLElement, right: XMLElement) -> Bool {
        left.name == right.name && left.prefix == right.prefix && left.namespace == right.namespace
            && left.attributes == right.attributes && left.children == right.children
    }
}

extension XMLElement {
    /// The elements directly inside, in document order.
    package var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The text directly inside, without that of elements inside.
    package var text: String {
        if children.count == 1, case .text(let text) = children[0] { return text }
        return children.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    }

    /// The first element directly inside with this local name, in any namespace.
    package func first(_ name: String) -> XMLElement? {
        for case .element(let element) in children where element.name == name { return element }
        return nil
    }

    /// Every element directly inside with this local name, in any namespace.
    package func all(_ name: String) -> [XMLElement] {
        children.compactMap { if case .element(let element) = $0, element.name == name { element } else { nil } }
    }

    /// The value of the first attribute with this local name, in any namespace.
    package func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// Reads a document.
    /// - Throws: `XMLError` with line and column for text that is not one well-formed document within the limits.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits = XMLLimits()
    ) throws(XMLError) -> XMLElement {
        try XMLElementReader.read(bytes, limits: limits)
    }

    /// The same for an array.
    package static func read(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLElement {
        try bytes.withUnsafeBufferPointer { (buffer) throws(XMLError) in try read(buffer, limits: limits) }
    }
}
