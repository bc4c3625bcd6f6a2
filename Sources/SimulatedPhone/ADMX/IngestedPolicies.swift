import ManagementTree

/// The policies that ADMX files have brought to a device: which nodes they are, and what their values may be.
struct IngestedPolicies: Sendable {
    /// Oldest first.
    private let files: [IngestedFile]
    let sources: [ADMXSource]
    /// Every policy once, where its first file has it.
    let keys: [Key]
    private let entries: [Key: (policy: ADMXPolicy, file: IngestedFile)]
    /// What it costs to go through all of it.
    let size: Int

    /// Names a policy as its address does.
    struct Key: Hashable, Sendable {
        var scope: NodeScope
        var area: NodeName
        var policy: NodeName
    }

    static let none = IngestedPolicies([])

    /// - Parameters:
    ///   - sources: oldest first.
    ///   - before: what was read already, so that a further file costs no reading of the others.
    ///
    /// Inferred: where two files bring the same policy, the one that came last says what its value may be.
    init(_ sources: [ADMXSource], knowing before: IngestedPolicies? = nil) {
        let known = Dictionary((before?.files ?? []).map { ($0.source.names, $0) }) { _, last in last }
        let old = before?.sources ?? []
        self.sources = sources
        files = sources.enumerated().compactMap { place, source in
            if let file = known[source.names], file.source.text == source.text { return file }
            // One that is renamed keeps its place, and is not read again.
            let isRenamed = old.indices.contains(place) && old[place].text == source.text
            let file = isRenamed ? known[old[place].names]?.file : (try? ADMXFile.read(source.text))
            return file.map { IngestedFile($0, at: source) }
        }
        var keys: [Key] = []
        var entries: [Key: (policy: ADMXPolicy, file: IngestedFile)] = [:]
        for file in files {
            for entry in file.policies {
                for scope in entry.policy.scopes {
                    let key = Key(scope: scope, area: entry.area, policy: NodeName(entry.policy.name))
                    if entries.updateValue((entry.policy, file), forKey: key) == nil { keys.append(key) }
                }
            }
        }
        self.keys = keys
        self.entries = entries
        // A policy may be there twice, for the device and for the user, and one of a file that has lost its area not at all.
        size = max(keys.count, files.reduce(0) { $0 + $1.file.policies.count }) + sources.count
    }

    /// What the file says of the policy at an address; nil where no file brings one.
    func policy(at uri: NodeURI) -> ADMXPolicy? {
        guard uri.depth == 6 else { return nil }
        return entries[Key(scope: uri.scope, area: uri.names[4], policy: uri.names[5])]?.policy
    }

    func contains(_ key: Key) -> Bool { entries[key] != nil }

    /// The areas that the files of an app bring, each once.
    func areas(of app: NodeName, _ type: NodeName) -> [NodeName] {
        var known: Set<NodeName> = []
        return files.filter { $0.app == app && $0.type == type }.flatMap(\.areas).filter { known.insert($0).inserted }
    }

    /// The files at a node or below it.
    /// - Parameter names: of the node's address, from the root down.
    func files(at names: [NodeName]) -> [IngestedFile] { files.filter { $0.source.isAt(names) } }

    /// A sentence for each file.
    var sights: [String] {
        files.map { file in
            "has the ADMX file \(file.name) of the app \(file.app), with \(file.count)"
        }
    }
}

extension IngestedPolicies {
    /// The nodes below Config and Result, to be laid upon those that the device has by itself.
    var mounts: [Mount] {
        let owner = ConfigurationServiceProvider.all.firstIndex { $0.name == "Policy" }
        return NodeScope.allCases.compactMap { scope in
            let rows = rows(in: scope)
            guard !rows.isEmpty else { return nil }
            return Mount(scope: scope, parent: ["Vendor", "MSFT"], name: "Policy") {
                PolicyTable.description(of: rows, owner: owner, areas: areaTexts)
            }
        }
    }

    /// A row for each policy, those of an area together.
    private func rows(in scope: NodeScope) -> [PolicyTable.Row] {
        let keys = keys.filter { $0.scope == scope }
        let policies = Dictionary(grouping: keys, by: \.area)
        var listed: Set<NodeName> = []
        return keys.map(\.area).filter { listed.insert($0).inserted }.flatMap { area in
            (policies[area] ?? []).compactMap { key in
                entries[key].map { PolicyTable.Row(area, key.policy, text: Self.text(of: $0.policy, in: $0.file)) }
            }
        }
    }

    /// What a person is told of each area: from which files it comes, and which category it stands for.
    private var areaTexts: [NodeName: String] {
        var areas: [NodeName: (first: ADMXPolicy, app: NodeName, files: [NodeName])] = [:]
        for file in files {
            for entry in file.policies {
                var area = areas[entry.area] ?? (first: entry.policy, app: file.app, files: [])
                if area.files.last != file.name { area.files.append(file.name) }
                areas[entry.area] = area
            }
        }
        return areas.mapValues { area in
            let files = ADMXElement.told(area.files.map(\.text))
            let category = area.first.categories.joined(separator: "/")
            let place = category.isEmpty ? "in no category of its own" : "in the category \(category)"
            return
                "Policies of the app \(area.app) \(place), from the ADMX file\(area.files.count == 1 ? "" : "s") \(files)."
        }
    }

    /// What a person is told of a policy.
    private static func text(of policy: ADMXPolicy, in file: IngestedFile) -> String {
        let elements = policy.elements.prefix(ADMXElement.mostTold).map(\.summary)
        let data = elements.isEmpty ? "It has no data." : "Its data: \(elements.joined(separator: ", "))."
        return "A policy of the app \(file.app), from the ADMX file \(file.name). \(data)"
    }
}
