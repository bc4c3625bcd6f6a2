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

    @Test("Of two files at one place the later one counts")
    func later() {
        let schema = Schema([
            Self.mount("A", below: ["Vendor"], children: [Self.leaf("Old")]),
            Self.mount("a", below: ["Vendor"], children: [Self.leaf("New")]),
        ])
        #expect(Self.find(["Vendor", "A", "New"], in: schema) != nil)
        #expect(Self.find(["Vendor", "A", "Old"], in: schema) == nil)
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
        #expect(Self.find(policy + ["Config", "Camera", "AllowCamera"], in: schema) == nil)
        #expect(Self.find(policy + ["Extra", "Way", "Deep"], in: schema) != nil)
        #expect(Self.find(policy, in: schema)?.namedChildren.compactMap(\.name) == ["Config", "Result", "Extra"])
        #expect(
            Self.find(policy + ["Config"], in: schema)?.namedChildren.compactMap(\.name) == ["Contoso", "Camera"])
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
