import Notation
import SimulatedPhone
import Testing

/// Update (csp.md 15.1).
struct UpdateTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/Update"
    private static let good = "a317dafe-baf4-453f-b232-a7075efae36e"
    private static let bad = "b417dafe-baf4-453f-b232-a7075efae36e"
    private static let profile = PhoneProfile.changed {
        $0.updates = [
            PhoneProfile.AvailableUpdate(id: good, revision: 200, type: 1, failure: nil),
            PhoneProfile.AvailableUpdate(id: bad, revision: 7, type: 2, failure: -2_145_124_329),
        ]
    }

    private static func lists(_ exchange: inout Exchange) throws -> [String: String] {
        try ["InstallableUpdates", "PendingRebootUpdates", "InstalledUpdates", "FailedUpdates"].reduce(into: [:]) {
            $0[$1] = try exchange.value(of: "\(root)/\($1)") ?? ""
        }
    }

    private static func approve(_ id: String) -> String { S.add("2", "\(root)/ApprovedUpdates/%7b\(id)%7d", "node") }

    private static func runJobs(_ phone: inout Phone) {
        for seconds in stride(from: Int64(60), through: 600, by: 60) {
            _ = phone.advanceJobs(PhoneEnvironment(now: Exchange.start.adding(seconds: seconds)))
        }
    }

    @Test("An approved update is installed after the session, waits for a restart, and is installed then")
    func install() throws {
        var exchange = try Exchange(Self.profile)
        let both = "%7B\(Self.good)%7D/%7B\(Self.bad)%7D"
        #expect(try Self.lists(&exchange)["InstallableUpdates"] == both)
        #expect(try exchange.value(of: "\(Self.root)/InstallableUpdates/%7B\(Self.good.uppercased())%7D/Type") == "1")
        #expect(try exchange.send(Self.approve(Self.good)) == ["S(2)=200"])
        Self.runJobs(&exchange.phone)
        #expect(try Self.lists(&exchange)["PendingRebootUpdates"] == "%7B\(Self.good)%7D")
        let pending = "\(Self.root)/PendingRebootUpdates/%7B\(Self.good)%7D"
        #expect(try exchange.value(of: pending + "/InstalledTime") == "2017-06-01T12:02:00Z")
        #expect(try exchange.value(of: pending + "/RevisionNumber") == "200")
        _ = try exchange.send(S.exec("2", "./Device/Vendor/MSFT/Reboot/RebootNow"))
        Self.runJobs(&exchange.phone)
        let lists = try Self.lists(&exchange)
        #expect(lists["PendingRebootUpdates"] == "" && lists["InstalledUpdates"] == "%7B\(Self.good)%7D")
        #expect(lists["InstallableUpdates"] == "%7B\(Self.bad)%7D")
    }

    @Test("An update that fails says with which number")
    func failure() throws {
        var exchange = try Exchange(Self.profile)
        _ = try exchange.send(Self.approve(Self.bad))
        Self.runJobs(&exchange.phone)
        let failed = "\(Self.root)/FailedUpdates/%7B\(Self.bad)%7D"
        #expect(try exchange.value(of: failed + "/HResult") == "-2145124329")
        #expect(try exchange.value(of: failed + "/RevisionNumber") == "7")
    }

    @Test("What is approved and not there is kept, and installs nothing")
    func unknown() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(Self.approve(Self.good)) == ["S(2)=200"])
        #expect(try exchange.send(Self.approve(Self.good)) == ["S(2)=418"])
        #expect(exchange.phone.jobs.isEmpty)
        #expect(
            try exchange.send(
                S.add(
                    "2", "\(Self.root)/ApprovedUpdates/%7b\(Self.good)%7d/ApprovedTime", "time", "2017-06-01T12:00:00Z")
            )
                == ["S(2)=200"])
        #expect(try Self.lists(&exchange).values.allSatisfy(\.isEmpty))
    }

    @Test("The last search was at midnight; upgrades wait where the policy says so")
    func others() throws {
        var exchange = try Exchange(.changed { $0.edition = 0x85 })
        #expect(try exchange.value(of: Self.root + "/LastSuccessfulScanTime") == "2017-06-01T00:00:00Z")
        #expect(try exchange.value(of: Self.root + "/DeferUpgrade") == "false")
        _ = try exchange.send(S.replace("2", "./Vendor/MSFT/Policy/Config/Update/RequireDeferUpgrade", "int", "1"))
        #expect(try exchange.value(of: Self.root + "/DeferUpgrade") == "true")
    }
}
