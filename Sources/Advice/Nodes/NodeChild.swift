import ManagementTree
import SimulatedPhone

/// A node below another, as a list of children shows it.
package struct NodeChild: Encodable, Equatable, Sendable {
    /// The name; one that is left open in braces.
    package var name: String
    /// nil for one whose file was not read, because nothing of it was asked but its name.
    package var format: String?
    package var access: [String]
    package var description: String?
    package var allowed: String?
    package var defaultValue: String?
    package var since: String?
    package var isDeprecated = false
    /// Whether this phone has it at all: its build and edition. nil for one whose file was not read.
    package var isOnThisDevice: Bool?
    package var isPresent: Bool?
    package var children: [NodeChild]

    /// The nodes below a node: the described ones in the order of the file, behind an open one those that are there.
    /// - Parameter depth: how many levels.
    static func list(below node: NodeDescription, _ uri: NodeURI, on phone: Phone, depth: Int) -> [NodeChild] {
        var children: [NodeChild] = []
        for child in node.children {
            children.append(NodeChild(child, child.name, below: uri, on: phone, depth))
            guard child.name == nil else { continue }
            for name in phone.presentNames(for: child, below: uri) {
                children.append(NodeChild(child, name, below: uri, on: phone, depth))
            }
        }
        let described = Set(node.children.compactMap(\.name))
        for name in node.childNames where !described.contains(name) {
            // The files of other CSPs are read only where their nodes are to be listed.
            if depth > 1, let child = node.child(named: name) {
                children.append(NodeChild(child, name, below: uri, on: phone, depth))
            } else {
                children.append(NodeChild(unread: name, below: uri, on: phone))
            }
        }
        return children
    }

    private init(
        _ node: NodeDescription, _ name: NodeName?, below parent: NodeURI, on phone: Phone, _ depth: Int
    ) {
        self.name = name.map(\.text) ?? node.displayName
        format = node.format.rawValue
        access = AccessTypes.names.filter { node.access.contains($0.access) }.map(\.name)
        let uri = name.map { parent.appending($0) }
        description = uri.flatMap { phone.blueprint.ingestedFiles(at: $0) } ?? node.text
        allowed = node.allowedValues?.summary
        defaultValue = node.isInterior ? nil : node.defaultValue
        since = node.applicability.since
        isDeprecated = node.deprecation != nil
        isOnThisDevice = node.applicability.obstacle(on: phone.traits) == nil
        isPresent = uri.flatMap { try? phone.locate($0).isPresent } ?? false
        // Below a name that is left open the phone has nothing, but the description goes on.
        let place = uri ?? parent.appending(NodeName(node.displayName))
        children = depth > 1 ? Self.list(below: node, place, on: phone, depth: depth - 1) : []
    }

    private init(unread name: NodeName, below parent: NodeURI, on phone: Phone) {
        self.name = name.text
        access = []
        description = CSPAdvice.purpose(of: name.text)
        children = []
    }
}
