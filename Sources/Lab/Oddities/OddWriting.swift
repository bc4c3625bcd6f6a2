internal import SyncML
internal import XML

/// Writes a message with its children where other devices' servers have them: Status from back to front, CmdID behind
/// the items of a command (protocol.md 1.5; observed.md, *Servers send CmdIDs of any shape*).
enum OddWriting {
    /// - Throws: if our own writer's text cannot be read, which says what is wrong with the message's mark-up.
    static func reorder(_ text: [UInt8]) throws(XMLError) -> [UInt8] {
        let root = reordered(try XMLElement.read(text))
        var out = ""
        write(root, namespace: nil, into: &out)
        return Array(out.utf8)
    }

    private static let accesses: Set<String> = ["Add", "Replace", "Delete", "Get", "Exec", "Copy", "Alert"]
    private static let containers: Set<String> = ["Atomic", "Sequence"]

    private static func reordered(_ element: XMLElement) -> XMLElement {
        var element = element
        element.children = element.children.map { child in
            if case .element(let inner) = child { .element(reordered(inner)) } else { child }
        }
        if element.name == "Status" { element.children.reverse() }
        if accesses.contains(element.name) || containers.contains(element.name) {
            let ids = element.children.filter(\.isCommandID)
            element.children.removeAll(where: \.isCommandID)
            element.children += ids
        }
        return element
    }

    private static func write(_ element: XMLElement, namespace: String?, into out: inout String) {
        out += "<\(element.name)"
        if let own = element.namespace, own != namespace { out += " xmlns=\"\(Markup.escaped(own))\"" }
        for attribute in element.attributes { out += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\"" }
        guard !element.children.isEmpty else {
            out += "/>"
            return
        }
        out += ">"
        for child in element.children {
            switch child {
            case .element(let inner): write(inner, namespace: element.namespace ?? namespace, into: &out)
            case .text(let text): out += Markup.escaped(text)
            }
        }
        out += "</\(element.name)>"
    }
}

extension XMLElement.Node {
    fileprivate var isCommandID: Bool {
        if case .element(let element) = self { element.name == "CmdID" } else { false }
    }
}
