/// How descriptions of one node from several files come together: node by node, the later file on top.
extension NodeDescription {
    /// This description with what another file says of the node and of those below it.
    ///
    /// The other file's word counts for what every DDF says: access, format, occurrence, scope. What it leaves out, or
    /// what a DDF v1 has no element for (allowed values, merging, builds and editions, the owner, exceptions), stays.
    package func overridden(by other: NodeDescription) -> NodeDescription {
        let said = other.isWay ? self : other
        return NodeDescription(
            name: name ?? other.name, place: isWay ? other.place : place, title: said.title ?? title,
            text: said.text ?? text, access: said.access, format: said.format,
            type: said.type ?? type, occurrence: said.occurrence, isPermanent: said.isPermanent,
            defaultValue: said.defaultValue ?? defaultValue,
            applicability: applicability.overridden(by: said.applicability),
            allowedValues: said.allowedValues ?? allowedValues,
            conflictResolution: said.conflictResolution ?? conflictResolution,
            replaceNeedsNode: said.replaceNeedsNode || replaceNeedsNode,
            isReadInAtomic: said.isReadInAtomic || isReadInAtomic,
            isWrittenInAtomic: said.isWrittenInAtomic || isWrittenInAtomic,
            deprecation: said.deprecation ?? deprecation, isWay: isWay && other.isWay,
            children: said.isInterior ? mergedChildren(other) : [], owner: owner ?? other.owner,
            mounts: said.isInterior ? mergedMounts(other) : [])
    }

    /// The children that are read already, each with what the other file says of it, and those that only the other has.
    private func mergedChildren(_ other: NodeDescription) -> [NodeDescription] {
        // Of several children without a name the first of each file belong together, and so on.
        var unnamed = other.children.filter { $0.name == nil }[...]
        let own = children.map { child in
            guard let name = child.name else { return unnamed.popFirst().map(child.overridden) ?? child }
            if let same = other.children.first(where: { $0.name == name }) { return child.overridden(by: same) }
            let same = other.mounts.first { $0.name == name }?.description
            return same.map(child.overridden) ?? child
        }
        let known = children.compactMap(\.name) + mounts.map(\.name)
        return own + other.children.filter { child in child.name.map { !known.contains($0) } ?? false } + unnamed
    }

    /// The files that hang below, each with what the other file says of its nodes, unread until they are touched.
    private func mergedMounts(_ other: NodeDescription) -> [Mount] {
        let own = mounts.map { mount in
            let child = other.children.first { $0.name == mount.name }
            let later = other.mounts.first { $0.name == mount.name }
            guard child != nil || later != nil else { return mount }
            return Mount(scope: mount.scope, parent: mount.parent, name: mount.name) {
                guard let over = child ?? later?.description else { return mount.description }
                return mount.description?.overridden(by: over) ?? over
            }
        }
        let known = children.compactMap(\.name) + mounts.map(\.name)
        return own + other.mounts.filter { !known.contains($0.name) }
    }
}
