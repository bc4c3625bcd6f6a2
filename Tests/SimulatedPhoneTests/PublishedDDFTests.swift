import Foundation
import ManagementTree
import SimulatedPhone
import Testing

/// Description files that are not built in: our own, and Microsoft's where they lie beside the project.
@Suite("Description files of others")
struct PublishedDDFTests {
    /// A file, how many nodes it describes, and which oddities are told of it.
    struct Row: CustomTestStringConvertible, Sendable {
        var path: String
        var nodes: Int?
        var oddities: Set<String>

        var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }
    }

    private static let fixtures = "\(SharedFolder.package.path())/Tests/Fixtures/descriptions"
    private static let published = "\(SharedFolder.path)/ddf"

    /// What csp.md 17 lists, file by file.
    private static let knownOddities: [String: Set<String>] = [
        "CertificateStore.xml": ["access"], "Policy.xml": ["blankName"], "1709/Policy.xml": ["blankName"],
        "RemoteRing.xml": ["emptyTop"], "extra/HealthAttestation.xml": ["occurrence", "type"],
        "extra/SUPL.xml": ["blankName", "path"], "1709/VPNv2.xml.asis": ["openTag"],
    ]

    private static func table(_ file: String) -> [[String]] {
        guard let data = FileManager.default.contents(atPath: file) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static let rows: [Row] =
        table("\(fixtures)/INDEX.tsv").map { columns in
            Row(
                path: "\(fixtures)/\(columns[0])", nodes: Int(columns[1]),
                oddities: Set(columns[2].split(separator: ",").map(String.init)))
        }
        + table("\(published)/INDEX.tsv").filter { !$0[0].hasSuffix(".xsd") }.map { columns in
            // The file as it was published has no count; the mended one beside it has.
            Row(
                path: "\(published)/\(columns[0])", nodes: columns[0].hasSuffix(".asis") ? 171 : Int(columns[2]),
                oddities: knownOddities[columns[0]] ?? [])
        }

    @Test("The table has rows, and every file of a folder is in it")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures).filter { $0.hasSuffix(".xml") }
        #expect(Set(files.map { "\(Self.fixtures)/\($0)" }).isSubset(of: Self.rows.map(\.path)))
        #expect(Self.rows.count > 5 && (!SharedFolder.isThere || Self.rows.count > 55))
    }

    @Test("Every file is read, with all its nodes, and what is odd in it is told", arguments: rows)
    func read(_ row: Row) throws {
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: row.path)))
        let read = try ConfigurationServiceProvider.examine(bytes, file: row.path)
        #expect(read.mounts.compactMap(\.description).map(Self.count).reduce(0, +) == row.nodes)
        #expect(Set(read.oddities.map(\.kind.rawValue)) == row.oddities, "\(read.oddities.map(\.description))")
        for oddity in read.oddities { #expect(!oddity.description.contains(":1:1: ")) }
    }

    @Test(
        "All of a folder together give a phone that has them",
        arguments: [fixtures] + (SharedFolder.isThere ? [published] : []))
    func together(_ folder: String) throws {
        let rows = Self.rows.filter { $0.path.hasPrefix(folder) }
        var mounts: [Mount] = []
        for row in rows {
            let bytes = [UInt8](try #require(FileManager.default.contents(atPath: row.path)))
            mounts += try ConfigurationServiceProvider.examine(bytes, file: row.path).mounts
        }
        let schema = try Blueprint(profile: .lumia950, files: mounts).schema
        for mount in mounts {
            var description: NodeDescription? = schema.root(of: mount.scope)
            for name in mount.parent + [mount.name] { description = description?.child(named: name) }
            #expect(description != nil, "\(mount.parent) \(mount.name)")
        }
    }

    private static func count(_ node: NodeDescription) -> Int { node.children.map(count).reduce(1, +) }
}
