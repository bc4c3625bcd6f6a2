import ManagementTree
import Testing

@Suite("The tree of values")
struct TreeTests {
    let server: [NodeName] = ["Vendor", "MSFT", "DMClient", "Provider", "Contoso"]

    @Test("A value is found where it was put, in any case of the names, and makes the way to it")
    func set() {
        var tree = Tree()
        tree.set(.int(3), at: server + ["Poll"], in: .device)
        #expect(tree.node(at: server + ["Poll"], in: .device)?.value == .int(3))
        #expect(
            tree.node(at: ["vendor", "msft", "DMCLIENT", "provider", "contoso", "POLL"], in: .device)?.value == .int(3))
        #expect(tree.node(at: server, in: .device)?.value == nil)
        #expect(tree.node(at: server, in: .device)?.childCount == 1)
        #expect(tree.node(at: server + ["Poll"], in: .user) == nil)
        #expect(tree.node(at: server + ["Other"], in: .device) == nil)
        #expect(tree.node(at: [], in: .device)?.childCount == 1)
    }

    @Test("A name keeps the case with which it was made")
    func nameCase() {
        var tree = Tree()
        tree.set(.chr("a"), at: ["Contoso"], in: .device)
        tree.set(.chr("b"), at: ["CONTOSO"], in: .device)
        #expect(tree.node(at: [], in: .device)?.children.map(\.name) == ["Contoso"])
        #expect(tree.node(at: ["contoso"], in: .device)?.value == .chr("b"))
    }

    @Test("What was removed is gone with all below it, and nothing else")
    func remove() {
        var tree = Tree()
        tree.set(.int(3), at: server + ["Poll", "Deep"], in: .device)
        tree.set(.int(4), at: server.dropLast() + ["Other"], in: .device)
        tree.set(.int(5), at: server, in: .user)
        tree.remove(at: server, in: .device)
        #expect(tree.node(at: server, in: .device) == nil)
        #expect(tree.node(at: server + ["Poll"], in: .device) == nil)
        #expect(tree.node(at: server + ["Poll", "Deep"], in: .device) == nil)
        #expect(tree.node(at: server.dropLast(), in: .device)?.children.map(\.name) == ["Other"])
        #expect(tree.node(at: server, in: .user)?.value == .int(5))
        let before = tree
        tree.remove(at: server, in: .device)
        tree.remove(at: server + ["Poll"], in: .device)
        tree.remove(at: [], in: .device)
        #expect(tree == before)
        tree.set(nil, at: server, in: .device)
        #expect(tree.node(at: server, in: .device)?.childCount == 0)
    }

    @Test("Of two nodes whose ways meet the first stays as it is; the second is not found, nor what would be below it")
    func meeting() throws {
        var tree = Tree()
        tree.set(.chr("a"), at: server + ["First"], in: .device)
        tree.set(.chr("b"), at: server + ["Third"], in: .device)
        let before = tree
        let way = (0...server.count).map { NodeID(Array(server.prefix($0)), in: .device) }
        let parent = try #require(way.last)
        let second = parent.child("Second", meeting: parent.child("First"))
        tree.insert(way + [second], .chr("c"))
        tree.insert(way + [second, second.child("Below")], .chr("d"))
        #expect(tree == before && tree.node(second) == nil && tree.node(second.child("Below")) == nil)
        #expect(tree.node(at: server, in: .device)?.children.map(\.value) == [.chr("a"), .chr("b")])
    }

    @Test("Nodes are listed in the order in which they were made, where a new name makes a node the youngest")
    func order() {
        var tree = Tree()
        for name: NodeName in ["Z", "m", "A", "q"] { tree.set(.chr(name.text), at: ["List", name], in: .user) }
        tree.set(.chr("changed"), at: ["List", "m"], in: .user)
        tree.rename(NodeURI(prefix: .user, names: ["List", "A"]), to: "Renamed")
        tree.remove(at: ["List", "Z"], in: .user)
        tree.set(.chr("again"), at: ["List", "Z"], in: .user)
        #expect(tree.node(at: ["List"], in: .user)?.children.map(\.name) == ["m", "q", "Renamed", "Z"])
    }

    @Test("A new name takes everything below along; a name in another case is a new one")
    func rename() {
        var tree = Tree()
        tree.set(.int(3), at: server + ["Poll"], in: .device)
        tree.rename(NodeURI(names: server), to: "fabrikam")
        #expect(tree.node(at: server, in: .device) == nil)
        #expect(tree.node(at: server.dropLast() + ["fabrikam", "Poll"], in: .device)?.value == .int(3))
        tree.rename(NodeURI(names: server.dropLast() + ["fabrikam"]), to: "Fabrikam")
        #expect(tree.node(at: server.dropLast(), in: .device)?.children.map(\.name) == ["Fabrikam"])
        let before = tree
        tree.rename(NodeURI(names: server), to: "nothing")
        tree.rename(NodeURI(names: []), to: "nothing")
        #expect(tree == before)
    }

    @Test("A copy does not follow the changes of the other")
    func copies() {
        var tree = Tree()
        tree.set(.int(1), at: server + ["Poll"], in: .device)
        let copy = tree
        tree.set(.int(2), at: server + ["Poll"], in: .device)
        tree.set(.int(9), at: ["New"], in: .user)
        #expect(copy.node(at: server + ["Poll"], in: .device)?.value == .int(1))
        #expect(copy.node(at: ["New"], in: .user) == nil)
        #expect(tree != copy)
        tree = copy
        #expect(tree == copy)
    }

    @Test("What was kept builds an equal tree, whatever the order of the nodes")
    func restore() {
        var tree = Tree()
        tree.set(nil, at: server, in: .device)
        tree.set(.chr(""), at: server + ["a/b"], in: .device)
        tree.set(NodeValue(format: .bin, type: "x/y", content: .bytes([0, 255])), at: ["Z", "A"], in: .user)
        tree.set(.bool(true), at: ["Z", "1"], in: .user)
        let nodes = tree.storedNodes
        #expect(Tree(restoring: nodes) == tree)
        #expect(Tree(restoring: nodes.reversed()) == tree)
        #expect(Tree(restoring: nodes.reversed()).storedNodes == nodes)
        #expect(Tree(restoring: []) == Tree())
    }

    @Test("What is made after restoring comes last")
    func afterRestoring() {
        var tree = Tree()
        for name: NodeName in ["c", "b", "a"] { tree.set(nil, at: [name], in: .device) }
        var restored = Tree(restoring: tree.storedNodes)
        restored.set(nil, at: ["0"], in: .device)
        #expect(restored.node(at: [], in: .device)?.children.map(\.name) == ["c", "b", "a", "0"])
    }

    @Test("A tree from which everything went is equal to one that never had anything")
    func emptied() {
        var tree = Tree()
        tree.set(.int(1), at: ["A", "B"], in: .device)
        tree.set(.int(2), at: ["C"], in: .user)
        tree.remove(at: ["A"], in: .device)
        tree.remove(at: ["C"], in: .user)
        #expect(tree == Tree())
        #expect(tree == Tree(restoring: tree.storedNodes))
        tree.set(.int(1), at: ["A"], in: .device)
        #expect(tree.node(at: [], in: .device)?.children.map(\.name) == ["A"])
    }

    @Test("A node that was taken from the middle leaves its neighbours in order")
    func middle() {
        var tree = Tree()
        for name: NodeName in ["a", "b", "c", "d"] { tree.set(nil, at: ["List", name], in: .device) }
        for (gone, left) in [("b", ["a", "c", "d"]), ("d", ["a", "c"]), ("a", ["c"]), ("c", [])] {
            tree.remove(at: ["List", NodeName(gone)], in: .device)
            #expect(tree.node(at: ["List"], in: .device)?.children.map(\.name) == left)
            #expect(tree.node(at: ["List"], in: .device)?.childCount == left.count)
        }
    }

    @Test("A node whose parent was not kept gets one")
    func missingParent() {
        let node = StoredNode(scope: .device, names: ["A", "B"], value: .int(1), ordinal: 5)
        let tree = Tree(restoring: [node])
        #expect(tree.node(at: ["A"], in: .device)?.value == nil)
        #expect(tree.node(at: ["A", "B"], in: .device)?.value == .int(1))
    }
}
