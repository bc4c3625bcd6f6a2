/// How files come together: side by side, in each other's place, and one inside another.
extension [Mount] {
    /// The files that hang at a depth, each with those that hang inside it; of two with one name the later one.
    func here(at depth: Int) -> [Mount] {
        var here: [Mount] = []
        for mount in self where mount.parent.count == depth {
            here.removeAll { $0.name == mount.name }
            here.append(mount)
        }
        return here.map { mount in
            let inside = below(mount.name, at: depth)
            guard !inside.isEmpty else { return mount }
            return Mount(scope: mount.scope, parent: mount.parent, name: mount.name) {
                (mount.description ?? NodeDescription(name: mount.name)).adding(inside, at: depth + 1)
            }
        }
    }

    /// The plain interior nodes, such as `Vendor` and `MSFT`, that lead to files deeper down.
    /// - Parameter others: names that stand there already.
    func branches(at depth: Int, beside others: [NodeName]) -> [NodeDescription] {
        var names: [NodeName] = []
        for mount in self where mount.parent.count > depth {
            let name = mount.parent[depth]
            if !names.contains(name), !others.contains(name) { names.append(name) }
        }
        return names.map { NodeDescription(name: $0).adding(below($0, at: depth), at: depth + 1) }
    }

    /// The files that hang somewhere below a node.
    fileprivate func below(_ name: NodeName, at depth: Int) -> [Mount] {
        filter { $0.parent.count > depth && $0.parent[depth] == name }
    }
}

extension NodeDescription {
    /// The same description with files that hang below it; what has the name of such a file gives way to it.
    /// - Parameter depth: how many names lead to what stands directly below the node.
    fileprivate func adding(_ files: [Mount], at depth: Int) -> NodeDescription {
        let here = files.here(at: depth)
        let replaced = here.map(\.name)
        let kept = children.filter { child in child.name.map { !replaced.contains($0) } ?? true }
        let extended = kept.map { child in
            let inside = child.name.map { files.below($0, at: depth) } ?? []
            return inside.isEmpty ? child : child.adding(inside, at: depth + 1)
        }
        let branches = files.branches(at: depth, beside: replaced + kept.compactMap(\.name))
        return NodeDescription(
            name: name, title: title, access: access, format: format, type: type, occurrence: occurrence,
            isPermanent: isPermanent, defaultValue: defaultValue, applicability: applicability,
            allowedValues: allowedValues, conflictResolution: conflictResolution, replaceCreates: replaceCreates,
            children: extended + branches, owner: owner, mounts: mounts + here)
    }
}
