import ManagementTree
import Notation

/// A value as a message carries it, not yet judged by a node's description.
package struct IncomingValue: Equatable, Sendable {
    /// The text of Meta/Format; nil where the message gives none, which means what the node's description says.
    package var format: String?
    package var type: String?
    /// nil where the message has no Data.
    package var text: String?
    /// Octets, where the message carried such instead of text.
    package var bytes: [UInt8]?

    package init(format: String? = nil, type: String? = nil, text: String? = nil, bytes: [UInt8]? = nil) {
        self.format = format
        self.type = type
        self.text = text
        self.bytes = bytes
    }

    /// Judges the value by a leaf's description and gives what is to be stored.
    ///
    /// - Throws: `.wrongFormat`, `.dataMissing` or `.valueRefused`.
    func value(for node: NodeLocation) throws(Refusal) -> NodeValue {
        let description = node.description
        try checkFormat(node)
        if type == "application/vnd.syncml.dmtnds+xml" || type == "application/vnd.syncml.dmtnds+wbxml" {
            throw Refusal(.wrongFormat, "\(node.uri): a tree in one value (TNDS) is not supported")
        }
        if description.format == .null {
            return NodeValue(format: .null, type: storedType(description), content: .text(""))
        }
        let content = try content(for: node)
        let value = NodeValue(format: description.format, type: storedType(description), content: content)
        if let objection = objection(to: value, description) {
            throw Refusal(.valueRefused, "\(node.uri): \(objection)")
        }
        return value
    }

    /// Inferred: a `chr` in place of the node's own format is taken when the text fits, because servers leave the format
    /// out or write `chr` for everything; any other difference is 415 (protocol.md 3.3 row 16).
    private func checkFormat(_ node: NodeLocation) throws(Refusal) {
        guard let format else { return }
        let own = node.description.format
        guard format != own.rawValue, format != "chr" else { return }
        let isText = own == .chr || own == .xml
        if format == "xml", isText { return }
        if format == "b64" || format == "bin", own == .bin || own == .b64 { return }
        throw Refusal(.wrongFormat, "\(node.uri) has format \(own.rawValue); the message says \(format)")
    }

    private func content(for node: NodeLocation) throws(Refusal) -> NodeValue.Content {
        let description = node.description
        if let bytes {
            return description.format == .bin ? .bytes(bytes) : .text(String(decoding: bytes, as: UTF8.self))
        }
        // A value that says by its type that there is none needs no Data (NodeCache CSP, ExpectedValue).
        let saysNone = type?.trimmed == NodeObservation.Kind.absence.rawValue
        guard let text = text ?? (saysNone ? "" : nil) else {
            throw Refusal(.dataMissing, "\(node.uri) has format \(description.format.rawValue) and needs Data")
        }
        switch description.format {
        case .bin:
            guard let content = NodeValue.Content(base64: text) else {
                throw Refusal(.wrongFormat, "\(node.uri): the value is not base64")
            }
            return content
        case .int:
            let text = text.trimmed
            guard Int(text) != nil else {
                throw Refusal(.wrongFormat, "\(node.uri) has format int; \(quoted(text)) is not a number")
            }
            return .text(text)
        case .bool:
            // Inferred: whichever way a truth value is written, it is read back in the way of the format.
            guard let flag = NodeValue.flag(of: text.trimmed) else {
                throw Refusal(
                    .wrongFormat, "\(node.uri) has format bool; \(quoted(text)) is none of true, false, 1 and 0")
            }
            return NodeValue.bool(flag).content
        case .b64:
            guard NodeValue.Content(base64: text) != nil else {
                throw Refusal(.wrongFormat, "\(node.uri) has format b64; the value is not base64")
            }
        case .chr, .xml, .date, .time, .float, .null, .node:
            break
        }
        return .text(text)
    }

    private func objection(to value: NodeValue, _ description: NodeDescription) -> String? {
        guard let allowed = description.allowedValues, case .text(let text) = value.content else { return nil }
        guard let objection = allowed.objection(to: text) else { return nil }
        return objection.contains(allowed.summary) ? objection : objection + " (allowed: \(allowed.summary))"
    }

    private func storedType(_ description: NodeDescription) -> String? {
        guard let type, type != "text/plain" else { return description.type == "text/plain" ? nil : description.type }
        return type
    }

    private func quoted(_ text: String) -> String {
        text.count > 40 ? "'\(text.prefix(40))…'" : "'\(text)'"
    }
}
