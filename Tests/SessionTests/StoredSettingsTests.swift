import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// CSPs that store what a server sends, and the little that some of them do beside it (csp.md 13 and 16).
@Suite("CSPs that store")
struct StoredSettingsTests {
    private typealias S = Stimulus

    private static let account = "./Vendor/MSFT/EMAIL2/%7BC556E16F-56C4-4EDB-9C64-D9469EE1FBE0%7D"
    private static let exchangeAccount =
        "./User/Vendor/MSFT/ActiveSync/Accounts/%7BC556E16F-56C4-4EDB-9C64-D9469EE1FBE0%7D"

    /// What a server writes, the status of it, and what is read afterwards where it was taken.
    static let writes: [(uri: String, format: String, value: String, status: String)] = [
        ("./Vendor/MSFT/EnterpriseAPN/E_APN1/APNName", "chr", "enterprise_apn1", "200"),
        ("./Vendor/MSFT/EnterpriseAPN/E_APN1/AuthType", "chr", "CHAP", "200"),
        ("./Vendor/MSFT/EnterpriseAPN/E_APN1/AuthType", "chr", "EAP", "500"),
        ("./Vendor/MSFT/EnterpriseAPN/Settings/HideView", "bool", "true", "200"),
        ("./Vendor/MSFT/CMPolicyEnterprise/Hosts/ClientType", "chr", "*", "200"),
        ("./Vendor/MSFT/CMPolicyEnterprise/Hosts/Connections/Conn000/Type", "chr", "CMST_CONNECTION_NAME", "200"),
        ("./Vendor/MSFT/CMPolicyEnterprise/Hosts/Connections/Conn000/Type", "chr", "CMST_OTHER", "500"),
        ("./Vendor/MSFT/NetworkProxy/ProxyServer/ProxyAddress", "chr", "proxy.contoso.example:8080", "200"),
        ("./Vendor/MSFT/NetworkProxy/AutoDetect", "int", "2", "500"),
        ("./Vendor/MSFT/Messaging/AuditingLevel", "int", "1", "405"),
        ("./User/Vendor/MSFT/Messaging/AuditingLevel", "int", "1", "200"),
        ("./Vendor/MSFT/SUPL/SUPL1/Ext/Microsoft/MCCMNCPairs", "chr", "(001,01)", "200"),
        ("./Vendor/MSFT/SUPL/SUPL1/Ext/Microsoft/Version", "int", "3", "500"),
        ("./Vendor/MSFT/WindowsSecurityAuditing/ConfigurationSettings/EnableSecurityAuditing", "bool", "true", "200"),
        ("\(exchangeAccount)/Options/Schedule", "chr", "15", "200"),
        ("\(exchangeAccount)/Options/Schedule", "chr", "16", "500"),
        ("./Vendor/MSFT/EnterpriseDataProtection/Settings/EDPEnforcementLevel", "int", "3", "200"),
        ("./Vendor/MSFT/VPNv2/Work/NativeProfile/NativeProtocolType", "chr", "Ikev2", "200"),
        ("./Vendor/MSFT/VPNv2/Work/RouteList/0/Address", "chr", "192.0.2.0", "200"),
        ("./User/Vendor/MSFT/VPNv2/Work/LockDown", "bool", "true", "405"),
        ("./Vendor/MSFT/VPNv2/Work/LockDown", "bool", "true", "200"),
    ]

    @Test("A value is kept where the description takes it, and read back", arguments: writes)
    func write(_ row: (uri: String, format: String, value: String, status: String)) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("1", row.uri, row.format, row.value)) == ["S(1)=\(row.status)"])
        guard row.status == "200" else { return }
        #expect(try exchange.value(of: row.uri) == row.value)
    }

    static let phonesOnly = [
        "./Vendor/MSFT/CMPolicyEnterprise", "./Vendor/MSFT/Maps/Packages", "./User/Vendor/MSFT/Messaging",
        "./Vendor/MSFT/WindowsSecurityAuditing",
    ]

    @Test("A desktop has none of those that are for phones", arguments: phonesOnly)
    func desktop(_ uri: String) throws {
        var exchange = try Exchange(.desktop)
        #expect(try exchange.send(S.get("1", uri)) == ["S(1)=404"])
    }

    private static let apn = "./Vendor/MSFT/EnterpriseAPN"
    private static let proxy = "./Vendor/MSFT/NetworkProxy"

    /// What a server writes, and what a person sees of it.
    static let seen: [(csp: String, writes: [(uri: String, format: String, value: String)], sights: [String])] = [
        ("EnterpriseAPN", [("\(apn)/Settings/HideView", "bool", "true")], []),
        (
            "EnterpriseAPN", [("\(apn)/Work/APNName", "chr", "work.contoso"), ("\(apn)/Work/Enabled", "bool", "true")],
            ["has the cellular connection Work by the access point work.contoso"]
        ),
        (
            "EnterpriseAPN", [("\(apn)/Work/APNName", "chr", "a"), ("\(apn)/Work/Enabled", "bool", "false")],
            ["has the cellular connection Work by the access point a, which is off"]
        ),
        (
            "EnterpriseAPN", [("\(apn)/Work/APNName", "chr", "a"), ("\(apn)/Work/Password", "chr", "secret")],
            ["has the cellular connection Work by the access point a"]
        ),
        ("NetworkProxy", [("\(proxy)/AutoDetect", "int", "1"), ("\(proxy)/ProxySettingsPerUser", "int", "0")], []),
        (
            "NetworkProxy",
            [("\(proxy)/AutoDetect", "int", "0"), ("\(proxy)/SetupScriptUrl", "chr", "https://contoso.example/a.pac")],
            [
                "looks for no proxy script in the network",
                "takes its proxy from the script https://contoso.example/a.pac",
            ]
        ),
        (
            "NetworkProxy",
            [
                ("\(proxy)/ProxyServer/ProxyAddress", "chr", "proxy.contoso.example:8080"),
                ("\(proxy)/ProxyServer/Exceptions", "chr", "intranet;*.contoso.example"),
                ("\(proxy)/ProxyServer/UseProxyForLocalAddresses", "int", "1"),
            ],
            [
                "uses the proxy proxy.contoso.example:8080, for local addresses as well, but not for "
                    + "intranet;*.contoso.example"
            ]
        ),
    ]

    @Test("Access points and proxies are seen, and their secrets are not", arguments: seen.indices)
    func sights(_ row: Int) throws {
        let (csp, writes, sights) = Self.seen[row]
        let provider = try #require(ConfigurationServiceProvider.named(csp)?.provider)
        var exchange = try Exchange()
        #expect(provider.sights(in: exchange.phone) == [])
        for (uri, format, value) in writes {
            #expect(try exchange.send(S.replace("1", uri, format, value)) == ["S(1)=200"], "\(uri)")
        }
        #expect(provider.sights(in: exchange.phone) == sights)
    }

    // MARK: - VPNv2

    @Test(
        "VPNv2 tells what an app and a name are",
        arguments: [
            ("AppTriggerList/0/App/Id", "Contoso.Mail_8wekyb3d8bbwe", "AppTriggerList/0/App/Type", "PackageFamilyName"),
            ("TrafficFilterList/0/App/Id", "C:\\Apps\\mail.exe", "TrafficFilterList/0/App/Type", "FilePath"),
            ("TrafficFilterList/1/App/Id", "System", "TrafficFilterList/1/App/Type", "SYSTEM"),
            (
                "DomainNameInformationList/0/DomainName", ".contoso.example",
                "DomainNameInformationList/0/DomainNameType", "Suffix"
            ),
            (
                "DomainNameInformationList/1/DomainName", "intranet.contoso.example",
                "DomainNameInformationList/1/DomainNameType", "FQDN"
            ),
        ])
    func kinds(_ node: String, _ value: String, _ kind: String, _ expected: String) throws {
        for scope in ["./", "./User/"] {
            var exchange = try Exchange()
            let profile = "\(scope)Vendor/MSFT/VPNv2/Work/"
            #expect(try exchange.send(S.add("1", profile + node, "chr", value)) == ["S(1)=200"])
            #expect(try exchange.value(of: profile + kind) == expected)
        }
    }

    // MARK: - EMAIL2

    @Test("Name and protocol of an account are there for good, lengths are kept to, and a second account has room")
    func mail() throws {
        var exchange = try Exchange()
        let other = Self.account.replacing("C556", with: "D556")
        #expect(
            try exchange.send(
                S.atomic(
                    "1", S.add("2", Self.account, "node"), S.add("3", Self.account + "/SERVICENAME", "chr", "Work"),
                    S.replace("4", Self.account + "/SERVICETYPE", "chr", "IMAP4"),
                    S.add("5", other + "/SERVICENAME", "chr", "Home")))
                == ["S(1)=200", "S(2)=200", "S(3)=200", "S(4)=200", "S(5)=200"])
        #expect(
            try exchange.send(
                S.replace("1", Self.account + "/SERVICETYPE", "chr", "POP3")
                    + S.replace("2", Self.account + "/SERVICENAME", "chr", "Work")
                    + S.add("3", Self.account, "node")
                    + S.replace("4", Self.account + "/INSERVER", "chr", String(repeating: "a", count: 63))
                    + S.replace("5", Self.account + "/INSERVER", "chr", "mail.contoso.example:993")
                    + S.replace("6", Self.account + "/DWNDAY", "chr", "8"))
                == ["S(1)=405", "S(2)=200", "S(3)=418", "S(4)=500", "S(5)=200", "S(6)=500"])
    }

    @Test("The outgoing server's own sign-in is set as a whole")
    func outgoing() throws {
        var exchange = try Exchange()
        let name = S.add("2", Self.account + "/SMTPALTAUTHNAME", "chr", "adele")
        let rest =
            S.add("3", Self.account + "/SMTPALTDOMAIN", "chr", "contoso")
            + S.add("4", Self.account + "/SMTPALTENABLED", "chr", "1")
            + S.add("5", Self.account + "/SMTPALTPASSWORD", "chr", "secret")
        let partly = try exchange.send(S.atomic("1", name))
        #expect(partly.first == "S(1)=507")
        #expect(try exchange.send(S.get("1", Self.account)) == ["S(1)=404"])
        #expect(try exchange.send(S.atomic("1", name, rest)).allSatisfy { $0.hasSuffix("=200") })
    }

    // MARK: - EnterpriseDataProtection

    @Test("Data is protected once all that is mandatory is set; AllowUserDecryption reads 1 whatever was written")
    func dataProtection() throws {
        var exchange = try Exchange()
        let csp = "./Device/Vendor/MSFT/EnterpriseDataProtection/"
        let area = "./Device/Vendor/MSFT/Policy/Config/NetworkIsolation/"
        #expect(try exchange.value(of: csp + "Status") == "0")
        let body =
            S.replace("1", csp + "Settings/EDPEnforcementLevel", "int", "2")
            + S.replace("2", csp + "Settings/DataRecoveryCertificate", "b64", "TUlJQg==")
            + S.replace("3", csp + "Settings/EnterpriseProtectedDomainNames", "chr", "contoso.example")
            + S.replace("4", csp + "Settings/AllowUserDecryption", "int", "0")
        #expect(try exchange.send(body).allSatisfy { $0.hasSuffix("=200") })
        #expect(try exchange.value(of: csp + "Status") == "0")
        let level = try exchange.phone.blueprint.address(csp + "Settings/EDPEnforcementLevel")
        #expect(exchange.phone.notes(on: level).first?.text.contains("NetworkIsolation/EnterpriseIPRange") == true)
        let rest =
            S.replace("1", area + "EnterpriseIPRange", "chr", "192.0.2.0-192.0.2.255")
            + S.replace("2", area + "EnterpriseNetworkDomainNames", "chr", "contoso.example")
        #expect(try exchange.send(rest) == ["S(1)=200", "S(2)=200"])
        #expect(try exchange.value(of: csp + "Status") == "8")
        #expect(try exchange.value(of: csp + "Settings/AllowUserDecryption") == "1")
        #expect(exchange.phone.notes(on: level) == [])
    }

    // MARK: - Maps

    @Test("A map waits, comes and is there")
    func maps() throws {
        var exchange = try Exchange()
        let map = "./Vendor/MSFT/Maps/Packages/93f2ba61-e03d-4b30-9be3-6e10728302d4"
        #expect(try exchange.send(S.get("1", map + "/Status")) == ["S(1)=404"])
        #expect(try exchange.send(S.add("1", map, nil)) == ["S(1)=200"])
        #expect(try exchange.value(of: map + "/Status") == "1")
        #expect(exchange.phone.advanceJobs(exchange.environment)?.hasEnded == false)
        #expect(try exchange.value(of: map + "/Status") == "2")
        let later = PhoneEnvironment(now: Exchange.start.adding(minutes: 2))
        #expect(exchange.phone.advanceJobs(later)?.hasEnded == true)
        #expect(exchange.phone.effects.count == 1 && exchange.phone.jobs.isEmpty)
        #expect(try exchange.value(of: map + "/Status") == "2")
    }
}
