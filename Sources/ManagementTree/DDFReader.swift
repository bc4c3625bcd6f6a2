import Notation
import XML

/// A file of node descriptions that cannot be used, with the place and what to do.
package struct DDFError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's name.
    package var file: String
    /// The address of the node that is wrong; empty where the document itself is.
    package var node: String
    package var message: String

    package init(file: String, node: String = "", message: String) {
        self.file = file
        self.node = node
        self.message = message
    }

    package var description: String {
        node.isEmpty ? "\(file): \(message)" : "\(file): \(node): \(message)"
    }
}

/// Reads device description files: DDF v1 (OMA-TS-DM_TND-V1_2_1 section 9) with the elements of Microsoft's namespace,
/// those of v2 included.
///
/// It takes what the published files hold off the schema: blanks in names, `*` as the name of a dynamic node, an
/// unknown access type, missing occurrence or type (they count as Get, one, text/plain).
package struct DDFReader {
    /// One top node of a file, and where it hangs.
    package struct TopNode: Sendable {
        package var scope: NodeScope
        package var parent: [NodeName]
        package var description: NodeDescription
    }

    /// What the place of a top node decides and no file can say; it counts for all nodes below.
    package struct Standing: Sendable {
        /// The provider's place in the list of providers.
        package var owner: Int?
        /// The names below the top node of that provider's CSP which lead to this top node, its own last; none where it is
        /// the CSP's.
        package var names: ArraySlice<NodeName>

        package init(owner: Int? = nil, names: ArraySlice<NodeName> = []) {
            self.owner = owner
            self.names = names
        }
    }

    let file: String

    private init(file: String) {
        self.file = file
    }

    /// Reads every top node of a file.
    /// - Parameters:
    ///   - file: the file's name, for errors.
    ///   - standing: what counts for a top node, by its scope and the names that lead to it, its own last.
    package static func read(
        _ bytes: [UInt8], file: String, standing: (NodeScope, [NodeName]) -> Standing = { _, _ in Standing() }
    ) throws(DDFError) -> [TopNode] {
        let root: XMLElement
        do {
            root = try XMLElement.read(bytes)
        } catch {
            throw DDFError(file: file, message: "\(error)")
        }
        guard root.name == "MgmtTree" else {
            throw DDFError(file: file, message: "the root is \(root.name); a DDF file has MgmtTree")
        }
        let reader = DDFReader(file: file)
        var tops: [TopNode] = []
        for element in root.elements where element.name == "Node" {
            tops.append(try reader.topNode(element, standing))
        }
        guard !tops.isEmpty else { throw DDFError(file: file, message: "the file describes no node") }
        return tops
    }

    private func topNode(
        _ element: XMLElement, _ standing: (NodeScope, [NodeName]) -> Standing
    ) throws(DDFError) -> TopNode {
        let path = element.text(of: "Path") ?? "."
        let uri: NodeURI
        do {
            uri = try NodeURI(parsing: path)
        } catch {
            throw DDFError(file: file, node: path, message: "Path is not an address: \(error)")
        }
        guard let name = name(of: element) else {
            throw DDFError(file: file, node: path, message: "the top node has no NodeName; give it one")
        }
        let standing = standing(uri.scope, uri.names + [name])
        let place = NodeDescription.place(standing.names.map { $0 })
        let description = try node(element, at: path, place: place, standing)
        return TopNode(scope: uri.scope, parent: uri.names, description: description)
    }

    /// nil where the name is left open.
    private func name(of element: XMLElement) -> NodeName? {
        let written = element.text(of: "NodeName") ?? ""
        return written.isEmpty || written == "*" ? nil : NodeName(written)
    }

    private func node(
        _ element: XMLElement, at parent: String, place: String, _ standing: Standing
    ) throws(DDFError) -> NodeDescription {
        let name = name(of: element)
        let address = "\(parent)/\(name?.text ?? "*")"
        guard let properties = element.first("DFProperties") else {
            throw DDFError(file: file, node: address, message: "DFProperties is missing")
        }
        var children: [NodeDescription] = []
        for child in element.elements where child.name == "Node" {
            let place = NodeDescription.place(of: self.name(of: child), below: place)
            children.append(try node(child, at: address, place: place, standing))
        }
        return NodeDescription(
            name: name,
            place: place,
            title: properties.text(of: "DFTitle"),
            text: properties.first("Description")?.text.onOneLine,
            access: access(properties),
            format: try format(properties, at: address),
            type: type(properties),
            occurrence: occurrence(properties),
            isPermanent: properties.first("Scope")?.elements.first?.name != "Dynamic" && name != nil,
            defaultValue: properties.first("DefaultValue")?.text,
            applicability: try applicability(properties, at: address),
            allowedValues: allowedValues(properties),
            conflictResolution: properties.text(of: "ConflictResolution").flatMap(ConflictResolution.init),
            replaceNeedsNode: properties.first("ReplaceNeedsNode") != nil,
            children: children,
            owner: standing.owner)
    }

    private func access(_ properties: XMLElement) -> AccessTypes {
        guard let list = properties.first("AccessType") else { return .get }
        return list.elements.reduce(into: []) { access, element in
            if let known = AccessTypes.names.first(where: { $0.name == element.name }) { access.insert(known.access) }
        }
    }

    private func format(_ properties: XMLElement, at address: String) throws(DDFError) -> NodeFormat {
        guard let element = properties.first("DFFormat")?.elements.first else { return .chr }
        guard let format = NodeFormat(rawValue: element.name) else {
            let known = NodeFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw DDFError(
                file: file, node: address, message: "DFFormat \(element.name) is not known; use one of \(known)")
        }
        return format
    }

    private func type(_ properties: XMLElement) -> String? {
        guard let element = properties.first("DFType")?.elements.first, !element.text.trimmed.isEmpty else {
            return nil
        }
        return element.text.trimmed
    }

    private func occurrence(_ properties: XMLElement) -> Occurrence {
        guard let element = properties.first("Occurrence")?.elements.first else { return .one }
        return switch element.name {
        case "ZeroOrOne": .zeroOrOne
        case "ZeroOrMore": .zeroOrMore
        case "OneOrMore": .oneOrMore
        case "ZeroOrN": .zeroOrN(Int(element.text.trimmed) ?? 1)
        case "OneOrN": .oneOrN(Int(element.text.trimmed) ?? 1)
        default: .one
        }
    }
}

extension XMLElement {
    /// The text of the first child with a name, blanks at its ends removed.
    func text(of name: String) -> String? {
        first(name)?.text.trimmed
    }
}

extension String {
    /// The words of a text that a file breaks into lines; nil where there is none.
    fileprivate var onOneLine: String? {
        let words = split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
