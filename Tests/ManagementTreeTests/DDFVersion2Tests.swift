import Foundation
import ManagementTree
import Testing

/// The fixture Kiosk.xml, which is written as the later schema wants it.
@Suite("DDF files, version 2")
struct DDFVersion2Tests {
    static func kiosk() throws -> NodeDescription {
        var package = URL(filePath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        let file = package.appending(path: "Tests/Fixtures/descriptions/Kiosk.xml")
        let contents = try DDFReader.examine([UInt8](Data(contentsOf: file)), file: "Kiosk.xml")
        return try #require(contents.tops.first).description
    }

    struct Row: CustomTestStringConvertible, Sendable {
        var build: String
        var edition: Int
        var joined = true
        /// The nodes below the top node that the device has; nil where it has not even that.
        var nodes: Set<String>?

        var testDescription: String { "\(build) 0x\(String(edition, radix: 16))\(joined ? "" : " not joined")" }
    }

    static let always: Set = ["Enabled", "Doors", "Choice", "Apps", "Layout", "Advanced"]
    static let rows: [Row] = [
        Row(build: "10.0.16299.15", edition: 0x4, nodes: nil),
        Row(build: "10.0.17134.1", edition: 0x4, nodes: always),
        Row(build: "10.0.17134.1", edition: 0x88, nodes: always),
        Row(build: "10.0.17134.1", edition: 0x65, nodes: nil),
        Row(build: "10.0.17134.1", edition: 0x68, nodes: nil),
        Row(build: "10.0.18362.1", edition: 0x30, nodes: always.union(["*"])),
        Row(build: "10.0.18362.1", edition: 0x30, joined: false, nodes: always),
        Row(build: "10.0.19041.1202", edition: 0x4, nodes: always.union(["*", "Level"])),
        Row(build: "10.0.19041.1202", edition: 0x30, nodes: always.union(["*"])),
        Row(build: "10.0.19041.1201", edition: 0x4, nodes: always.union(["*"])),
        Row(build: "10.0.22000.1", edition: 0x1B, nodes: always.union(["*", "Level"])),
        Row(build: "10.0.22631.2050", edition: 0x4, nodes: always.union(["*", "Level", "Shared"])),
        Row(build: "10.0.26100.1", edition: 0x4, nodes: always.union(["*", "Level", "Shared"])),
    ]

    @Test("Build, edition and directory decide what is there", arguments: rows)
    func applicability(_ row: Row) throws {
        let traits = DeviceTraits(
            platform: .desktop, edition: row.edition, build: try #require(BuildVersion(row.build)),
            isJoinedToAzureAD: row.joined)
        let top = try Self.kiosk()
        guard let nodes = row.nodes else {
            #expect(top.applicability.obstacle(on: traits) != nil)
            return
        }
        #expect(top.applicability.obstacle(on: traits) == nil)
        let there = top.children.filter { $0.applicability.obstacle(on: traits) == nil }
        #expect(Set(there.map { $0.name?.text ?? "*" }) == nodes)
    }

    /// A node, values that it takes, and values that it does not.
    static let values: [(node: NodeName, taken: [String], refused: [String])] = [
        ("Enabled", ["true", "false", "True", "FALSE", "1", "0"], ["yes", "2", ""]),
        ("Doors", ["0", "1", "2", "3", "16", "19"], ["4", "32", "-1", "Front"]),
        ("Level", ["0", "100"], ["101", "-1"]), ("Choice", ["6", "17"], ["7", "0"]),
        ("Apps", ["A", "B", "A\u{F000}B"], ["C", "A;B"]), ("Layout", ["<Layout/>", "anything"], []),
        ("Advanced", ["<enabled/>"], []),
    ]

    @Test("Allowed values are those of the schema's forms", arguments: values)
    func allowed(_ row: (node: NodeName, taken: [String], refused: [String])) throws {
        let allowed = try #require(try Self.kiosk().child(named: row.node)?.allowedValues)
        for text in row.taken { #expect(allowed.objection(to: text) == nil, "\(text)") }
        for text in row.refused { #expect(allowed.objection(to: text) != nil, "\(text)") }
    }

    private static let since22000 = Deprecation(since: BuildVersion("10.0.22000"))
    /// What stands in a node of the file, and what is known of it.
    static let marks: [(element: String, deprecation: Deprecation?, isInAtomic: Bool, oddities: Int)] = [
        ("", nil, false, 0), ("<MSFT:Deprecated/>", Deprecation(), false, 0),
        (#"<MSFT:Deprecated OsBuildDeprecated="10.0.22000"/>"#, since22000, false, 0),
        (#"<MSFT:Deprecated OsBuildDeprecated="11"/>"#, Deprecation(), false, 1),
        ("<MSFT:AtomicRequired/>", nil, true, 0),
    ]

    @Test("A node is deprecated, since a build or without one, or is to be written in an Atomic", arguments: marks)
    func mark(_ row: (element: String, deprecation: Deprecation?, isInAtomic: Bool, oddities: Int)) throws {
        let leaf = "<AccessType><Get/></AccessType><DFFormat><chr/></DFFormat><Occurrence><One/></Occurrence>"
        let text = DDFText.file(DDFText.top(DDFText.leaf(leaf + "<DFType><MIME/></DFType>" + row.element)))
        let contents = try DDFReader.examine(Array(text.utf8), file: "Contoso.xml")
        let node = try #require(contents.tops.first?.description.children.first)
        #expect(node.deprecation == row.deprecation && node.isWrittenInAtomic == row.isInAtomic)
        #expect(contents.oddities.count == row.oddities, "\(contents.oddities)")
        // Another file of the same node that says nothing of it takes nothing away.
        let silent = NodeDescription(name: node.name)
        let over = silent.overridden(by: node).overridden(by: silent)
        #expect(over.deprecation == row.deprecation && over.isWrittenInAtomic == row.isInAtomic)
    }

    @Test("What a node does not say of itself it has from the one above")
    func inherited() throws {
        let top = try Self.kiosk()
        let enabled = try #require(top.child(named: "Enabled"))
        #expect(enabled.applicability == top.applicability)
        let account = try #require(top.unnamedChild)
        #expect(account.displayName == "{AccountName}" && account.applicability.editions == top.applicability.editions)
        #expect(account.applicability.builds.map(\.description) == ["10.0.18362"])
        #expect(account.child(named: "App")?.applicability == account.applicability)
    }

    @Test("The later word on builds and editions counts whole; of version 1 that on platforms is added")
    func overriding() throws {
        let build = try #require(BuildVersion("10.0.15063"))
        func node(_ applicability: Applicability) -> NodeDescription {
            NodeDescription(name: "A", applicability: applicability)
        }
        let phones = node(Applicability(builds: [build], editions: [0x68], excludedPlatforms: [.desktop]))
        let second = Applicability(editions: [0x4])
        #expect(phones.overridden(by: node(second)).applicability == second)
        #expect(
            phones.overridden(by: node(Applicability(excludedPlatforms: [.phone]))).applicability
                == Applicability(builds: [build], editions: [0x68], excludedPlatforms: [.phone]))
        #expect(phones.overridden(by: node(.everywhere)).applicability == phones.applicability)
        // A file that tells platforms and excludes none says that the node is on all.
        #expect(
            phones.overridden(by: node(Applicability(tellsPlatforms: true))).applicability
                == Applicability(builds: [build], editions: [0x68]))
    }
}
