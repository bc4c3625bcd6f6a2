import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// WindowsLicensing (csp.md 15.2).
struct WindowsLicensingTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/WindowsLicensing"
    private static let license = "<License><Binding/></License>"
    private static let key = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE"

    @Test("A licence makes Mobile into Mobile Enterprise without a restart; the edition says so everywhere")
    func upgrade() throws {
        var exchange = try Exchange()
        let (status, edition) = (Self.root + "/Status", Self.root + "/Edition")
        // A policy that Mobile does not have.
        let policy = S.replace("2", "./Vendor/MSFT/Policy/Config/Update/RequireDeferUpgrade", "int", "1")
        #expect(try exchange.send(policy) == ["S(2)=404"])
        #expect(try exchange.value(of: edition) == "104" && exchange.value(of: status) == "4")
        #expect(
            try exchange.send(S.exec("2", Self.root + "/UpgradeEditionWithLicense", Self.license)) == ["S(2)=202"])
        #expect(try exchange.value(of: status) == "1")
        _ = exchange.phone.advanceJobs(exchange.environment)
        #expect(try exchange.value(of: status) == "2" && exchange.value(of: edition) == "104")
        _ = exchange.phone.advanceJobs(PhoneEnvironment(now: Exchange.start.adding(seconds: 10)))
        #expect(try exchange.value(of: status) == "3" && exchange.value(of: edition) == "133")
        #expect(try exchange.value(of: "./Vendor/MSFT/DeviceStatus/OS/Edition") == "Mobile Enterprise")
        #expect(try exchange.send(policy) == ["S(2)=200"])
        let kept = Phone(exchange.phone.state, tree: exchange.phone.tree, blueprint: try Exchange.blueprint(.lumia950))
        #expect(kept.traits.edition == 133)
        #expect(
            try exchange.send(S.exec("2", Self.root + "/UpgradeEditionWithLicense", Self.license)) == ["S(2)=500"])
    }

    @Test(
        "A phone takes a licence that is XML, and no product key",
        arguments: [
            ("UpgradeEditionWithLicense", "<License>", 415), ("UpgradeEditionWithLicense", "", 412),
            ("UpgradeEditionWithProductKey", key, 500), ("ChangeProductKey", key, 500),
            ("CheckApplicability", key, 500),
        ])
    func onPhone(_ node: String, _ argument: String, _ status: Int) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.exec("2", "\(Self.root)/\(node)", argument)) == ["S(2)=\(status)"])
        #expect(exchange.phone.jobs.isEmpty && exchange.phone.traits.edition == 104)
    }

    @Test(
        "A desktop takes a product key that is one, and no licence",
        arguments: [
            ("UpgradeEditionWithLicense", license, 500), ("UpgradeEditionWithProductKey", key, 200),
            ("ChangeProductKey", "AAAAA", 500), ("CheckApplicability", key, 200),
        ])
    func onDesktop(_ node: String, _ argument: String, _ status: Int) throws {
        var exchange = try Exchange(.desktop)
        #expect(try exchange.send(S.exec("2", "\(Self.root)/\(node)", argument)) == ["S(2)=\(status)"])
        #expect(try exchange.value(of: Self.root + "/LicenseKeyType") == "ProductKey")
    }

    @Test("A wipe takes the edition back that the phone came with")
    func wiped() throws {
        var exchange = try Exchange()
        _ = try exchange.send(S.exec("2", Self.root + "/UpgradeEditionWithLicense", Self.license))
        for _ in 0..<2 { _ = exchange.phone.advanceJobs(PhoneEnvironment(now: Exchange.start.adding(seconds: 60))) }
        _ = exchange.phone.advanceJobs(PhoneEnvironment(now: Exchange.start.adding(seconds: 120)))
        #expect(exchange.phone.traits.edition == 133)
        exchange.phone.reset(now: Exchange.start)
        #expect(exchange.phone.traits.edition == 104)
    }
}
