package import ManagementTree
import SimulatedPhone

/// What is known of one node: what its description says, and how it stands on one phone now.
package struct NodeAdvice: Encodable, Equatable, Sendable {
    package var uri: String
    /// What it is, in a sentence or two.
    package var description: String?
    package var csp: CSPAdvice
    package var format: String
    /// The MIME type of the value; nil where the description gives none.
    package var type: String?
    /// The verbs that the description admits.
    package var access: [String]
    /// Below which of `./Device` and `./User` it stands.
    package var scopes: [String]
    package var occurrence: String
    /// Whether it is there by itself, and no server can delete it.
    package var isPermanent: Bool
    /// Which values it takes, in one line.
    package var allowed: String?
    /// The values that it takes, where they are a list.
    package var values: [AllowedValue]
    package var defaultValue: String?
    /// How the value in force comes from several sources.
    package var conflictResolution: String?
    /// The version of Windows that brought it, or before which it was there.
    package var since: String?
    /// Which platforms have it; empty where that is not known.
    package var platforms: [Platform]
    /// The editions that have it, where a list of them is known.
    package var editions: [String]
    package var requiresAzureAD: Bool
    /// Whether it, or a node above it, is no longer recommended.
    package var isDeprecated: Bool
    /// The version of Windows since which it is not; nil where the description does not say.
    package var deprecatedSince: String?
    /// Whether what is written to it is to stand in an Atomic.
    package var isWrittenInAtomic: Bool
    /// Why this phone does not have it; nil where it does.
    package var obstacle: String?
    package var isPresent: Bool
    /// nil for an interior node, for one that is not there and for one that cannot be read.
    package var value: String?
    package var notes: [String]
    package var children: [NodeChild]

    /// One value of a list.
    package struct AllowedValue: Encodable, Equatable, Sendable {
        package var value: String
        package var meaning: String?
    }

    /// - Parameter way: the descriptions from the root down, the node's own last.
    init(
        _ uri: NodeURI, _ way: [NodeDescription], on phone: Phone, _ environment: PhoneEnvironment, depth: Int
    ) {
        let schema = phone.blueprint.schema
        let node = way.last ?? schema.root(of: uri.scope)
        self.uri = uri.description
        csp = CSPAdvice(of: way)
        description = phone.blueprint.ingestedFiles(at: uri) ?? NodeWords.description(of: node, way, csp)
        format = node.format.rawValue
        type = node.isInterior || node.type == "text/plain" ? nil : node.type
        access = AccessTypes.names.filter { node.access.contains($0.access) }.map(\.name)
        scopes = NodeScope.allCases.filter { schema.way(of: uri.names, in: $0) != nil }
            .map { $0 == .device ? "./Device" : "./User" }
        occurrence = NodeWords.text(node.occurrence)
        isPermanent = node.isPermanent
        allowed =
            node.allowedValues.map { $0.rule == .admx ? "<enabled/> with its data, or <disabled/> (ADMX)" : $0.summary }
            ?? (node.format == .bool ? "true, false" : nil)
        values = node.allowedValues.map(Self.values) ?? []
        defaultValue =
            node.isInterior ? nil : node.defaultValue ?? PolicyTable.outcome(of: uri, in: schema)?.defaultValue
        conflictResolution = node.conflictResolution.flatMap { $0 == .noMerge ? nil : NodeWords.text($0) }
        since = way.lazy.compactMap(\.applicability.since).last ?? PolicyTable.origin(of: uri)
        let excluded = way.flatMap(\.applicability.excludedPlatforms)
        platforms = csp.platforms.filter { !excluded.contains($0) }
        editions =
            way.last { !$0.applicability.editions.isEmpty }?.applicability.editions
            .map { Edition($0).name ?? "\(Edition($0))" } ?? []
        requiresAzureAD = way.contains(where: \.applicability.requiresAzureAD)
        let deprecation = way.last { $0.deprecation != nil }?.deprecation
        isDeprecated = deprecation != nil
        deprecatedSince = deprecation?.since?.named
        isWrittenInAtomic = way.contains(where: \.isWrittenInAtomic) && !node.access.isDisjoint(with: [.add, .replace])
        obstacle = way.lazy.compactMap { $0.applicability.obstacle(on: phone.traits) }.first
        let standing = NodeStanding(uri, node, on: phone, environment)
        (isPresent, value, notes) = (standing.isPresent, standing.value, standing.notes)
        children = depth > 0 ? NodeChild.list(below: node, uri, on: phone, depth: depth) : []
    }

    private static func values(_ allowed: AllowedValues) -> [AllowedValue] {
        let values: [String] =
            switch allowed.rule {
            case .enumeration(let values): values
            case .flags(let bits): bits.map(String.init)
            case .ranges, .unchecked: []
            }
        return values.map { AllowedValue(value: $0, meaning: allowed.meanings[$0]) }
    }
}

/// How a node stands on a phone now.
struct NodeStanding {
    var isPresent = false
    var value: String?
    var notes: [String] = []

    init(_ uri: NodeURI, _ node: NodeDescription, on phone: Phone, _ environment: PhoneEnvironment) {
        guard let location = try? phone.locate(uri) else { return }
        isPresent = location.isPresent
        guard isPresent else { return }
        notes = phone.notes(on: location.address).map(\.text)
        guard !node.isInterior, node.access.contains(.get) else { return }
        // A read may use something up, so a copy is asked.
        var copy = phone
        value = (try? copy.value(of: location, environment).text).map { SecretNode.told($0, of: uri) }
    }
}
