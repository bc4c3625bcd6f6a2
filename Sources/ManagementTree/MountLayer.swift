/// Files none of which hangs at, above or inside another, with the names that lead to them.
struct MountLayer {
    private enum Place {
        case mount
        /// The way's place in the list of ways.
        case way(Int)
    }

    private var places: [NodeName: Place] = [:]
    private var mounts: [Mount] = []
    private var ways: [(name: NodeName, below: MountLayer)] = []

    /// Puts a file where it hangs.
    /// - Returns: false, and nothing is changed, where its place belongs to another file of this layer.
    mutating func add(_ mount: Mount) -> Bool { add(mount, below: mount.parent[...]) }

    private mutating func add(_ mount: Mount, below parent: ArraySlice<NodeName>) -> Bool {
        guard let next = parent.first else {
            guard places[mount.name] == nil else { return false }
            places[mount.name] = .mount
            mounts.append(mount)
            return true
        }
        switch places[next] {
        case .mount: return false
        case .way(let index): return ways[index].below.add(mount, below: parent.dropFirst())
        case nil:
            var below = MountLayer()
            _ = below.add(mount, below: parent.dropFirst())
            places[next] = .way(ways.count)
            ways.append((next, below))
            return true
        }
    }

    /// The root, with ways to the files.
    var root: NodeDescription { description(named: nil) }

    private func description(named name: NodeName?) -> NodeDescription {
        NodeDescription(
            name: name, isWay: true, children: ways.map { $0.below.description(named: $0.name) }, mounts: mounts)
    }
}
