package import XML

/// What stands in a description file off the schema and was read all the same: where, and what it was taken for. Microsoft's
/// own files hold each of these (csp.md 17).
package struct DDFOddity: Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Equatable, Sendable, CaseIterable {
        /// A tag has no `>`.
        case openTag
        /// Octets are not in the encoding that the file declares.
        case encoding
        /// Path ends with a slash.
        case path
        /// Blanks stand around a node's name.
        case blankName
        /// Two nodes in one place have one name.
        case twins
        /// A top node has nothing below, and another one of the file has.
        case emptyTop
        /// AccessType is missing, or names what is no verb.
        case access
        case occurrence
        case type
        /// OsBuildVersion is not of its form.
        case build
        /// Another document lies among description files, and is left out.
        case foreign
        /// The allowed values cannot be checked as they are written.
        case allowedValues
    }

    package var kind: Kind
    /// The file's name.
    package var file: String
    /// The place of the element that is odd.
    package var place: XMLPlace
    /// The address of the node that it is in; empty where it is in none.
    package var node: String
    /// What is odd, and what was made of it.
    package var message: String

    package init(_ kind: Kind, file: String, place: XMLPlace, node: String = "", _ message: String) {
        self.kind = kind
        self.file = file
        self.place = place
        self.node = node
        self.message = message
    }

    package var description: String {
        "\(file):\(place.line):\(place.column): " + (node.isEmpty ? "" : "\(node): ") + message
    }
}

/// What a description file holds.
package struct DDFContents: Sendable {
    package var tops: [DDFReader.TopNode]
    /// In the order of the file.
    package var oddities: [DDFOddity]
}
