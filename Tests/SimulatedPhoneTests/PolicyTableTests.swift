import EmbeddedDDF
import ManagementTree
import Testing

@testable import SimulatedPhone

@Suite("The table of policies")
struct PolicyTableTests {
    @Test("Every line is read: 784 policies in the scopes of device and user, in the order of the alphabet")
    func rows() {
        let lines = String(decoding: BuiltInDDF.policies, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        let rows = PolicyTable.rows
        #expect(rows.count == lines.count)
        let of1703 = rows.filter { row in row.applicability.builds.allSatisfy { $0.build <= 15063 } }
        #expect(of1703.map(\.scopes.count).reduce(0, +) == 784)
        let names = rows.map { "\($0.area)/\($0.policy)".lowercased() }
        #expect(names == names.sorted())
        for scope in NodeScope.allCases {
            let names = rows.filter { $0.scopes.contains(scope) }.map { NodeName("\($0.area)/\($0.policy)") }
            #expect(Set(names).count == names.count)
        }
    }

    @Test("A default is a value that the policy takes")
    func defaults() {
        for row in PolicyTable.rows where !row.defaultValue.isEmpty {
            #expect(row.allowedValues?.objection(to: row.defaultValue) == nil, "\(row.area)/\(row.policy)")
            #expect(row.format == .chr || Int(row.defaultValue) != nil, "\(row.area)/\(row.policy)")
        }
    }

    @Test("What a policy that allows takes has a meaning")
    func meanings() {
        for row in PolicyTable.rows where row.policy.hasPrefix("Allow") {
            guard case .enumeration(let values)? = row.allowedValues?.rule else { continue }
            #expect(values.allSatisfy { row.allowedValues?.meanings[$0] != nil }, "\(row.area)/\(row.policy)")
        }
    }

    /// Where a policy is: on phones, on desktops, on phones of Mobile Enterprise; before and after the version that brought it.
    static let standing: [(policy: String, profile: PhoneProfile, isThere: Bool)] = [
        ("AboveLock/AllowToasts", .lumia950, true), ("AboveLock/AllowToasts", desktop, true),
        ("Connectivity/AllowNFC", .lumia950, true), ("Connectivity/AllowNFC", desktop, false),
        ("Browser/EnterpriseModeSiteList", .lumia950, false), ("Browser/EnterpriseModeSiteList", desktop, true),
        ("InternetExplorer/AllowAddOnList", .lumia950, false),
        ("Update/RequireUpdateApproval", .lumia950, false), ("Update/RequireUpdateApproval", enterprise, true),
        ("Update/RequireUpdateApproval", desktop, true),
        ("Location/EnableLocation", .lumia950, true), ("Location/EnableLocation", of1607, false),
        ("Cellular/LetAppsAccessCellularData", .lumia950, false), ("DataUsage/SetCost3G", .lumia950, true),
    ]

    @Test("A policy is where the table says, below Config and below Result, and so is its area", arguments: standing)
    func places(_ row: (policy: String, profile: PhoneProfile, isThere: Bool)) throws {
        let phone = try Phone.sample(row.profile)
        for branch in ["Config", "Result"] {
            let uri = try NodeURI(parsing: "./Vendor/MSFT/Policy/\(branch)/\(row.policy)")
            #expect(((try? phone.locate(uri)) != nil) == row.isThere)
        }
        let result = try phone.locate(NodeURI(parsing: "./Vendor/MSFT/Policy/Result"))
        let areas = phone.childNames(of: result)
        #expect(areas.contains("InternetExplorer") == (row.profile.platform == .desktop))
        #expect(areas.contains("DeviceLock") && !areas.contains("RemoteManagement"))
    }

    static let desktop = changed {
        $0.platform = .desktop
        $0.edition = 0x30
    }
    static let enterprise = changed { $0.edition = 0x85 }
    static let of1607 = changed { $0.build = "10.0.14393.82" }

    private static func changed(_ change: (inout PhoneProfile) -> Void) -> PhoneProfile {
        var profile = PhoneProfile.lumia950
        change(&profile)
        return profile
    }

    static let forms: [(line: String, allowed: AllowedValues?)] = [
        ("A/B\tdevice\tint\t1\tlow", nil),
        ("A/B\tdevice\tint\t1\tlow\t\t\t0,1", AllowedValues(.enumeration(["0", "1"]))),
        (
            "A/B\tboth\tint\t1\tlow0\tphones\t1607\t0=off,1=on",
            AllowedValues(.enumeration(["0", "1"]), meanings: ["0": "off", "1": "on"])
        ),
        ("A/B\tuser\tint\t4\thigh\t\t\t0,4-16", AllowedValues(.ranges([0...0, 4...16]))),
        ("A/B\tuser\tchr\t\tlast\tdesktops\t\tADMX", AllowedValues(.unchecked(kind: "ADMX"))),
        ("A/B\tuser\tchr\t\tlast\t\t\tlist ;", AllowedValues(.unchecked(kind: "a list"), delimiter: ";")),
    ]

    @Test("A line tells the allowed values", arguments: forms)
    func allowedValues(_ row: (line: String, allowed: AllowedValues?)) throws {
        #expect(try #require(PolicyTable.Row(Array(row.line.utf8)[...])).allowedValues == row.allowed)
    }

    @Test(
        "A line of another form is none",
        arguments: ["", "A/B", "A\tdevice\tint\t1\tlow", "A/B\tall\tint\t1\tlow", "A/B\tdevice\tint\t1\tloud"])
    func wrong(_ line: String) {
        #expect(PolicyTable.Row(Array(line.utf8)[...]) == nil)
    }
}
