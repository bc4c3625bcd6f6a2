import Synchronization

/// Every node description that a kind of phone knows, for the device and for the user.
///
/// The descriptions of a configuration service provider are read when one of its nodes is first touched, so that a
/// command which needs one CSP does not pay for all.
package struct Schema: Sendable {
    private let device: NodeDescription
    private let user: NodeDescription

    /// Builds the tree of descriptions from files.
    /// - Parameter files: where each hangs; a later one adds to those before it and overrides them, node by node.
    package init(_ files: [Mount]) {
        device = Self.root(files.filter { $0.scope == .device })
        user = Self.root(files.filter { $0.scope == .user })
    }

    package func root(of scope: NodeScope) -> NodeDescription {
        switch scope {
        case .device: device
        case .user: user
        }
    }

    /// The descriptions on the way to a node, the root's left out; nil where it is not described. For which builds and
    /// editions they are counts for nothing here.
    package func way(of names: [NodeName], in scope: NodeScope) -> [NodeDescription]? {
        var way: [NodeDescription] = []
        var node = root(of: scope)
        for name in names {
            guard let child = node.child(named: name) else { return nil }
            way.append(child)
            node = child
        }
        return way
    }

    /// Files at places of their own are put there in one pass; only one that hangs at, above or inside another must be
    /// merged with it.
    private static func root(_ mounts: [Mount]) -> NodeDescription {
        var layers = [MountLayer()]
        for mount in mounts {
            if layers[layers.count - 1].add(mount) { continue }
            var layer = MountLayer()
            _ = layer.add(mount)
            layers.append(layer)
        }
        return layers.dropFirst().reduce(layers[0].root) { $0.overridden(by: $1.root) }
    }
}

/// The place where the top node of a DDF file hangs, and how to read it.
package final class Mount: Sendable {
    package let scope: NodeScope
    /// The names that lead to the top node, such as `Vendor` and `MSFT`.
    package let parent: [NodeName]
    package let name: NodeName
    private let load: @Sendable () -> NodeDescription?
    private let loaded = Mutex<Loaded>(.no)

    private enum Loaded: Sendable {
        case no
        case yes(NodeDescription?)
    }

    /// - Parameter load: reads the description; called once, when the node is first touched.
    package init(
        scope: NodeScope, parent: [NodeName], name: NodeName, load: @escaping @Sendable () -> NodeDescription?
    ) {
        self.scope = scope
        self.parent = parent
        self.name = name
        self.load = load
    }

    /// The top node's description; nil where the file holds none for this place.
    package var description: NodeDescription? {
        loaded.withLock { state in
            if case .yes(let description) = state { return description }
            let description = load()
            state = .yes(description)
            return description
        }
    }
}
