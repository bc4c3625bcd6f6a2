import ManagementTree
import SimulatedPhone
import SyncML

/// The items of Results in the shape that real phones give them.
enum ResultItem {
    /// - Parameter asked: the address as the server wrote it, which a single node's item repeats.
    static func item(_ node: FoundNode, asked: String) -> Item {
        Item(source: node.uri ?? asked, meta: meta(of: node), data: data(of: node))
    }

    /// As observed: no Meta for `chr`, Format alone for `bool`, `int` and `xml`, Format and an empty Type for an interior
    /// node, Format and Type for octets.
    private static func meta(of node: FoundNode) -> Meta? {
        let type = node.type.flatMap { $0 == "text/plain" ? nil : $0 }
        switch node.format {
        case .chr: return type.map { Meta(type: $0) }
        case .node: return Meta(format: .node, type: "")
        case .b64: return Meta(format: .b64, type: type ?? "text/plain")
        // Octets travel as base64 in XML; the node's own format is bin (TND 7.7.2).
        case .bin: return Meta(format: .b64, type: type ?? "application/octet-stream")
        case .bool, .int, .null, .xml, .date, .time, .float:
            return Meta(format: ValueFormat(rawValue: node.format.rawValue), type: type)
        }
    }

    private static func data(of node: FoundNode) -> ItemData? {
        node.content.map { .text($0.text) }
    }
}
