package import ManagementTree
package import SimulatedPhone

/// One node as `tree` and the control API show it.
package struct TreeRow: Codable, Equatable, Sendable {
    package var uri: String
    package var depth: Int
    package var name: String
    package var format: String
    package var access: String
    /// nil for an interior node, and for a leaf that cannot be read; a secret only says that it is there.
    package var value: String?
    /// Which values a leaf takes, and what they mean; nil where the description says nothing.
    package var allowed: String?
    /// What a leaf is where nobody writes it; of a policy, what is in force then.
    package var defaultValue: String?
    /// The version of Windows that brought the node; nil where it was always there.
    package var since: String?
    package var isPresent: Bool

    fileprivate init(
        _ description: NodeDescription, uri: String, name: String, depth: Int, value: String?, isPresent: Bool,
        _ schema: Schema
    ) {
        self.uri = uri
        self.depth = depth
        self.name = name
        format = description.format.rawValue
        access = String(AccessTypes.names.filter { description.access.contains($0.access) }.compactMap(\.name.first))
        self.value = value
        allowed = description.allowedValues?.summary
        defaultValue = Self.defaultValue(of: description, uri, schema)
        since = description.applicability.since
        self.isPresent = isPresent
    }

    private static func defaultValue(of description: NodeDescription, _ uri: String, _ schema: Schema) -> String? {
        guard !description.isInterior else { return nil }
        let value =
            description.defaultValue
            ?? (try? NodeURI(parsing: uri)).flatMap { PolicyTable.outcome(of: $0, in: schema)?.defaultValue }
        return value?.isEmpty == true ? nil : value
    }
}

/// Walks the tree of a phone for people.
package enum TreeRows {
    /// Every node from one down, parents before children.
    /// - Parameter all: described nodes that are not there as well.
    package static func collect(
        from start: NodeURI, in phone: inout Phone, _ environment: PhoneEnvironment, all: Bool
    ) throws(Refusal) -> [TreeRow] {
        var rows: [TreeRow] = []
        try append(start, depth: 0, phone: &phone, environment, all: all, to: &rows)
        return rows
    }

    private static func append(
        _ uri: NodeURI, depth: Int, phone: inout Phone, _ environment: PhoneEnvironment, all: Bool,
        to rows: inout [TreeRow]
    ) throws(Refusal) {
        let node = try phone.locate(uri)
        guard node.isPresent || all else { throw Refusal(.missing, "\(uri) is not there") }
        let isReadable = node.isPresent && !node.description.isInterior && node.description.access.contains(.get)
        let value = isReadable ? try phone.value(of: node, environment).text : nil
        let schema = phone.blueprint.schema
        rows.append(row(node, uri, depth: depth, value: value, schema))
        guard node.description.isInterior else { return }
        // The root's names hold the two scopes; the device's own nodes stand beside them already.
        let names = uri.isRoot ? phone.childNames(of: node).filter { $0 != "Device" } : phone.childNames(of: node)
        for name in names {
            let isUserRoot = uri.isRoot && name == "User"
            // Nobody is signed in, so there is nothing to show of the user.
            if isUserRoot, phone.loginStatus != .user { continue }
            let child = isUserRoot ? NodeURI(prefix: .user, names: []) : uri.appending(name)
            try append(child, depth: depth + 1, phone: &phone, environment, all: all, to: &rows)
        }
        guard all else { return }
        for description in node.description.children where description.name.map({ names.contains($0) }) != true {
            appendDescribed(description, below: "\(uri)", depth: depth + 1, schema, to: &rows)
        }
    }

    /// A node that could be there.
    private static func appendDescribed(
        _ description: NodeDescription, below parent: String, depth: Int, _ schema: Schema, to rows: inout [TreeRow]
    ) {
        let uri = "\(parent)/\(description.displayName)"
        rows.append(
            TreeRow(
                description, uri: uri, name: description.displayName, depth: depth, value: nil, isPresent: false, schema
            ))
        for child in description.children { appendDescribed(child, below: uri, depth: depth + 1, schema, to: &rows) }
    }

    private static func row(
        _ node: NodeLocation, _ uri: NodeURI, depth: Int, value: String?, _ schema: Schema
    ) -> TreeRow {
        let name = uri.names.last?.text ?? (uri.isRoot ? "." : uri.description)
        return TreeRow(
            node.description, uri: uri.description, name: name, depth: depth,
            value: value.map { SecretNode.told($0, of: uri) }, isPresent: node.isPresent, schema)
    }
}
