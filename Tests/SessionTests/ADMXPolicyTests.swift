import ManagementTree
import Session
import SimulatedPhone
import Testing

/// ADMX files that a server ingests on a desktop, and the policies that they bring (Microsoft, *Win32 and Desktop Bridge app
/// ADMX policy ingestion*).
@Suite("Policies of ADMX files")
struct ADMXPolicyTests {
    private typealias S = Stimulus

    private static let install = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall"
    private static let file = "\(install)/Desk/Policy/Desk1"

    private static func config(_ scope: String, _ policy: String) -> String {
        "./\(scope)/Vendor/MSFT/Policy/Config/Desk~Policy~Desk\(policy)"
    }

    private static func result(_ scope: String, _ policy: String) -> String {
        "./\(scope)/Vendor/MSFT/Policy/Result/Desk~Policy~Desk\(policy)"
    }

    private static func contoso() throws -> String {
        String(decoding: try CaptureFiles.bytes(of: "admx/Contoso.admx"), as: UTF8.self)
    }

    /// A desktop with the file.
    private static func desktop() throws -> Exchange {
        var exchange = try Exchange(.desktop)
        #expect(try exchange.send(S.add("1", file, "chr", try contoso())) == ["S(1)=200"])
        return exchange
    }

    @Test("A phone refuses the file, and has none of its policies")
    func phone() throws {
        var phone = try Exchange()
        #expect(try phone.send(S.add("1", Self.file, "chr", try Self.contoso())) == ["S(1)=404"])
        #expect(try phone.send(S.replace("1", Self.config("Device", "/Server"), "chr", "<disabled/>")) == ["S(1)=404"])
    }

    /// A policy, what is written, and the status.
    struct Row: Sendable, CustomTestStringConvertible {
        var scope: String
        var policy: String
        var value: String
        var status: Int

        init(_ scope: String, _ policy: String, _ value: String, _ status: Int) {
            self.scope = scope
            self.policy = policy
            self.value = value
            self.status = status
        }

        var testDescription: String { "\(scope) \(policy) = \(value): \(status)" }
    }

    private static let server = #"<enabled/><data id="Server_Address" value="desk.example.test"/>"#

    static let rows: [Row] = [
        Row("Device", "/Server", server, 200), Row("Device", "/Server", "<disabled/>", 200),
        Row("Device", "/server", "<disabled/>", 200),
        Row("Device", "/Server", "<enabled/>", 500), Row("Device", "/Server", "1", 500),
        Row("Device", "/Server", "<disable/>", 500),
        Row("Device", "/Server", server + #"<data id="Server_Name" value="a"/>"#, 500),
        Row("Device", "/Server", server + #"<data id="Server_Port" value="0"/>"#, 500),
        Row("Device", "~Printing/Quiet", "<enabled/>", 200), Row("User", "~Printing/Quiet", "<enabled/>", 200),
        Row("User", "~Printing~Paper/Color", #"<enabled/><data id="Color_Mode" value="full"/>"#, 200),
        Row("User", "~Printing~Paper/Color", #"<enabled/><data id="Color_Mode" value="3"/>"#, 500),
        // The other scope, another category, a policy that the file does not have.
        Row("User", "/Server", server, 405), Row("Device", "~Printing~Paper/Color", "<disabled/>", 405),
        Row("Device", "~Printing/Server", server, 404), Row("Device", "/Servers", server, 404),
    ]

    @Test("A desktop takes for each policy what the file says, in the scopes of its class", arguments: rows)
    func values(_ row: Row) throws {
        var exchange = try Self.desktop()
        let config = Self.config(row.scope, row.policy)
        #expect(try exchange.send(S.replace("1", config, "chr", row.value)) == ["S(1)=\(row.status)"])
        let isTaken = row.status == 200
        #expect(try exchange.value(of: config) == (isTaken ? row.value : nil))
        guard isTaken || row.status == 500 else { return }
        #expect(try exchange.value(of: Self.result(row.scope, row.policy)) == (isTaken ? row.value : ""))
    }

    @Test("What is set for the device is in force for the user too, and a Delete makes it not configured")
    func notConfigured() throws {
        var exchange = try Self.desktop()
        let (config, result) = (Self.config("Device", "~Printing/Quiet"), Self.result("Device", "~Printing/Quiet"))
        #expect(try exchange.value(of: result) == "")
        #expect(try exchange.send(S.add("1", config, "chr", "<enabled/>")) == ["S(1)=200"])
        #expect(try exchange.value(of: Self.result("User", "~Printing/Quiet")) == "<enabled/>")
        #expect(try exchange.send(S.delete("1", config)) == ["S(1)=200"])
        #expect(try exchange.value(of: result) == "")
        #expect(try exchange.send(S.get("1", config)) == ["S(1)=404"])
        // The policy is there still.
        #expect(try exchange.send(S.replace("1", config, "chr", "<disabled/>")) == ["S(1)=200"])
    }

    @Test(
        "With the file go its policies and what was set of them",
        arguments: [
            file, "\(install)/Desk/Policy", "\(install)/Desk", install, "./Vendor/MSFT/Policy/ConfigOperations",
        ])
    func deleted(_ node: String) throws {
        var exchange = try Self.desktop()
        let config = Self.config("Device", "/Server")
        #expect(try exchange.send(S.replace("1", config, "chr", "<disabled/>")) == ["S(1)=200"])
        let areas = "./Device/Vendor/MSFT/Policy/Config"
        #expect(try exchange.value(of: areas) == "Desk~Policy~Desk")
        #expect(try exchange.send(S.delete("1", node)) == ["S(1)=200"])
        #expect(try exchange.value(of: areas)?.isEmpty != false)
        #expect(try exchange.send(S.replace("1", config, "chr", "<disabled/>")) == ["S(1)=404"])
        #expect(try exchange.send(S.get("1", Self.result("Device", "/Server"))) == ["S(1)=404"])
        // Ingested again, nothing of it is set.
        #expect(try exchange.send(S.add("1", Self.file, "chr", try Self.contoso())) == ["S(1)=200"])
        #expect(try exchange.send(S.get("1", config)) == ["S(1)=404"])
    }

    @Test("Two files of an app stand beside each other, and one goes without the other's policies")
    func severalFiles() throws {
        var exchange = try Self.desktop()
        let second = try Self.contoso().replacing("\"Server\"", with: "\"Proxy\"")
        let command = S.add("1", Self.file.replacing("Desk1", with: "Desk2"), "chr", second)
        #expect(try exchange.send(command) == ["S(1)=200"])
        for policy in ["/Server", "/Proxy", "~Printing/Quiet"] {
            let command = S.replace("1", Self.config("Device", policy), "chr", "<disabled/>")
            #expect(try exchange.send(command) == ["S(1)=200"], "\(policy)")
        }
        #expect(try exchange.send(S.delete("1", Self.file)) == ["S(1)=200"])
        #expect(try exchange.send(S.get("1", Self.config("Device", "/Server"))) == ["S(1)=404"])
        #expect(try exchange.value(of: Self.config("Device", "/Proxy")) == "<disabled/>")
        #expect(try exchange.value(of: Self.config("Device", "~Printing/Quiet")) == "<disabled/>")
        #expect(try exchange.send(S.add("1", Self.file, "chr", try Self.contoso())) == ["S(1)=200"])
        #expect(try exchange.send(S.add("1", Self.file, "chr", try Self.contoso())) == ["S(1)=418"])
    }

    @Test("A file that writes to a key of Windows brings nothing at all")
    func closedKey() throws {
        var exchange = try Exchange(.desktop)
        let file = try Self.contoso().replacing(#"Software\Policies\Contoso\Desk\Printers"#, with: #"System\Printers"#)
        #expect(try exchange.send(S.add("1", Self.file, "chr", file)) == ["S(1)=500"])
        #expect(try exchange.send(S.get("1", Self.file)) == ["S(1)=404"])
        #expect(try exchange.send(S.get("1", Self.result("Device", "/Server"))) == ["S(1)=404"])
    }

    @Test("An Atomic that fails takes the file's policies back; one message may ingest and set")
    func atomic() throws {
        let set = S.replace("3", Self.config("Device", "/Server"), "chr", "<disabled/>")
        let ingest = S.add("2", Self.file, "chr", try Self.contoso())
        var exchange = try Exchange(.desktop)
        _ = try exchange.send(S.atomic("1", ingest, set, S.delete("4", "./Vendor/MSFT/Nothing")))
        #expect(try exchange.send(set) == ["S(3)=404"])
        #expect(try exchange.send(ingest + set) == ["S(2)=200", "S(3)=200"])
    }

    @Test("An account that ends takes the policies along")
    func unenrolled() throws {
        var exchange = try Self.desktop()
        #expect(try exchange.value(of: Self.result("Device", "/Server")) == "")
        exchange.phone.unenroll(now: Exchange.start)
        #expect(try exchange.send(S.get("1", Self.result("Device", "/Server"))) == ["S(1)=404"])
    }

    @Test("A phone that is put together from what was kept has the policies, and what was set of them")
    func kept() throws {
        var exchange = try Self.desktop()
        let config = Self.config("Device", "/Server")
        #expect(try exchange.send(S.replace("1", config, "chr", Self.server)) == ["S(1)=200"])
        let phone = exchange.phone
        exchange.phone = Phone(
            phone.state, enrolled: phone.enrolled, certificates: phone.certificates, tree: phone.tree,
            blueprint: try Exchange.blueprint(.desktop))
        #expect(try exchange.value(of: Self.result("Device", "/Server")) == Self.server)
        #expect(try exchange.send(S.replace("1", config, "chr", "1")) == ["S(1)=500"])
        // A fresh phone of the kind has none of them.
        exchange.phone = Phone(fresh: phone.blueprint, seed: 1, now: Exchange.start)
        #expect(try exchange.send(S.replace("1", config, "chr", Self.server)) == ["S(1)=404"])
    }

    @Test("An app that gets another name takes its policies along, with nothing set")
    func renamed() throws {
        var exchange = try Self.desktop()
        let config = Self.config("Device", "/Server")
        #expect(try exchange.send(S.replace("1", config, "chr", "<disabled/>")) == ["S(1)=200"])
        #expect(try exchange.send(S.replace("1", "\(Self.install)/Desk?prop=Name", "chr", "Table")) == ["S(1)=200"])
        #expect(try exchange.send(S.get("1", config)) == ["S(1)=404"])
        let renamed = config.replacing("Config/Desk~", with: "Config/Table~")
        #expect(try exchange.send(S.get("1", renamed)) == ["S(1)=404"])
        #expect(try exchange.send(S.add("1", renamed, "chr", "<disabled/>")) == ["S(1)=200"])
    }

    @Test("A message cannot make the phone go through its policies without end")
    func bounded() throws {
        let policies = (0..<2_000).map { number in
            #"<policy name="P\#(number)" class="Both" key="A"><parentCategory ref="Desk"/></policy>"#
        }.joined()
        let file =
            #"<policyDefinitions><categories><category name="Desk"/></categories><policies>"#
            + policies + "</policies></policyDefinitions>"
        var exchange = try Exchange(.desktop)
        #expect(try exchange.send(S.add("1", Self.file, "chr", file)) == ["S(1)=200"])
        let node = "\(Self.install)/Desk/Preference"
        let pairs = (1...150).map { S.add("\($0)", node, "node") + S.delete("\($0 + 1000)", node) }
        let lines = try exchange.send(pairs.joined())
        #expect(lines.prefix(2) == ["S(1)=200", "S(1001)=200"] && lines.last == "S(1150)=500")
        // The next message has its own room.
        #expect(try exchange.send(S.delete("1", node)) == ["S(1)=200"])
    }

    /// A desktop with a file, and values of its policies.
    struct Ingested: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var isPublished = false
        var values: [(address: String, value: String)]
    }

    private static let contosoAreas = "Vendor/MSFT/Policy/Config/ContosoCompanyApp~Policy~ParentCategoryArea"

    static let files =
        [
            Ingested(
                testDescription: "our own",
                values: [(config("Device", "/Server"), server), (config("User", "~Printing/Quiet"), "<enabled/>")])
        ] + (CaptureFiles.areCapturesThere ? [published] : [])

    private static let published = Ingested(
        testDescription: "Microsoft's own sample", isPublished: true,
        values: [
            ("./user/\(contosoAreas)~Category2~Category3/L_PolicyPreventRun_1", "<enabled/>"),
            (
                "./Device/\(contosoAreas)~Category1/L_PolicyConfigurationMode",
                #"<enabled/><data id="L_ServerAddressInternal_VALUE" value="TextValue1"/>"#
                    + #"<data id="L_ServerAddressExternal_VALUE" value="TextValue2"/>"#
            ),
        ])

    @Test("The policies of a file are where the page says", arguments: files)
    func places(_ file: Ingested) throws {
        var exchange = try file.isPublished ? Exchange(.desktop) : Self.desktop()
        if file.isPublished {
            let folder = "057-docs-win32-and-centennial-app-policy-configuration"
            let message = try Exchange.read(try CaptureFiles.bytes(of: "\(folder)/01-server.xml"))
            exchange.phone = CaptureFiles.reply(to: message, exchange.phone).phone
        }
        for (address, value) in file.values {
            #expect(try exchange.send(S.replace("1", address, "chr", value)) == ["S(1)=200"], "\(address)")
        }
    }

    @Test(
        "A name under which no file is taken leaves it without policies, and another brings them back",
        arguments: [
            ("Desk/Policy", "Desk/Else", "Policy"), ("Desk", String(repeating: "n", count: 255), "Desk"),
        ])
    func lostAreas(_ node: String, _ renamed: String, _ back: String) throws {
        var desktop = try Self.desktop()
        let policy = Self.config("Device", "/Server")
        let name = renamed.split(separator: "/").last.map(String.init) ?? ""
        #expect(try desktop.send(S.replace("1", "\(Self.install)/\(node)?prop=Name", "chr", name)) == ["S(1)=200"])
        #expect(try desktop.send(S.replace("1", policy, "chr", Self.server)) == ["S(1)=404"])
        #expect(try desktop.send(S.replace("1", "\(Self.install)/\(renamed)?prop=Name", "chr", back)) == ["S(1)=200"])
        #expect(try desktop.send(S.replace("1", policy, "chr", Self.server)) == ["S(1)=200"])
    }

    @Test("A person sees which files there are")
    func seen() throws {
        let policy = try #require(ConfigurationServiceProvider.named("Policy")).provider
        #expect(
            try policy.sights(in: Self.desktop().phone) == ["has the ADMX file Desk1 of the app Desk, with 4 policies"])
    }
}
