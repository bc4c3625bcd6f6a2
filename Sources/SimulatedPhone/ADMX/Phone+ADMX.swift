import ManagementTree

/// ADMX files that a server puts into the tree, and the policies that they bring.
extension Phone {
    static let admxInstall: [NodeName] = ["Vendor", "MSFT", "Policy", "ConfigOperations", "ADMXInstall"]

    /// How much of going through policies one message may cause: each file that comes or goes means going through all that
    /// are there, so that many short commands would cost the square of their number.
    private static let mostLaidPolicies = 500_000

    /// Judges a change below ConfigOperations.
    ///
    /// Inferred: no page gives a status for a file that cannot be read, or that writes where it may not; it is refused like a
    /// value out of range.
    func judgeIngestion(_ node: NodeLocation, _ change: NodeChange) throws(Refusal) {
        if case .added(nil) = change { return }
        var size = blueprint.ingested.size
        if let source = ADMXSource(node, change) {
            do {
                size += try IngestedFile(reading: source).policies.count
            } catch {
                throw Refusal(.valueRefused, "\(node.uri): \(error)")
            }
        }
        guard laidPolicies + size > Self.mostLaidPolicies else { return }
        throw Refusal(
            .failed,
            "\(node.uri): ADMX files with so many policies cannot come and go in one message; send the rest in another")
    }

    /// Follows a change below ConfigOperations: policies come, or go with all that was set of them.
    mutating func followIngestion(_ node: NodeLocation, _ change: NodeChange) {
        let before = blueprint.ingested
        var sources = before.sources
        let names = node.uri.names
        switch change {
        case .added(nil): return
        case .added, .replaced:
            sources.removeAll { $0.isAt(names) }
            if let source = ADMXSource(node, change) { sources.append(source) }
        case .deleted: sources.removeAll { $0.isAt(names) }
        case .renamed(let name):
            for index in sources.indices where sources[index].isAt(names) {
                sources[index] = sources[index].renamed(names, to: name)
            }
        }
        laidPolicies += before.size + 1
        guard sources != before.sources else { return }
        blueprint = blueprint.ingesting(sources)
        laidPolicies += blueprint.ingested.size
        for key in before.keys where !blueprint.ingested.contains(key) { forget(key) }
    }

    /// Takes away what was set of a policy, and its area with the last one.
    private mutating func forget(_ key: IngestedPolicies.Key) {
        let area: [NodeName] = ["Vendor", "MSFT", "Policy", "Config", key.area]
        guard let node = tree.node(at: area, in: key.scope) else { return }
        if node.child(key.policy) != nil { tree.remove(at: area + [key.policy], in: key.scope) }
        if tree.node(at: area, in: key.scope)?.childCount == 0 { tree.remove(at: area, in: key.scope) }
    }

    /// Gives the phone the policies of the ADMX files that are in its tree, and of no others.
    mutating func applyADMX() {
        // Phones take no such file, so that of theirs no node has to be read.
        let apps = platform == .desktop ? tree.node(at: Self.admxInstall, in: .device)?.children ?? [] : []
        var sources: [ADMXSource] = []
        for app in apps {
            for type in app.children {
                for file in type.children {
                    guard let value = file.value else { continue }
                    let names = [app.name, type.name, file.name].map { NodeName($0) }
                    sources.append(ADMXSource(names: names, text: value.text))
                }
            }
        }
        blueprint = blueprint.ingesting(sources)
    }
}

extension ADMXSource {
    /// The file that a change of a node writes; nil where it writes none.
    fileprivate init?(_ node: NodeLocation, _ change: NodeChange) {
        let names = Array(node.uri.names.dropFirst(Self.depth))
        guard names.count == 3, let value = change.value else { return nil }
        self.init(names: names, text: value.text)
    }
}
