import ManagementTree
import Synchronization
import Testing

@Suite("The schema")
struct SchemaTests {
    static func leaf(_ name: NodeName) -> NodeDescription { NodeDescription(name: name, format: .chr) }

    static func mount(
        _ name: NodeName, below parent: [NodeName], _ scope: NodeScope = .device, children: [NodeDescription] = []
    ) -> Mount {
        Mount(scope: scope, parent: parent, name: name) { NodeDescription(name: name, children: children) }
    }

    static func find(_ path: [NodeName], in schema: Schema, _ scope: NodeScope = .device) -> NodeDescription? {
        var description: NodeDescription? = schema.root(of: scope)
        for name in path { description = description?.child(named: name) }
        return description
    }

    @Test("Files hang where their Path says, with interior nodes that lead to them")
    func places() {
        let schema = Schema([
            Self.mount("DevInfo", below: [], children: [Self.leaf("DevId")]),
            Self.mount("A", below: ["Vendor", "MSFT"]), Self.mount("B", below: ["Vendor", "MSFT"]),
            Self.mount("C", below: ["Vendor", "OEM"], .user),
        ])
        #expect(Self.find(["devinfo", "DEVID"], in: schema)?.format == .chr)
        #expect(Self.find(["Vendor", "MSFT", "A"], in: schema) != nil)
        #expect(Self.find(["Vendor", "MSFT", "B"], in: schema) != nil)
        #expect(Self.find(["Vendor", "MSFT", "C"], in: schema) == nil)
        #expect(Self.find(["Vendor", "OEM"], in: schema) == nil)
        #expect(Self.find(["Vendor", "OEM", "C"], in: schema, .user) != nil)
        #expect(Self.find(["Vendor", "MSFT"], in: schema)?.isPermanent == true)
        #expect(schema.root(of: .device).namedChildren.compactMap(\.name) == ["Vendor", "DevInfo"])
    }

    @Test("Of two files at one place the later one adds to the other and overrides it, node by node")
    func later() {
        let both = NodeDescription(
            name: "Both", access: [.get, .add], format: .int, applicability: Self.later, allowedValues: Self.oneToFour,
            conflictResolution: .lowestValueMostSecure, replaceNeedsNode: true, owner: 3)
        let schema = Schema([
            Self.mount("A", below: ["Vendor"], children: [Self.leaf("Old"), both]),
            Self.mount(
                "a", below: ["Vendor"],
                children: [
                    NodeDescription(name: "both", access: .replace, format: .chr, occurrence: .zeroOrMore),
                    Self.leaf("New"),
                ]),
        ])
        #expect(Self.find(["Vendor", "A"], in: schema)?.namedChildren.compactMap(\.name) == ["Old", "Both", "New"])
        let found = Self.find(["Vendor", "A", "Both"], in: schema)
        #expect(found?.access == .replace && found?.format == .chr && found?.occurrence == .zeroOrMore)
        // What a DDF v1 has no element for stays as it was.
        #expect(found?.applicability == Self.later && found?.allowedValues == Self.oneToFour && found?.owner == 3)
        #expect(found?.conflictResolution == .lowestValueMostSecure && found?.replaceNeedsNode == true)
    }

    private static let oneToFour = AllowedValues(.ranges([1...4]))
    private static let later: Applicability = {
        var applicability = Applicability.everywhere
        applicability.builds = [BuildVersion("10.0.15063")].compactMap(\.self)
        return applicability
    }()

    @Test("Nodes with an open name belong together, and those below them")
    func openNames() {
        func open(_ child: NodeName) -> NodeDescription { NodeDescription(name: nil, children: [Self.leaf(child)]) }
        let schema = Schema([
            Self.mount("A", below: [], children: [open("Old")]), Self.mount("A", below: [], children: [open("New")]),
        ])
        #expect(
            Self.find(["A", "any", "Old"], in: schema) != nil && Self.find(["A", "any", "New"], in: schema) != nil)
    }

    @Test("A file that hangs above others adds to them")
    func above() {
        let inside = NodeDescription(name: "A", children: [Self.leaf("New")])
        let schema = Schema([
            Self.mount("A", below: ["Vendor"], children: [Self.leaf("Old")]),
            Self.mount("Vendor", below: [], children: [inside, Self.leaf("Other")]),
        ])
        let names = Self.find(["Vendor"], in: schema)?.namedChildren.compactMap(\.name)
        #expect(names == ["Other", "A"])
        #expect(Self.find(["Vendor", "A"], in: schema)?.namedChildren.compactMap(\.name) == ["Old", "New"])
    }

    @Test("A file that hangs inside another one adds to it and takes nothing away")
    func inside() {
        let area = NodeDescription(name: "Camera", children: [Self.leaf("AllowCamera")])
        let config = NodeDescription(name: "Config", children: [area])
        let schema = Schema([
            Self.mount("Policy", below: ["Vendor", "MSFT"], children: [config, NodeDescription(name: "Result")]),
            Self.mount("Contoso", below: ["Vendor", "MSFT", "Policy", "Config"], children: [Self.leaf("Mode")]),
            Self.mount("Camera", below: ["Vendor", "MSFT", "Policy", "Config"], children: [Self.leaf("Flash")]),
            Self.mount("Deep", below: ["Vendor", "MSFT", "Policy", "Extra", "Way"]),
        ])
        let policy: [NodeName] = ["Vendor", "MSFT", "Policy"]
        #expect(Self.find(policy + ["Result"], in: schema) != nil)
        #expect(Self.find(policy + ["Config", "Contoso", "Mode"], in: schema) != nil)
        #expect(Self.find(policy + ["Config", "Camera", "Flash"], in: schema) != nil)
        #expect(Self.find(policy + ["Config", "Camera", "AllowCamera"], in: schema) != nil)
        #expect(Self.find(policy + ["Extra", "Way", "Deep"], in: schema) != nil)
        #expect(Self.find(policy, in: schema)?.namedChildren.compactMap(\.name) == ["Config", "Result", "Extra"])
        #expect(
            Self.find(policy + ["Config"], in: schema)?.namedChildren.compactMap(\.name) == ["Camera", "Contoso"])
    }

    @Test("A file is read when one of its nodes is first touched, and once")
    func lazy() {
        let reads = Mutex(0)
        let schema = Schema([
            Mount(scope: .device, parent: ["Vendor"], name: "A") {
                reads.withLock { $0 += 1 }
                return NodeDescription(name: "A")
            },
            Self.mount("B", below: ["Vendor"]),
        ])
        _ = Self.find(["Vendor", "B"], in: schema)
        #expect(reads.withLock { $0 } == 0)
        _ = Self.find(["Vendor", "A"], in: schema)
        _ = Self.find(["Vendor", "a"], in: schema)
        _ = Self.find(["Vendor"], in: schema)?.namedChildren
        #expect(reads.withLock { $0 } == 1)
    }
}
