/// What a DDF says of one node: who may do what with it, what it holds, how often it may stand
/// (OMA-TS-DM_TND-V1_2_1 section 9, and the elements that Microsoft's DDF v2 adds).
///
/// Immutable and shared: every phone of a process reads the same descriptions.
package final class NodeDescription: Sendable {
    /// The node's name; nil where the server or the device chooses it.
    package let name: NodeName?
    /// Where the node stands in its CSP: the names below the CSP's top node, joined by `/`, with `*` for one that is left
    /// open, such as `Provider/*/Push/PFN`; empty for the top node. Providers tell nodes apart by it.
    package let place: String
    /// `DFTitle`, which names a node without a name of its own in explanations.
    package let title: String?
    /// `Description`: what the file says of the node, on one line.
    package let text: String?
    package let access: AccessTypes
    package let format: NodeFormat
    /// The MIME type of a leaf or the object id of an interior node; nil where the DDF gives none.
    package let type: String?
    package let occurrence: Occurrence
    /// Whether the node is there without being added, and cannot be deleted by a server (TND 6.2.3).
    package let isPermanent: Bool
    /// Whether the node is there as soon as its parent is: a permanent one, or one that must stand once and that no
    /// server can add, such as the leaves of each SIM in DeviceStatus, which the DDF calls dynamic with their parent.
    package let comesWithParent: Bool
    package let defaultValue: String?
    package let applicability: Applicability
    package let allowedValues: AllowedValues?
    /// nil where the file says nothing of it, which counts as `.noMerge`.
    package let conflictResolution: ConflictResolution?
    /// Whether a Replace fails where the node is missing, here and below, although an Add could make it: of few CSPs
    /// their pages say so.
    package let replaceNeedsNode: Bool
    /// Whether the node, and those below it, may be read in an Atomic, where a Get fails otherwise: its page wants them
    /// read together.
    package let isReadInAtomic: Bool
    /// Whether what is written to the node, and to those below it, is to stand in an Atomic (`MSFT:AtomicRequired`).
    package let isWrittenInAtomic: Bool
    /// nil for a node that is not deprecated itself.
    package let deprecation: Deprecation?
    /// Whether no file says anything of the node: it only leads to nodes that are described, as `Vendor` does.
    package let isWay: Bool
    /// The nodes below, described in the same file, in the file's order.
    package let children: [NodeDescription]
    /// The provider that owns the node: its place in the list of providers; nil where the tree alone serves it.
    package let owner: Int?
    /// Subtrees of other files that hang below this node and are read when first touched.
    let mounts: [Mount]
    /// The child that stands for names which the DDF does not fix.
    package let unnamedChild: NodeDescription?
    private let childrenByName: [NodeName: NodeDescription]
    private let mountsByName: [NodeName: Mount]

    package init(
        name: NodeName?, place: String = "", title: String? = nil, text: String? = nil,
        access: AccessTypes = .get, format: NodeFormat = .node,
        type: String? = nil, occurrence: Occurrence = .one, isPermanent: Bool = true, defaultValue: String? = nil,
        applicability: Applicability = .everywhere, allowedValues: AllowedValues? = nil,
        conflictResolution: ConflictResolution? = nil, replaceNeedsNode: Bool = false, isReadInAtomic: Bool = false,
        isWrittenInAtomic: Bool = false, deprecation: Deprecation? = nil, isWay: Bool = false,
        children: [NodeDescription] = [], owner: Int? = nil, mounts: [Mount] = []
    ) {
        self.name = name
        self.place = place
        self.title = title
        self.text = text
        self.access = access
        self.format = format
        self.type = type
        self.occurrence = occurrence
        self.isPermanent = isPermanent
        comesWithParent = isPermanent || (name != nil && occurrence == .one && !access.contains(.add))
        self.defaultValue = defaultValue
        self.applicability = applicability
        self.allowedValues = allowedValues
        self.conflictResolution = conflictResolution
        self.replaceNeedsNode = replaceNeedsNode
        self.isReadInAtomic = isReadInAtomic
        self.isWrittenInAtomic = isWrittenInAtomic
        self.deprecation = deprecation
        self.isWay = isWay
        self.children = children
        self.owner = owner
        self.mounts = mounts
        unnamedChild = children.first { $0.name == nil }
        childrenByName = Dictionary(
            children.compactMap { child in child.name.map { ($0, child) } }, uniquingKeysWith: { first, _ in first })
        mountsByName = Dictionary(mounts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var isInterior: Bool { format == .node }

    /// Whether two children of one file have the same name.
    var hasTwins: Bool { childrenByName.count < children.count { $0.name != nil } }

    /// The description of the child with a name: a fixed one, one of another file, or the one that fits any name.
    package func child(named name: NodeName) -> NodeDescription? {
        if let child = childrenByName[name] { return child }
        if let mount = mountsByName[name] { return mount.description }
        return unnamedChild
    }

    /// Every named child with those of other files, for lists; reads the files that were not read yet.
    package var namedChildren: [NodeDescription] {
        children.filter { $0.name != nil } + mounts.compactMap(\.description)
    }

    /// The names of the named children; reads no file for them.
    package var childNames: [NodeName] { children.compactMap(\.name) + mounts.map(\.name) }

    /// How the node is called in explanations: its name, or its title in braces.
    package var displayName: String {
        name?.text ?? "{\(title ?? "*")}"
    }
}

extension NodeDescription {
    /// The sign for a name that the description leaves open.
    private static let openName = "*"

    /// The place of a node.
    /// - Parameter names: those below the CSP's top node; nil for one that is left open.
    static func place(_ names: some Sequence<NodeName?>) -> String {
        names.map { $0?.text ?? openName }.joined(separator: "/")
    }

    /// The place of a node below another.
    static func place(of name: NodeName?, below parent: String) -> String {
        let own = name?.text ?? openName
        return parent.isEmpty ? own : "\(parent)/\(own)"
    }
}

/// The verbs that a node admits (`AccessType`, TND 9.3.1).
package struct AccessTypes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let add = AccessTypes(rawValue: 1)
    package static let copy = AccessTypes(rawValue: 2)
    package static let delete = AccessTypes(rawValue: 4)
    package static let exec = AccessTypes(rawValue: 8)
    package static let get = AccessTypes(rawValue: 16)
    package static let replace = AccessTypes(rawValue: 32)

    /// The names of the DDF elements, in the order in which they are shown.
    package static let names: [(name: String, access: AccessTypes)] = [
        ("Add", .add), ("Copy", .copy), ("Delete", .delete), ("Exec", .exec), ("Get", .get), ("Replace", .replace),
    ]
}

/// How often a node may stand below its parent (`Occurrence`, TND 9.3.3).
package enum Occurrence: Equatable, Sendable {
    case one
    case zeroOrOne
    case zeroOrMore
    case oneOrMore
    case zeroOrN(Int)
    case oneOrN(Int)

    /// The most nodes that may stand at the place; nil where there is no limit.
    package var maximum: Int? {
        switch self {
        case .one, .zeroOrOne: 1
        case .zeroOrMore, .oneOrMore: nil
        case .zeroOrN(let count), .oneOrN(let count): count
        }
    }
}

/// Which of several sources wins (`MSFT:ConflictResolution`).
package enum ConflictResolution: String, Sendable, CaseIterable {
    case noMerge = "NoMerge"
    case lowestValueMostSecure = "LowestValueMostSecure"
    case highestValueMostSecure = "HighestValueMostSecure"
    case lastWrite = "LastWrite"
    case lowestValueMostSecureZeroHasNoLimits = "LowestValueMostSecureZeroHasNoLimits"
    case highestValueMostSecureZeroHasNoLimits = "HighestValueMostSecureZeroHasNoLimits"

    /// The number in force among those that the sources wrote, oldest first; nil where there is none.
    package func resolve(_ numbers: [Int]) -> Int? {
        switch self {
        case .noMerge, .lastWrite: numbers.last
        case .lowestValueMostSecure: numbers.min()
        case .highestValueMostSecure: numbers.max()
        case .lowestValueMostSecureZeroHasNoLimits: numbers.filter { $0 != 0 }.min() ?? numbers.last
        case .highestValueMostSecureZeroHasNoLimits: numbers.filter { $0 != 0 }.max() ?? numbers.last
        }
    }
}
