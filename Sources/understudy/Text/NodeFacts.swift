import ManagementTree
import SimulatedPhone

/// What is known of one node, as `explain` tells it.
struct NodeFacts: Encodable {
    var uri: String
    var format: String
    /// The verbs that the description admits.
    var access: [String]
    /// Below which of `./Device` and `./User` it stands.
    var scopes: [String]
    var occurrence: String
    /// Which values it takes, and what they mean.
    var allowed: String?
    var defaultValue: String?
    /// The version of Windows that brought it.
    var since: String?
    var requiresAzureAD: Bool
    var isPresent: Bool
    /// nil for an interior node, for one that is not there and for one that cannot be read.
    var value: String?
    /// How the value in force comes from several sources.
    var conflictResolution: String?
    var notes: [String]

    /// - Throws: `Refusal` for an address that no description knows, or that is for other devices.
    init(_ address: String, in phone: inout Phone, _ environment: PhoneEnvironment) throws(Refusal) {
        let known = try phone.blueprint.address(address)
        let node = try phone.locate(known.uri)
        let description = known.description
        uri = known.uri.description
        format = description.format.rawValue
        access = AccessTypes.names.filter { description.access.contains($0.access) }.map(\.name)
        let root = phone.blueprint.schema
        scopes = NodeScope.allCases.filter { scope in
            known.uri.names.reduce(root.root(of: scope) as NodeDescription?) { $0?.child(named: $1) } != nil
        }.map { $0 == .device ? "./Device" : "./User" }
        occurrence = description.occurrence.words
        allowed = description.allowedValues?.summary ?? (description.format == .bool ? "true, false" : nil)
        defaultValue = description.isInterior ? nil : description.defaultValue
        since = known.ancestry.lazy.compactMap(\.applicability.since).last
        requiresAzureAD = known.ancestry.contains(where: \.applicability.requiresAzureAD)
        isPresent = node.isPresent
        let isReadable = node.isPresent && !description.isInterior && description.access.contains(.get)
        value = isReadable ? try phone.value(of: node, environment).text : nil
        conflictResolution = description.conflictResolution.flatMap { $0 == .noMerge ? nil : $0.words }
        notes = (phone.blueprint.notes(onAddress: address) + phone.notes(on: known)).map(\.text)
    }

    var lines: [String] {
        var facts: [(String, String?)] = [
            ("format", format), ("access", access.joined(separator: ", ")), ("scope", scopes.joined(separator: ", ")),
            ("occurrence", occurrence), ("allowed", allowed), ("default", defaultValue), ("since", since),
        ]
        if requiresAzureAD { facts.append(("needs", "a phone that is joined to Azure AD")) }
        facts.append(("in force", conflictResolution))
        facts.append(("here", value ?? (isPresent ? "there" : "not there")))
        return [Console.visible(uri)]
            + facts.compactMap { name, text in
                text.map { "  \(name):\(String(repeating: " ", count: 11 - name.count))\(Console.visible($0))" }
            }
            + notes.map { "  note: \(Console.visible($0))" }
    }
}

extension Occurrence {
    fileprivate var words: String {
        switch self {
        case .one: "once"
        case .zeroOrOne: "once or not at all"
        case .zeroOrMore: "any number of times"
        case .oneOrMore: "once or more often"
        case .zeroOrN(let count): "up to \(count) times"
        case .oneOrN(let count): "1 to \(count) times"
        }
    }
}

extension ConflictResolution {
    fileprivate var words: String {
        switch self {
        case .noMerge: "what was written"
        case .lastWrite: "of several sources the last that wrote"
        case .lowestValueMostSecure: "of several sources the lowest value"
        case .highestValueMostSecure: "of several sources the highest value"
        case .lowestValueMostSecureZeroHasNoLimits: "of several sources the lowest value that is not 0"
        case .highestValueMostSecureZeroHasNoLimits: "of several sources the highest value that is not 0"
        }
    }
}
