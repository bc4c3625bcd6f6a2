import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// EnterpriseModernAppManagement (csp.md 14 and C24).
@Suite("Apps")
struct AppManagementTests {
    private typealias S = Stimulus

    static let root = "./User/Vendor/MSFT/EnterpriseModernAppManagement"
    private static let family = "Contoso.Field_abcdefgh12345"
    private static let installation = "\(root)/AppInstallation/\(family)"
    private static let managed = "\(root)/AppManagement/nonStore/\(family)"
    private static let address = "https://apps.contoso.example/Contoso.Field_1.2.0.7_arm.appxbundle"
    private static let policy = "./Vendor/MSFT/Policy/Config/ApplicationManagement/AllowAllTrustedApps"
    /// What a package begins with.
    private static let package = Array("PK\u{3}\u{4}".utf8)

    private static func application(_ address: String) -> String { #"<Application PackageUri="\#(address)" />"# }

    private static func later(_ seconds: Int64) -> PhoneEnvironment {
        PhoneEnvironment(now: Exchange.start.adding(seconds: seconds))
    }

    /// Runs all jobs; each errand gets the outcome.
    private static func runJobs(_ phone: inout Phone, _ outcome: ErrandOutcome? = nil) {
        for hour in Int64(1)...20 {
            if let job = phone.nextJob, job.errand != nil, let outcome {
                _ = phone.advance(job, by: outcome, later(hour * 3600))
            } else if phone.advanceJobs(later(hour * 3600)) == nil {
                return
            }
        }
    }

    private static func answer(_ status: Int, _ body: [UInt8] = []) -> ErrandOutcome {
        .answer(ErrandAnswer(status: status, body: body))
    }

    /// A phone that has been told to install the app.
    private static func ordered(_ address: String = Self.address, isAllowed: Bool = true) throws -> Exchange {
        var exchange = try Exchange()
        if isAllowed { _ = try exchange.send(S.replace("2", policy, "int", "1")) }
        #expect(
            try exchange.send(
                S.add("2", installation, "node") + S.get("3", installation + "/Status")
                    + S.exec("4", installation + "/HostedInstall", application(address)))
                == ["S(2)=200", "S(3)=200", "S(4)=202", "R(3) \(installation)/Status=0 (int)"])
        return exchange
    }

    private static func alerts(_ phone: Phone) -> [String] {
        phone.outbox.entries.map(\.alert).map { "\($0.type) \($0.data) \($0.source ?? "")" }
    }

    @Test("Where nobody runs errands, what needs one waits, and what was due after it is done all the same")
    func withoutErrands() throws {
        var exchange = try Self.ordered()
        let restart = Exchange.start.adding(seconds: 900).text
        _ = try exchange.send(S.replace("2", "./Device/Vendor/MSFT/Reboot/Schedule/Single", "chr", restart))
        exchange.phone.letTimePass(from: Exchange.start, to: Self.later(899))
        #expect(exchange.phone.jobs.map(\.csp) == ["EnterpriseModernAppManagement", "Reboot"])
        #expect(exchange.phone.jobs.first?.errand != nil && Self.alerts(exchange.phone).isEmpty)
        exchange.phone.letTimePass(from: Self.later(899).now, to: Self.later(3600))
        #expect(exchange.phone.jobs.map(\.csp) == ["EnterpriseModernAppManagement"])
    }

    private static let installed = "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseHostedAppInstall.result"
    private static let removed = "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseAppUninstall.result"

    @Test("An app from an address is fetched after the session, listed, told of by an alert, and its order is gone")
    func hosted() throws {
        var exchange = try Self.ordered()
        _ = exchange.phone.advanceJobs(exchange.environment)
        #expect(exchange.phone.nextJob?.errand == .request(ErrandRequest(url: Self.address)))
        #expect(try exchange.value(of: Self.installation + "/Status") == "1")
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        #expect(Self.alerts(exchange.phone) == ["\(Self.installed) 0 \(Self.installation)/HostedInstall"])
        #expect(exchange.phone.outbox.wantsSession)
        let full = "Contoso.Field_1.2.0.7_arm__abcdefgh12345"
        #expect(
            try exchange.send(
                S.get("2", Self.installation) + S.get("3", Self.root + "/AppManagement/nonStore")
                    + S.get("4", Self.managed) + S.get("5", "\(Self.managed)/\(full)/Version"))
                == [
                    "S(2)=404", "S(3)=200", "S(4)=200", "S(5)=200",
                    "R(3) \(Self.root)/AppManagement/nonStore=\(Self.family) (node)",
                    "R(4) \(Self.managed)=\(full) (node)", "R(5) \(Self.managed)/\(full)/Version=1.2.0.7",
                ])
        #expect(exchange.phone.jobs.isEmpty)
    }

    @Test("Another version takes the place of the first; Delete removes the app, and an alert tells of it")
    func updateAndRemove() throws {
        var exchange = try Self.ordered()
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        let newer = Self.application("https://apps.contoso.example/Contoso.Field_2.0.0.0_arm.appx")
        #expect(try exchange.send(S.exec("2", Self.installation + "/HostedInstall", newer)) == ["S(2)=202"])
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        #expect(try exchange.value(of: Self.managed) == "Contoso.Field_2.0.0.0_arm__abcdefgh12345")
        #expect(try exchange.send(S.delete("2", Self.managed)) == ["S(2)=202"])
        #expect(try exchange.value(of: Self.managed) != nil)
        Self.runJobs(&exchange.phone)
        #expect(try exchange.send(S.delete("2", Self.managed)) == ["S(2)=404"])
        #expect(
            Self.alerts(exchange.phone).last == "\(Self.removed) 0 \(Self.root)/AppManagement/\(Self.family)")
    }

    /// What becomes of the package, and the error that the nodes and the alert tell.
    private static let failures: [(outcome: ErrandOutcome, error: UInt32)] = [
        (answer(404), 0x8019_0194), (answer(200, Array("<html>".utf8)), 0x8007_3CF0), (answer(200), 0x8007_3CF0),
        (.failed(ErrandFailure("no such host", hresult: 0x8007_2EE7)), 0x8007_2EE7),
        (.failed(ErrandFailure("nobody there")), 0x8007_2EFD),
    ]

    @Test("A package that cannot be had fails: the nodes and the alert say with which error", arguments: failures)
    private func failure(_ row: (outcome: ErrandOutcome, error: UInt32)) throws {
        var exchange = try Self.ordered()
        Self.runJobs(&exchange.phone, row.outcome)
        let number = "\(Int32(bitPattern: row.error))"
        #expect(try exchange.value(of: Self.installation + "/Status") == "2")
        #expect(try exchange.value(of: Self.installation + "/LastError") == number)
        #expect(try exchange.value(of: Self.installation + "/LastErrorDesc")?.isEmpty == false)
        #expect(
            Self.alerts(exchange.phone) == ["\(Self.installed) \(number) \(Self.installation)/HostedInstall"])
        #expect(try exchange.value(of: Self.managed) == nil)
    }

    @Test(
        "Without the policy for apps from elsewhere nothing is fetched; a share of the network is out of reach"
    )
    func notAllowed() throws {
        var forbidden = try Self.ordered(isAllowed: false)
        Self.runJobs(&forbidden.phone)
        #expect(try forbidden.value(of: Self.installation + "/LastError") == "\(Int32(bitPattern: 0x8007_3CFF))")
        var share = try Self.ordered(#"\\server\share\HelloWorld10.appx"#)
        Self.runJobs(&share.phone)
        #expect(try share.value(of: Self.installation + "/LastError") == "\(Int32(bitPattern: 0x8007_0035))")
    }

    @Test("A family name is told as the server wrote it, and means the same app in any case of letters")
    func letters() throws {
        let provider = try #require(ConfigurationServiceProvider.named("EnterpriseModernAppManagement")?.provider)
        let (upper, application) = (Self.family.uppercased(), Self.application(Self.address))
        let other = Self.installation.replacing(Self.family, with: upper)
        var forbidden = try Self.ordered(isAllowed: false)
        Self.runJobs(&forbidden.phone)
        let sights = provider.sights(in: forbidden.phone)
        #expect(sights.count == 1 && sights[0].hasPrefix("could not install User/\(Self.family): "), "\(sights)")
        #expect(try forbidden.value(of: other + "/Status") == "2")
        #expect(try forbidden.send(S.exec("2", other + "/HostedInstall", application)) == ["S(2)=202"])
        #expect(try forbidden.send(S.delete("2", Self.installation)) == ["S(2)=200"])
        #expect(forbidden.phone.jobs.isEmpty && provider.sights(in: forbidden.phone).isEmpty)

        var exchange = try Self.ordered()
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        #expect(try exchange.send(S.exec("2", other + "/HostedInstall", application)) == ["S(2)=202"])
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        #expect(try exchange.value(of: Self.root + "/AppManagement/nonStore") == upper)
        let license = Self.root + "/AppLicenses/StoreLicenses/"
        #expect(try exchange.send(S.add("2", license + Self.family, "node")) == ["S(2)=200"])
        _ = try exchange.send(S.exec("2", license + upper + "/AddLicense", #"<License Content="AAAA"/>"#))
        #expect(try exchange.value(of: license + Self.family + "/LicenseUsage") == "Offline")
    }

    @Test("An app of the Store is installed by an Exec alone, without an alert; on the device it is provisioned")
    func store() throws {
        var exchange = try Exchange()
        let device = "./Device/Vendor/MSFT/EnterpriseModernAppManagement"
        let application = #"<Application id="{9E9EB8D2-0000-0000-0000-000000000000}" flags="0" skuid=" "/>"#
        let exec = S.exec("2", "\(device)/AppInstallation/\(Self.family)/StoreInstall", application)
        #expect(try exchange.send(exec) == ["S(2)=202"])
        Self.runJobs(&exchange.phone)
        #expect(exchange.phone.outbox.entries.isEmpty)
        let full = "Contoso.Field_1.0.0.0_neutral__abcdefgh12345"
        let app = "\(device)/AppManagement/AppStore/\(Self.family)/\(full)"
        #expect(try exchange.value(of: app + "/IsProvisioned") == "1")
        let remove = { (all: String) in
            S.exec(
                "2", device + "/AppManagement/RemovePackage", #"<Package Name="\#(full)" RemoveForAllUsers="\#(all)"/>"#
            )
        }
        #expect(try exchange.send(remove("0")) == ["S(2)=500"])
        #expect(try exchange.send(remove("1")) == ["S(2)=202"])
        Self.runJobs(&exchange.phone)
        #expect(try exchange.value(of: app + "/IsProvisioned") == nil)
        #expect(try exchange.send(remove("1")) == ["S(2)=500"])
    }

    @Test(
        "An argument that is no XML, or another element, is refused, and leaves nothing behind",
        arguments: [
            ("<Application PackageUri=", 415), ("", 412), ("<App/>", 415), ("<Application/>", 415),
        ])
    func arguments(_ text: String, _ status: Int) throws {
        var exchange = try Exchange()
        let before = exchange.phone.tree
        #expect(try exchange.send(S.exec("2", Self.installation + "/HostedInstall", text)) == ["S(2)=\(status)"])
        #expect(exchange.phone.tree == before && exchange.phone.jobs.isEmpty)
    }

    @Test("The phone has apps of its own: those of the system cannot be removed, others can")
    func ofFactory() throws {
        var exchange = try Exchange()
        let apps = Self.root + "/AppManagement"
        #expect(
            try exchange.send(S.get("2", apps)).last
                == "R(2) \(apps)=UpdateScan/LastScanError/AppInventoryResults/AppInventoryQuery/AppStore/nonStore/System (node)"
        )
        #expect(
            try exchange.send(
                S.delete("2", apps + "/System/Microsoft.MicrosoftEdge_8wekyb3d8bbwe")
                    + S.delete("3", apps + "/AppStore/Microsoft.WindowsCalculator_8wekyb3d8bbwe"))
                == ["S(2)=405", "S(3)=202"])
        Self.runJobs(&exchange.phone)
        #expect(
            try exchange.value(of: apps + "/AppStore")
                == "Microsoft.WindowsAlarms_8wekyb3d8bbwe/Microsoft.VCLibs.140.00_8wekyb3d8bbwe")
    }

    @Test("A desktop's apps are built for its processor and stand where desktops keep them")
    func ofDesktop() throws {
        var profile = PhoneProfile.desktop
        profile.processorArchitecture = 9
        var exchange = try Exchange(profile)
        let family = Self.root + "/AppManagement/AppStore/Microsoft.WindowsCalculator_8wekyb3d8bbwe"
        let full = "Microsoft.WindowsCalculator_10.1703.601.0_x64__8wekyb3d8bbwe"
        #expect(try exchange.value(of: family) == full)
        #expect(
            try exchange.value(of: "\(family)/\(full)/InstallLocation") == #"C:\Program Files\WindowsApps\"# + full)
    }

    /// A query, and the family names that its answer has.
    private static let queries: [(query: String, found: [String])] = [
        (
            #"<Inventory Output="PackageNames" Source="System"/>"#,
            ["Microsoft.MicrosoftEdge", "Microsoft.AAD.BrokerPlugin"]
        ),
        (#"<Inventory Source="AppStore" PackageTypeFilter="Framework"/>"#, ["Microsoft.VCLibs.140.00"]),
        (
            #"<Inventory Output="PackageDetails" PackageTypeFilter="Main|Bundle" PackageFamilyName="alarms"/>"#,
            ["Microsoft.WindowsAlarms"]
        ),
        (#"<Inventory Source="nonStore"/>"#, []),
    ]

    @Test("An inventory answers what its query asks for", arguments: queries)
    private func inventory(_ row: (query: String, found: [String])) throws {
        var exchange = try Exchange()
        let apps = Self.root + "/AppManagement"
        #expect(
            try exchange.send(S.replace("2", apps + "/AppInventoryQuery", "xml", row.query)) == ["S(2)=200"])
        let answer = try #require(try exchange.value(of: apps + "/AppInventoryResults"))
        #expect(answer.hasPrefix("<Packages"))
        #expect(answer.split(separator: "PackageFamilyName=").count - 1 == row.found.count)
        for name in row.found { #expect(answer.contains(#"PackageFamilyName="\#(name)_"#)) }
        #expect(answer.contains("InstallLocation=") == row.query.contains("PackageDetails"))
        #expect(try exchange.value(of: apps + "/AppInventoryQuery") == row.query)
        #expect(try exchange.send(S.replace("2", apps + "/AppInventoryQuery", "xml", "<Apps/>")) == ["S(2)=415"])
    }

    @Test("Settings of an app are the user's; what is set beside an app goes with it")
    func settings() throws {
        var exchange = try Exchange()
        let alarms = "AppManagement/AppStore/Microsoft.WindowsAlarms_8wekyb3d8bbwe"
        let server = "\(Self.root)/\(alarms)/AppSettingPolicy/Server"
        #expect(try exchange.send(S.add("2", server, "chr", "s1")) == ["S(2)=200"])
        #expect(
            try exchange.send(
                S.add("2", server.replacing("./User", with: "./Device"), "chr", "s1")
                    + S.replace("3", "\(Self.root)/\(alarms)/DoNotUpdate", "int", "1")) == ["S(2)=405", "S(3)=200"])
        #expect(try exchange.value(of: "\(Self.root)/AppManagement/AppStore")?.contains("VCLibs") == true)
        #expect(try exchange.send(S.delete("2", "\(Self.root)/\(alarms)")) == ["S(2)=202"])
        Self.runJobs(&exchange.phone)
        #expect(try exchange.value(of: server) == nil)
    }

    @Test("A licence that was brought or fetched says so; a search for updates finds none")
    func licenses() throws {
        var exchange = try Exchange()
        let license = Self.root + "/AppLicenses/StoreLicenses/\(Self.family)"
        #expect(
            try exchange.send(
                S.add("2", license, "node") + S.get("3", license + "/LicenseCategory")
                    + S.exec("4", license + "/AddLicense", #"<License Content="AAAA"/>"#)
                    + S.get("5", license + "/LicenseUsage") + S.exec("6", license + "/AddLicense", "<License"))
                == [
                    "S(2)=200", "S(3)=200", "S(4)=200", "S(5)=200", "S(6)=415",
                    "R(3) \(license)/LicenseCategory=Unknown", "R(5) \(license)/LicenseUsage=Offline",
                ])
        let scan = Self.root + "/AppManagement/UpdateScan"
        #expect(try exchange.send(S.exec("2", scan)) == ["S(2)=202"])
        Self.runJobs(&exchange.phone)
        #expect(try exchange.value(of: Self.root + "/AppManagement/LastScanError") == "0")
    }

    @Test("With the account the apps go that it brought")
    func unenrolled() throws {
        var exchange = try Self.ordered()
        Self.runJobs(&exchange.phone, Self.answer(200, Self.package))
        exchange.phone.unenroll(now: Exchange.start)
        #expect(try exchange.value(of: Self.managed) == nil)
    }
}
