@testable import ManagementTree

/// What tests look for in a tree that nobody else has to know.
extension Tree {
    /// Every node, parents before children, siblings in the order in which they were made.
    var storedNodes: [StoredNode] {
        NodeScope.allCases.flatMap { scope in
            whole.node(at: [], in: scope)?.children.flatMap { $0.stored(at: [NodeName($0.name)], in: scope) } ?? []
        }
    }

    /// How many CSPs are as they came from disk and had none of their nodes touched.
    var untouchedParts: Int { sealed.values.count { !$0.isOpened } }
}
