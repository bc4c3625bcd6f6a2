import ManagementTree
import XML

/// Values that are documents of XML themselves: reading those that servers send, and making those that the phone answers.
enum ValueMarkup {
    /// Reads a document.
    /// - Parameter name: what its root has to be, in any namespace; nil for any.
    /// - Throws: `.dataMissing` for nothing, `.wrongFormat` for what is no such document.
    @discardableResult
    static func read(_ text: String?, root name: String? = nil, at uri: NodeURI) throws(Refusal) -> XMLElement {
        let wanted = name.map { "<\($0) …>" } ?? "a document of XML"
        guard let text, !text.isEmpty else {
            throw Refusal(.dataMissing, "\(uri) needs Data: \(wanted), escaped")
        }
        let root: XMLElement
        do {
            root = try XMLElement.read(Array(text.utf8))
        } catch {
            throw Refusal(.wrongFormat, "\(uri) takes \(wanted), and the value is no XML: \(error)")
        }
        guard name == nil || root.name == name else {
            throw Refusal(.wrongFormat, "\(uri) takes \(wanted), and the value is <\(root.name)>")
        }
        return root
    }

    /// An element with attributes in their order.
    /// - Parameter content: mark-up.
    static func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String = "") -> String {
        let start = name + attributes.map { #" \#($0.0)="\#(escaped($0.1))""# }.joined()
        return content.isEmpty ? "<\(start)/>" : "<\(start)>\(content)</\(name)>"
    }

    /// A text for content or for an attribute in double quotes.
    static func escaped(_ text: String) -> String {
        var writer = XMLWriter(reservingCapacity: text.utf8.count + 16)
        writer.attributeValue(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What stands before a document.
    static let declaration = #"<?xml version="1.0" encoding="utf-8"?>"#
}
