import Notation
import XML

/// A file of node descriptions that cannot be used, with the place and what to do.
package struct DDFError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's name.
    package var file: String
    /// The address of the node that is wrong; empty where the document itself is.
    package var node = ""
    package var message: String
    /// Whether the document may be a good one, and is no description file.
    package var isForeign = false

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
        /// Whether the file tells of each node on which platforms it is.
        package var tellsPlatforms: Bool

        package init(owner: Int? = nil, names: ArraySlice<NodeName> = [], tellsPlatforms: Bool = false) {
            self.owner = owner
            self.names = names
            self.tellsPlatforms = tellsPlatforms
        }
    }

    let file: String
    /// Whether a node has the applicability of the one above where its own is not told (the xsd of DDF v2, Applicability).
    let inherits: Bool
    /// What was odd so far.
    var oddities: [DDFOddity] = []

    private init(file: String, inherits: Bool) {
        self.file = file
        self.inherits = inherits
    }

    /// Reads every top node of a file.
    /// - Parameters:
    ///   - file: the file's name, for errors.
    ///   - standing: what counts for a top node, by its scope and the names that lead to it, its own last.
    package static func read(
        _ bytes: [UInt8], file: String, standing: (NodeScope, [NodeName]) -> Standing = { _, _ in Standing() }
    ) throws(DDFError) -> [TopNode] {
        try examine(bytes, file: file, inherits: false, standing: standing).tops
    }

    /// Reads a file, and tells what is odd in it.
    /// - Parameters:
    ///   - file: the file's name, for errors.
    ///   - inherits: whether a node is told the applicability of the one above, so that it counts before another file's.
    ///   - standing: what counts for a top node, by its scope and the names that lead to it, its own last.
    package static func examine(
        _ bytes: [UInt8], file: String, inherits: Bool = true,
        standing: (NodeScope, [NodeName]) -> Standing = { _, _ in Standing() }
    ) throws(DDFError) -> DDFContents {
        var reader = DDFReader(file: file, inherits: inherits)
        let root = try reader.root(bytes)
        guard root.name == "MgmtTree" else {
            var error = DDFError(file: file, message: "the root is \(root.name); a DDF file has MgmtTree")
            error.isForeign = true
            throw error
        }
        let elements = root.all("Node")
        var tops: [TopNode] = []
        for element in elements {
            tops.append(try reader.topNode(element, standing))
        }
        guard !tops.isEmpty else { throw DDFError(file: file, message: "the file describes no node") }
        reader.noteEmptyTops(tops, elements)
        return DDFContents(tops: tops, oddities: reader.oddities.sorted { $0.place < $1.place })
    }

    private mutating func topNode(
        _ element: XMLElement, _ standing: (NodeScope, [NodeName]) -> Standing
    ) throws(DDFError) -> TopNode {
        let path = path(of: element)
        let uri: NodeURI
        do {
            uri = try NodeURI(parsing: path)
        } catch {
            throw DDFError(file: file, node: path, message: "Path is not an address: \(error)")
        }
        guard let name = Self.name(of: element) else {
            throw DDFError(file: file, node: path, message: "the top node has no NodeName; give it one")
        }
        let standing = standing(uri.scope, uri.names + [name])
        let place = NodeDescription.place(standing.names.map { $0 })
        let description = try node(element, at: path, place: place, standing, below: .everywhere)
        return TopNode(scope: uri.scope, parent: uri.names, description: description)
    }

    /// nil where the name is left open.
    private static func name(of element: XMLElement) -> NodeName? {
        let written = element.text(of: "NodeName") ?? ""
        return written.isEmpty || written == "*" ? nil : NodeName(written)
    }

    private mutating func node(
        _ element: XMLElement, at parent: String, place: String, _ standing: Standing, below above: Applicability
    ) throws(DDFError) -> NodeDescription {
        let name = Self.name(of: element)
        let address = "\(parent)/\(name?.text ?? "*")"
        noteName(element, address)
        guard let properties = element.first("DFProperties") else {
            throw DDFError(file: file, node: address, message: "DFProperties is missing")
        }
        var applicability = try applicability(properties, at: address)
        applicability.tellsPlatforms = standing.tellsPlatforms
        if inherits { applicability.inherit(above) }
        var children: [NodeDescription] = []
        for child in element.elements where child.name == "Node" {
            let place = NodeDescription.place(of: Self.name(of: child), below: place)
            children.append(try node(child, at: address, place: place, standing, below: applicability))
        }
        let description = NodeDescription(
            name: name,
            place: place,
            title: properties.text(of: "DFTitle"),
            text: properties.first("Description")?.text.onOneLine,
            access: access(properties, at: address),
            format: try format(properties, at: address),
            type: type(properties, at: address),
            occurrence: occurrence(properties, at: address),
            isPermanent: properties.first("Scope")?.elements.first?.name != "Dynamic" && name != nil,
            defaultValue: properties.first("DefaultValue")?.text,
            applicability: applicability,
            allowedValues: allowedValues(properties, at: address),
            conflictResolution: properties.text(of: "ConflictResolution").flatMap(ConflictResolution.init),
            replaceNeedsNode: properties.first("ReplaceNeedsNode") != nil,
            isReadInAtomic: properties.first("ReadInAtomic") != nil,
            isWrittenInAtomic: properties.first("AtomicRequired") != nil,
            deprecation: deprecation(properties, at: address),
            children: children,
            owner: standing.owner)
        noteTwins(description, element, address)
        return description
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
