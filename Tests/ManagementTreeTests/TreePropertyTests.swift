import ManagementTree
import Testing

/// The plainest thing that a tree could be: every node's path with its value, and the order in which they came.
private struct Model {
    struct Node {
        var path: [String]
        var value: NodeValue?
    }

    var nodes: [Node] = []

    func index(_ path: [String]) -> Int? {
        nodes.firstIndex { $0.path.count == path.count && Self.below($0.path, path) }
    }

    mutating func set(_ value: NodeValue?, at path: [String]) {
        for end in 1...path.count where index(Array(path[..<end])) == nil {
            let parent = end == 1 ? [] : nodes[index(Array(path[..<(end - 1)])) ?? 0].path
            nodes.append(Node(path: parent + [path[end - 1]], value: nil))
        }
        if let index = index(path) { nodes[index].value = value }
    }

    mutating func remove(_ path: [String]) {
        nodes = nodes.filter { !Self.below($0.path, path) }
    }

    /// The node and those below become the youngest.
    mutating func rename(_ path: [String], to name: String) {
        var moved = nodes.filter { Self.below($0.path, path) }
        remove(path)
        for index in moved.indices { moved[index].path[path.count - 1] = name }
        nodes += moved
    }

    private static func below(_ path: [String], _ top: [String]) -> Bool {
        path.count >= top.count && zip(path, top).allSatisfy { fold($0) == fold($1) }
    }

    /// Only ASCII letters have no case.
    private static func fold(_ name: String) -> [UInt8] {
        name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    /// The children of each node in order, as lines that can be compared.
    var lines: [String] { lines(below: []) }

    private func lines(below top: [String]) -> [String] {
        nodes.filter { $0.path.count == top.count + 1 && Self.below($0.path, top) }.flatMap { node in
            ["\(node.path) = \(node.value?.text ?? "-")"] + lines(below: node.path)
        }
    }
}

@Suite("The tree against a plain list of paths")
struct TreePropertyTests {
    private static let names = ["a", "B", "b/c", "ü", "%", "d"]

    private static func lines(_ tree: Tree) -> [String] {
        tree.storedNodes.filter { $0.scope == .device }.map { "\($0.names.map(\.text)) = \($0.value?.text ?? "-")" }
    }

    private static func path(_ random: inout Generator) -> [String] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let name = names.randomElement(using: &random) ?? "a"
            return Bool.random(using: &random) ? name : name.uppercased()
        }
    }

    @Test(
        "Random changes leave both with the same nodes in the same order", arguments: [1, 2, 3, 42, 1703] as [UInt64])
    func sameAsModel(_ seed: UInt64) {
        var random = Generator(seed: seed)
        var tree = Tree()
        var model = Model()
        for step in 0..<400 {
            let path = Self.path(&random)
            let names = path.map { NodeName($0) }
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let value: NodeValue? = Bool.random(using: &random) ? .int(step) : nil
                tree.set(value, at: names, in: .device)
                model.set(value, at: path)
            case 6..<8:
                tree.remove(at: names, in: .device)
                model.remove(path)
            default:
                let name = "r\(step)"
                guard model.index(path) != nil else { continue }
                tree.rename(NodeURI(names: names), to: NodeName(name))
                model.rename(path, to: name)
            }
            guard Self.lines(tree) == model.lines else {
                Issue.record("seed \(seed), step \(step): \(Self.lines(tree)) is not \(model.lines)")
                return
            }
        }
        #expect(Tree(restoring: tree.storedNodes) == tree, "seed \(seed)")
        #expect(tree.storedNodes.count > 5)
    }

    @Test("Every copy on the way stays as it was", arguments: [7, 8] as [UInt64])
    func copiesStay(_ seed: UInt64) {
        var random = Generator(seed: seed)
        var tree = Tree()
        var copies: [(tree: Tree, lines: [String])] = []
        for step in 0..<100 {
            let names = Self.path(&random).map { NodeName($0) }
            if Int.random(in: 0..<4, using: &random) == 0 {
                tree.remove(at: names, in: .device)
            } else {
                tree.set(.int(step), at: names, in: .device)
            }
            copies.append((tree, Self.lines(tree)))
        }
        for (step, copy) in copies.enumerated() {
            #expect(Self.lines(copy.tree) == copy.lines, "seed \(seed), step \(step)")
        }
    }
}
