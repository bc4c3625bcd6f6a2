import EmbeddedDDF
import ManagementTree
import Testing

@testable import SimulatedPhone

@Suite("What came after version 1703")
struct LaterVersionsTests {
    @Test("Every line is read, in the order of the versions, and none is described here already")
    func entries() throws {
        let lines = String(decoding: BuiltInDDF.later, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        let entries = LaterVersions.all
        #expect(entries.count == lines.count)
        let order: [Substring] = ["1709", "1803", "1809", "1903", "2004", "20H2", "21H2", "11", "11-21H2", "11-22H2"]
        let places = entries.map { order.firstIndex(of: $0.since) ?? -1 }
        #expect(places == places.sorted() && places.first == 0)
        let policies = Set(PolicyTable.rows.map { NodeName("\($0.area)/\($0.policy)") })
        let builtIn = Set(ConfigurationServiceProvider.all.map { NodeName($0.name) })
        for entry in entries {
            let name = entry.names.map(\.text).joined(separator: "/")
            #expect(builtIn.contains(entry.csp) == !entry.names.isEmpty, "\(entry.csp)")
            if entry.csp == "Policy" { #expect(!policies.contains(NodeName(name)), "\(name)") }
        }
    }

    @Test("A newer desktop is told to bring a description, an older one that it is too old")
    func desktops() throws {
        func note(_ build: String) throws -> String? {
            var traits = try Phone.sample(PolicyTableTests.desktop).blueprint.traits
            traits.build = try #require(BuildVersion(build))
            return CSPCatalogue.note(on: "LAPS", traits)?.text
        }
        #expect(try note("10.0.16299.15") == "LAPS came with version 1809 of Windows 10; this device has 10.0.16299.15")
        #expect(try note("10.0.19045.2006")?.contains("give a folder with its DDF file by --ddf") == true)
    }

    @Test(
        "Of a short name no letter may be another; in another order, missing or too many they may be",
        arguments: [
            ("LAPS", nil), ("NAB", nil), ("Mpas", "Maps"), ("Map", "Maps"), ("Mapss", "Maps"), ("Policx", "Policy"),
        ] as [(String, String?)])
    func nearest(_ name: String, _ meant: String?) {
        #expect(NearestName.of(name, among: ["Maps", "NAP", "Policy"]) == meant)
    }
}
