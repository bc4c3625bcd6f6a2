import Testing

/// `explain` as people run it.
@Suite("Explaining")
struct ExplainTests {
    private static let recovery =
        "./Device/Vendor/MSFT/PassportForWork/7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913/Policies/EnablePinRecovery"

    @Test("A node is told with what each command would get and with messages that apply takes")
    func node() throws {
        try Understudy.with { understudy in
            let told = try understudy("explain", Self.recovery)
            #expect(told.code == 0 && told.errors == "")
            for text in [
                "Whether the PIN reset service can open the Hello container.", "  CSP:        PassportForWork",
                "  document:   Microsoft, PassportForWork CSP", "  default:    False", "since:", "Exec     404",
                "Copy     406", "after an Add: 200", "<SyncML xmlns=\"SYNCML:SYNCML1.2\">",
            ] {
                #expect(told.output.contains(text), "\(text) in \(told.output)")
            }
            #expect(told.output.contains("\u{1B}") == false)
            let messages = told.output.split(separator: "\n").filter { $0.contains("<SyncML") }
            #expect(messages.count == 2)
            for message in messages { #expect(try understudy("apply", "-", input: String(message)).code == 0) }
        }
    }

    @Test(
        "A policy is told with what is in force where nobody writes it, since when it is there, and what its values mean"
    )
    func policy() throws {
        try Understudy.with { understudy in
            let address = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"
            let told = try understudy("explain", address).output
            for text in [
                "default:    1, in force where nothing is written here", "since:      before 1607", "    0  no",
                "    1  yes",
            ] {
                #expect(told.contains(text), "\(text) in \(told)")
            }
            let json = try understudy("explain", address, "--json").output
            #expect(json.contains(#""defaultValue" : "1""#) && json.contains(#""since" : "before 1607""#), "\(json)")
            let later = try understudy("explain", "./Vendor/MSFT/Policy/Config/Cellular/LetAppsAccessCellularData")
                .output
            #expect(later.contains("since:      10.0.16299 (1709)"), "\(later)")
        }
    }

    @Test(
        "Editions have their names, whether the description lists them or they are those of all phones",
        arguments: [
            ("./Vendor/MSFT/RemoteRing/Ring", "Mobile, Mobile Enterprise\n"),
            ("./Vendor/MSFT/RemoteWipe/doWipe", "Mobile, Mobile Enterprise, those of desktops\n"),
        ])
    func editions(_ address: String, _ names: String) throws {
        try Understudy.with { understudy in
            let told = try understudy("explain", address).output
            #expect(told.contains("editions:   \(names)"), "\(told)")
        }
    }

    @Test("What came later is told, and nothing that is written like it")
    func laterVersions() throws {
        try Understudy.with { understudy in
            let told = try understudy("explain", "./Vendor/MSFT/LAPS")
            #expect(
                told.code == 1 && told.errors.contains("LAPS came with version 1809 of Windows 10"), "\(told.errors)")
            #expect(!told.errors.contains("Maps") && !told.errors.contains("Nothing is like it"), "\(told.errors)")
        }
    }

    @Test("The message of one command comes alone, and apply takes it")
    func example() throws {
        try Understudy.with { understudy in
            let lock = try understudy("explain", "./Vendor/MSFT/RemoteLock/Lock", "--example", "exec")
            #expect(lock.code == 0 && lock.output.hasPrefix("<SyncML"))
            #expect(try understudy("apply", "-", input: lock.output).code == 0)
            let no = try understudy("explain", "./Vendor/MSFT/RemoteLock/Lock", "--example", "delete")
            #expect(no.code == 1 && no.output == "" && no.errors.contains("405"))
        }
    }

    @Test("A sign for the tenant's id is told with the address that counts here")
    func sign() throws {
        try Understudy.with { understudy in
            let typed = "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery"
            let told = try understudy("explain", typed)
            #expect(told.code == 0 && told.output.hasPrefix(Self.recovery))
            #expect(told.output.contains("'*tenant ID*' stands for a name"))
        }
    }

    @Test("An address that no node has ends with 1 and what was meant")
    func unknown() throws {
        try Understudy.with { understudy in
            let told = try understudy("explain", "./Vendor/MSFT/PasportForWork/x/Policies/EnablePinRecovry")
            #expect(told.code == 1 && told.output == "")
            for text in ["there is:   ./Vendor/MSFT", "parts at:   'PasportForWork'", "/Policies/EnablePinRecovery"] {
                #expect(told.errors.contains(text), "\(told.errors)")
            }
            let json = try understudy("explain", "./Vendor/MSFT/RemoteLok/Lock", "--json").object()
            let unknown = try #require((json["unknown"] as? [[String: Any]])?.first)
            #expect(unknown["partsAt"] as? String == "RemoteLok" && json["exitCode"] as? Int == 1)
            let suggestion = try #require((unknown["suggestions"] as? [[String: Any]])?.first)
            #expect(suggestion["address"] as? String == "./Vendor/MSFT/RemoteLock/Lock")
            #expect(suggestion["isCertain"] as? Bool == true)
        }
    }

    @Test("Statuses and numbers of Windows, also with a sign in front")
    func numbers() throws {
        try Understudy.with { understudy in
            for number in ["418", "0x87D101A2", "-2016345694"] {
                let told = try understudy("explain", number)
                #expect(told.code == 0 && told.output.contains("Already exists"), "\(number): \(told)")
            }
            let json = try understudy("explain", "418", "0x80180013", "--json").object()
            #expect((json["pages"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["418", "0x80180013"])
            #expect(try understudy("explain", "--", "-2016345694").output.contains("Already exists"))
            let no = try understudy("explain", "777")
            #expect(no.code == 1 && no.errors.contains("777"))
        }
    }

    @Test("A rule with a slip in it is told with the one that was meant, and a CSP by its name wherever it stands")
    func names() throws {
        try Understudy.with { understudy in
            let rule = try understudy("explain", "unknown-paht")
            #expect(rule.code == 1 && rule.errors.contains("did you mean unknown-path?"), "\(rule.errors)")
            for (name, address) in [("DMAcc", "./SyncML/DMAcc"), ("Messaging", "./User/Vendor/MSFT/Messaging")] {
                let told = try understudy("explain", name)
                #expect(told.code == 0 && told.output.hasPrefix(address), "\(told)")
            }
            #expect(try understudy("explain", "./DevInfo", "--state", "nothing").code == 73)
            #expect(try understudy("check", "-", "--state", "nothing", input: "<Get/>").code == 73)
        }
    }

    @Test("Nodes are found by words, and children are listed to a depth")
    func search() throws {
        try Understudy.with { understudy in
            let found = try understudy("explain", "--search", "pin", "recovery")
            #expect(
                found.code == 0 && found.output.hasPrefix("./Vendor/MSFT/PassportForWork/{TenantId}/Policies/Enable"))
            #expect(try understudy("explain", "--search", "unicorn").code == 1)
            let json = try understudy("explain", "--json", "--search", "pin recovery").object()
            #expect((json["found"] as? [[String: Any]])?.isEmpty == false)
            let csp = try understudy("explain", "PassportForWork", "--depth", "2")
            #expect(csp.code == 0 && csp.output.contains("{TenantId}") && csp.output.contains("Policies"))
        }
    }

    @Test("An ADMX file of a kept desktop is told by what it brings, and check knows its policies there")
    func policyFile() throws {
        try Understudy.with { understudy in
            let node = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Desk/Policy/Desk1"
            let long = String(repeating: "x", count: 2000)
            let file =
                "<policyDefinitions><!-- \(long) --><categories><category name=\"Desk\"/></categories><policies>"
                + "<policy name=\"Quiet\" class=\"Machine\" key=\"A\"><parentCategory ref=\"Desk\"/></policy>"
                + "</policies></policyDefinitions>"
            let desktop = ["--device", "desktop-1703", "--state", "desktop"]
            let policy = "./Device/Vendor/MSFT/Policy/Config/Desk~Policy~Desk/Quiet"
            let payload = try understudy.write(
                "<Replace><CmdID>1</CmdID><Item><Target><LocURI>\(policy)</LocURI></Target>"
                    + "<Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>"
                    + "<Data>&lt;enabled/&gt;</Data></Item></Replace>",
                to: "policy.xml")
            #expect(try understudy("check", payload, "--device", "desktop-1703").output.contains("error not-ingested"))
            #expect(try understudy.run(["add", node, file] + desktop).code == 0)
            #expect(try understudy("check", payload, "--state", "desktop").code == 0)
            let told = try understudy("explain", node, "--state", "desktop")
            #expect(told.output.contains("The ADMX file Desk1 of the app Desk, with one policy in Desk~Policy~Desk."))
            #expect(!told.output.contains(long))
        }
    }

    /// A wrong call, and what is said of it.
    static let wrongCalls: [(arguments: [String], told: String)] = [
        ([], "name an address"), (["--jsn", "418"], "Unknown option '--jsn'"),
        (["./DevInfo", "--depth", "-1"], "depth"),
        (["./DevInfo", "--example", "burn"], "burn"), (["418", "--example", "get"], "--example is for addresses"),
        (["--search", "wifi", "--example", "get"], "--example is for addresses"),
    ]

    @Test("A wrong call ends with 64", arguments: wrongCalls)
    func wrongCall(_ call: (arguments: [String], told: String)) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(["explain"] + call.arguments)
            #expect(outcome.code == 64 && outcome.errors.contains(call.told), "\(outcome)")
        }
    }
}
