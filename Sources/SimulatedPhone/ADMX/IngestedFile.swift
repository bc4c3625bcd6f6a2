import ManagementTree

/// An ADMX file as a server has put it into the tree, below ConfigOperations/ADMXInstall.
struct ADMXSource: Equatable, Sendable {
    /// The names of the app, of the kind of setting (Policy or Preference) and of the file.
    var names: [NodeName]
    var text: String

    /// Whether the file is at a node or below it.
    /// - Parameter names: of the node's address, from the root down.
    func isAt(_ names: [NodeName]) -> Bool { self.names.starts(with: names.dropFirst(Self.depth)) }

    /// The file as it is where a node on its way, or its own, has another name.
    /// - Parameter names: of that node's address, from the root down.
    func renamed(_ names: [NodeName], to name: NodeName) -> ADMXSource {
        var source = self
        let place = names.count - 1 - Self.depth
        if source.names.indices.contains(place) { source.names[place] = name }
        return source
    }

    /// How many names lead to the app's.
    static let depth = Phone.admxInstall.count
}

/// An ADMX file with the areas of its policies.
struct IngestedFile: Sendable {
    let source: ADMXSource
    /// What its text says.
    let file: ADMXFile
    /// The same with the area of each; none where the names that it stands under leave it no area.
    let policies: [Entry]

    struct Entry: Sendable {
        var area: NodeName
        var policy: ADMXPolicy
    }

    /// Inferred: Windows keeps the policies of an area in a key of the registry, whose name has 255 characters at most
    /// (Microsoft, *Registry element size limits*).
    private static let longestArea = 255
    static let settingTypes: [NodeName] = ["Policy", "Preference"]

    /// Reads a file.
    init(reading source: ADMXSource) throws(ADMXError) {
        self.source = source
        file = try ADMXFile.read(source.text)
        policies = try Self.entries(of: file, at: source.names)
    }

    /// A file that is in the tree already. A new name of it, or of a node above it, may leave it without policies.
    init(_ file: ADMXFile, at source: ADMXSource) {
        self.source = source
        self.file = file
        policies = (try? Self.entries(of: file, at: source.names)) ?? []
    }

    /// An area is the app, the kind of setting and the categories of its policies, with `~` between them (Microsoft, *Win32
    /// and Desktop Bridge app ADMX policy ingestion*, URI format).
    ///
    /// Inferred: a kind of setting that the page does not name is refused.
    private static func entries(of file: ADMXFile, at names: [NodeName]) throws(ADMXError) -> [Entry] {
        guard names.count == 3, settingTypes.contains(names[1]) else {
            throw ADMXError(
                .settingType, "below the app's name stands Policy or Preference, and below that the file's name")
        }
        var entries: [Entry] = []
        for policy in file.policies {
            let area = (names.prefix(2).map(\.text) + policy.categories).joined(separator: "~")
            guard area.utf16.count <= longestArea else {
                throw ADMXError(
                    .areaTooLong,
                    "the area of the policy \(policy.name) has a name of \(area.utf16.count) characters, and "
                        + "\(longestArea) are the most; give its categories shorter names")
            }
            entries.append(Entry(area: NodeName(area), policy: policy))
        }
        return entries
    }

    var app: NodeName { source.names[0] }
    /// Policy or Preference.
    var type: NodeName { source.names[1] }
    var name: NodeName { source.names[2] }

    /// The areas of its policies, each once.
    var areas: [NodeName] {
        var known: Set<NodeName> = []
        return policies.map(\.area).filter { known.insert($0).inserted }
    }

    /// How many policies it has, in words.
    var count: String { policies.count == 1 ? "one policy" : "\(policies.count) policies" }
}
