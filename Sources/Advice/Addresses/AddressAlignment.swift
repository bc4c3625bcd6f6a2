import ManagementTree
import SimulatedPhone
import XML

/// Lays what was typed beside what is described and finds the addresses that can be had of it with the fewest changes:
/// names written otherwise, left out, or too much.
struct AddressAlignment {
    /// An address that is described, and what it took to come to it.
    struct Found {
        var scope: NodeScope
        /// The descriptions from the root down.
        var way: [NodeDescription] = []
        /// What was typed for each; nil for one that was left out.
        var typed: [String?] = []
        var excess: [String] = []
        var cost = 0.0
    }

    private let names: [String]
    /// Beside each of the names those of the descriptions.
    private let rows: [NameComparison.Row]
    private let scope: NodeScope
    private let isStandIn: (String, NodeDescription) -> Bool
    private var found: [Found] = []
    private var bound: Double
    /// What was the least cost of coming to a node with so many names used up.
    private var least: [Place: Double] = [:]

    private struct Place: Hashable {
        var node: ObjectIdentifier
        var index: Int
    }

    /// - Parameter isStandIn: whether a name that was typed cannot be one that a server gives to a node.
    static func find(
        _ typed: TypedAddress, in scope: NodeScope, _ schema: Schema, _ comparison: NameComparison, most: Double = 3,
        isStandIn: @escaping (String, NodeDescription) -> Bool
    ) -> [Found] {
        var alignment = AddressAlignment(
            names: typed.names, rows: typed.names.map { comparison.row(of: $0) }, scope: scope, isStandIn: isStandIn,
            bound: min(most, 0.9 * Double(typed.names.count)))
        alignment.explore(schema.root(of: scope), 0, Found(scope: scope))
        let best = alignment.found.map(\.cost).min() ?? 0
        return alignment.found.filter { $0.cost <= best + 0.5 }.sorted { $0.cost < $1.cost }
    }

    private init(
        names: [String], rows: [NameComparison.Row], scope: NodeScope,
        isStandIn: @escaping (String, NodeDescription) -> Bool, bound: Double
    ) {
        self.names = names
        self.rows = rows
        self.scope = scope
        self.isStandIn = isStandIn
        self.bound = bound
    }

    private mutating func explore(_ node: NodeDescription, _ index: Int, _ soFar: Found) {
        guard soFar.cost <= bound else { return }
        let place = Place(node: ObjectIdentifier(node), index: index)
        if let before = least[place], before <= soFar.cost { return }
        least[place] = soFar.cost
        guard index < names.count else {
            // What ends at the root was not meant by anybody.
            if !soFar.way.isEmpty, soFar.excess.count < names.count {
                found.append(soFar)
                bound = min(bound, soFar.cost + 0.5)
            }
            return
        }
        exploreNamed(node, index, soFar)
        exploreOpen(node, index, soFar)
        exploreOmitted(node, index, soFar)
        var excess = soFar
        excess.excess.append(names[index])
        // The last name is what somebody was after; without it hardly anything is left of what was meant.
        excess.cost += index == names.count - 1 ? 2 : 1
        explore(node, index + 1, excess)
    }

    /// The name is one of the children's, the nearest first.
    private mutating func exploreNamed(_ node: NodeDescription, _ index: Int, _ soFar: Found) {
        let (typed, row) = (names[index], rows[index])
        let near = node.childNames.compactMap { name -> (NodeName, Double)? in
            row.likeness(to: name.text).map { (name, $0.cost) }
        }
        // An open name takes anything: no other is looked for where one fits without a slip.
        for (name, cost) in near.sorted(by: { $0.1 < $1.1 }).prefix(4) where soFar.cost + cost <= bound {
            guard let child = node.child(named: name), child.name != nil else { continue }
            explore(child, index + 1, soFar.adding(child, typed, cost))
        }
    }

    private mutating func exploreOpen(_ node: NodeDescription, _ index: Int, _ soFar: Found) {
        guard let child = node.unnamedChild else { return }
        // A name that stands further down was hardly meant for this place.
        let isBelow = child.hasBelow(NodeName(names[index]), depth: 3)
        // And where levels had to be changed to get to the place, anything at all would fit it.
        let isAnything = index == names.count - 1 && !(soFar.excess.isEmpty && soFar.typed.allSatisfy { $0 != nil })
        let cost = isBelow || isAnything ? 1.5 : isStandIn(names[index], child) ? 0.3 : 0.1
        explore(child, index + 1, soFar.adding(child, names[index], cost))
    }

    /// A level was left out: one that only leads on, one with an open name, or another.
    private mutating func exploreOmitted(_ node: NodeDescription, _ index: Int, _ soFar: Found) {
        guard soFar.cost + 0.4 <= bound else { return }
        for child in node.children where child.isInterior {
            let cost = child.isWay ? 0.4 : child.name == nil ? 0.6 : 0.8
            explore(child, index, soFar.adding(child, nil, cost))
        }
    }
}

extension AddressAlignment.Found {
    fileprivate func adding(_ node: NodeDescription, _ name: String?, _ more: Double) -> Self {
        var found = self
        found.way.append(node)
        found.typed.append(name)
        found.cost += more
        return found
    }
}

extension NodeDescription {
    /// Whether a node of a name is described below, so many levels down.
    func hasBelow(_ name: NodeName, depth: Int) -> Bool {
        children.contains { $0.name == name || (depth > 1 && $0.hasBelow(name, depth: depth - 1)) }
    }
}
