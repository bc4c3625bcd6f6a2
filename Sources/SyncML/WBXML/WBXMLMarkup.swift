internal import XML

/// Binary elements as the XML that would stand in their place.
enum WBXMLMarkup {
    /// A whole document inside Data; nil where the octets are none.
    static func text(ofDocument octets: UnsafeBufferPointer<UInt8>) -> String? {
        WBXMLTreeReader.root(ofEmbedded: octets, nesting: 1).map { text(of: [.element($0)]) }
    }

    /// The elements and texts of a message's body up to an offset. The feed has read them before, so that they can be
    /// read again; if not, the rest is left out.
    static func text(of tokens: WBXMLTokenizer, until end: Int) -> String {
        do throws(SyncMLError) {
            return text(of: try WBXMLTreeReader.content(of: tokens, until: end))
        } catch {
            return ""
        }
    }

    private static func text(of nodes: [XMLElement.Node]) -> String {
        var writer = XMLWriter(reservingCapacity: 512)
        // What is inside a message takes over its namespace.
        write(nodes, inheriting: NamespaceName.syncML12.text, into: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ nodes: [XMLElement.Node], inheriting namespace: String?, into writer: inout XMLWriter) {
        for node in nodes {
            switch node {
            case .text(let text): writer.text(text)
            case .element(let element): write(element, inheriting: namespace, into: &writer)
            }
        }
    }

    private static func write(_ element: XMLElement, inheriting namespace: String?, into writer: inout XMLWriter) {
        writer.raw("<" as StaticString)
        writer.raw(element.name)
        if let own = element.namespace, own != namespace { writer.raw(" xmlns=\"\(own)\"" as String) }
        guard !element.children.isEmpty else { return writer.raw("/>" as StaticString) }
        writer.raw(">" as StaticString)
        write(element.children, inheriting: element.namespace ?? namespace, into: &writer)
        writer.raw("</" as StaticString)
        writer.raw(element.name)
        writer.raw(">" as StaticString)
    }
}
