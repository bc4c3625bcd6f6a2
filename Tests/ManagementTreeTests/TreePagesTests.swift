import ManagementTree
import Testing

@Suite("A tree on disk: pages, those of each CSP apart")
struct TreePagesTests {
    /// What stands on disk, changed as the trees say.
    private struct Disk {
        var pages: [NodePage.Key: NodePage] = [:]
        /// The pages that the last change wrote or took away.
        var touched = 0

        mutating func save(_ tree: Tree, since kept: Tree?) {
            let changes = tree.changes(since: kept)
            for key in changes.removed { pages[key] = nil }
            for page in changes.written { pages[page.key] = page }
            touched = changes.removed.count + changes.written.count
        }

        /// The tree as a process finds it that starts now: from octets alone.
        func load() throws -> Tree {
            try Tree(pages.values.map { page throws(DamagedPage) in try NodePage(page.key, octets: page.octets) })
        }
    }

    private static let policies: [NodeName] = ["Vendor", "MSFT", "Policy", "Config"]
    private static let version: [NodeName] = ["DevDetail", "Ext", "Version"]

    /// A tree with so many policies, and two small CSPs.
    private static func tree(_ count: Int) -> Tree {
        var tree = Tree()
        tree.set(.chr("10.0"), at: version, in: .device)
        for index in 0..<count { tree.set(.int(index), at: policies + [NodeName("p\(index)")], in: .device) }
        tree.set(.chr("x"), at: ["Vendor", "MSFT", "DMClient", "Provider", "Lab"], in: .device)
        return tree
    }

    private static func path(_ random: inout Generator) -> [NodeName] {
        let tops: [[NodeName]] = [["Vendor", "MSFT"], ["vendor", "Contoso"], ["SyncML"], ["DevInfo"], [], ["Vendor"]]
        let names: [NodeName] = ["a", "B", "b/c", "ü", "Vendor", ""]
        let top = tops.randomElement(using: &random) ?? []
        return top + (0..<Int.random(in: 1...4, using: &random)).map { _ in names.randomElement(using: &random) ?? "a" }
    }

    private static func value(_ random: inout Generator) -> NodeValue? {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: nil
        case 1:
            NodeValue(format: .bin, type: "x/y", content: .bytes([0, 255, UInt8.random(in: 0...9, using: &random)]))
        case 2: NodeValue(format: .xml, type: "", content: .text(String(repeating: "long", count: 400)))
        default: .chr(random.name())
        }
    }

    @Test(
        "After every change and every start the pages give the same tree, whatever was touched before",
        arguments: [1, 2, 3, 4, 1703] as [UInt64])
    func sameAfterEveryStart(_ seed: UInt64) throws {
        var random = Generator(seed: seed)
        var (tree, plain, disk) = (Tree(), Tree(), Disk())
        for step in 0..<80 {
            let kept = tree
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let scope = NodeScope.allCases.randomElement(using: &random) ?? .device
                let (names, value) = (Self.path(&random), Self.value(&random))
                let uri = NodeURI(prefix: scope == .user ? .user : .device, names: names)
                let newName = NodeName("r\(step)")
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<5:
                    tree.set(value, at: uri)
                    plain.set(value, at: uri)
                case 5..<7:
                    tree.remove(uri)
                    plain.remove(uri)
                default:
                    tree.rename(uri, to: newName)
                    plain.rename(uri, to: newName)
                }
            }
            disk.save(tree, since: kept)
            let loaded = try disk.load()
            guard loaded == tree, loaded.size == plain.size, Self.lines(loaded) == Self.lines(plain) else {
                Issue.record("seed \(seed), step \(step): \(Self.lines(loaded)) is not \(Self.lines(plain))")
                return
            }
            // Often the process starts anew, and goes on with what is on disk; a start may leave places out.
            if Bool.random(using: &random) { tree = try disk.load() }
        }
        #expect(disk.pages.count > 5)
    }

    private static func lines(_ tree: Tree) -> [String] {
        tree.storedNodes.map { "\($0.scope) \($0.names.map(\.text)) \($0.value.map { "\($0)" } ?? "-")" }
    }

    @Test("A start reads no CSP; touching a node reads its own, and looking changes nothing on disk")
    func untouched() throws {
        var disk = Disk()
        disk.save(Self.tree(1_000), since: nil)
        var tree = try disk.load()
        let kept = tree
        #expect(tree.untouchedParts == 3)
        #expect(tree.node(at: ["DevInfo", "DevId"], in: .device) == nil)
        #expect(tree.node(at: ["Vendor", "MSFT"], in: .device)?.children.map(\.name) == ["Policy", "DMClient"])
        #expect(tree.size == Self.tree(1_000).size && tree.untouchedParts == 3)
        #expect(tree.node(at: Self.version, in: .device)?.value == .chr("10.0"))
        #expect(tree.untouchedParts == 2)
        tree.set(.chr("10.0"), at: Self.version, in: .device)
        disk.save(tree, since: kept)
        #expect(disk.touched == 0 && tree.untouchedParts == 2)
        tree.set(.int(7), at: ["Vendor", "MSFT", "RemoteLock", "New"], in: .device)
        #expect(tree.untouchedParts == 2)
        disk.save(tree, since: kept)
        // The new CSP's page, and that of the trunk where its top node stands.
        #expect(disk.touched == 2 && tree.untouchedParts == 2)
        #expect(try disk.load() == tree)
    }

    @Test("A change of one node writes one page of many, and what is large stands alone")
    func onePage() throws {
        var disk = Disk()
        var tree = Self.tree(1_000)
        disk.save(tree, since: nil)
        #expect(disk.pages.count > 1_000 / 16)
        func touched(_ change: (inout Tree) -> Void) -> Int {
            let kept = tree
            change(&tree)
            disk.save(tree, since: kept)
            return disk.touched
        }
        let node = Self.policies + ["p500"]
        #expect(touched { $0.set(.int(-1), at: node, in: .device) } == 1)
        let long = NodeValue.chr(String(repeating: "x", count: 10_000))
        #expect(touched { $0.set(long, at: node, in: .device) } == 2)
        #expect(touched { $0.set(.int(9), at: Self.policies + ["p501"], in: .device) } == 1)
        #expect(disk.pages.values.count { $0.octets.count > 10_000 } == 1)
        #expect(disk.pages.values.allSatisfy { $0.octets.count < 2_000 || $0.octets.count > 10_000 })
        #expect(touched { $0.set(.int(1), at: node, in: .device) } == 2)
        #expect(touched { $0.set(.int(1), at: node, in: .device) } == 0)
        #expect(try disk.load() == tree)
    }

    @Test("What no version has written so is refused, and never ends the program", arguments: [1, 2, 3] as [UInt64])
    func damage(_ seed: UInt64) throws {
        var random = Generator(seed: seed)
        var disk = Disk()
        disk.save(Self.tree(20), since: nil)
        var refused = 0
        for _ in 0..<500 {
            var pages = disk.pages.values.map { ($0.key, $0.octets) }
            let index = Int.random(in: pages.indices, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: pages[index].1.removeLast(Int.random(in: 1...pages[index].1.count, using: &random))
            case 1: pages[index].1.append(UInt8.random(in: 0...255, using: &random))
            case 2: pages[index].0.part += UInt64.random(in: 1...40, using: &random)
            default:
                let place = Int.random(in: pages[index].1.indices, using: &random)
                pages[index].1[place] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(DamagedPage) {
                let tree = try Tree(pages.map { page throws(DamagedPage) in try NodePage(page.0, octets: page.1) })
                // A letter of a name or a value may have become another.
                #expect(tree.storedNodes.count <= 30)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 300)
        let trunk = disk.pages.values.filter { $0.key.part != 0 }
        #expect(throws: DamagedPage.self, "a CSP without its top node") { try Tree(trunk) }
        let first = try #require(disk.pages.values.first { $0.key.part != 0 })
        #expect(throws: DamagedPage.self, "a page twice") { try Tree(Array(disk.pages.values) + [first]) }
    }
}
