import XML

/// An element of a request before it is text. Names are qualified, such as `a:Action`.
struct SOAPElement: Equatable, Sendable {
    struct Attribute: Equatable, Sendable {
        var name: String
        var value: String
    }

    /// `xmlns:prefix="namespace"`, or `xmlns="namespace"` where the prefix is empty.
    struct Declaration: Equatable, Sendable {
        var prefix: String
        var namespace: String

        init(_ prefix: String, _ namespace: String) {
            self.prefix = prefix
            self.namespace = namespace
        }

        var markup: String { prefix.isEmpty ? " xmlns=\"\(namespace)\"" : " xmlns:\(prefix)=\"\(namespace)\"" }
    }

    var name: String
    var declarations: [Declaration]
    var attributes: [Attribute]
    var text: String
    var children: [SOAPElement]

    init(
        _ name: String, declaring declarations: [Declaration] = [], _ attributes: KeyValuePairs<String, String> = [:],
        text: String = "", _ children: [SOAPElement] = []
    ) {
        self.name = name
        self.declarations = declarations
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.text = text
        self.children = children
    }

    /// An element without attributes.
    init(_ name: String, declaring declarations: [Declaration] = [], _ children: [SOAPElement]) {
        self.init(name, declaring: declarations, [:], children)
    }
}

extension SOAPElement {
    /// The element as phones were seen to write it: one line, declarations and attributes in the order given, elements
    /// without content closed in themselves.
    var wireForm: [UInt8] {
        var writer = XMLWriter()
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout XMLWriter) {
        writer.raw("<\(name)")
        for declaration in declarations { writer.raw(declaration.markup) }
        for attribute in attributes { attribute.write(to: &writer) }
        guard !text.isEmpty || !children.isEmpty else { return writer.raw("/>" as StaticString) }
        writer.raw(">" as StaticString)
        writer.text(text)
        for child in children { child.write(to: &writer) }
        writer.raw("</\(name)>")
    }
}

extension SOAPElement.Attribute {
    func write(to writer: inout XMLWriter) {
        writer.raw(" \(name)=\"")
        writer.attributeValue(value)
        writer.raw("\"" as StaticString)
    }
}
