import Notation
import SimulatedPhone
import Testing

/// Reporting (csp.md 15.3), with the switch of WindowsSecurityAuditing.
struct ReportingTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/Reporting"
    private static let range = root + "/SecurityAuditing/RetrieveByTimeRange"
    private static let count = root + "/SecurityAuditing/RetrieveByCount"

    /// The part of WindowsSecurityAuditing that switches it on.
    private static let auditing = """
        <MgmtTree><Node><NodeName>ConfigurationSettings</NodeName><Path>./Vendor/MSFT/WindowsSecurityAuditing</Path>
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties><Node>
        <NodeName>EnableSecurityAuditing</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType>
        <DefaultValue>false</DefaultValue><DFFormat><bool/></DFFormat></DFProperties></Node></Node></MgmtTree>
        """

    /// A phone at which somebody mistypes the PIN, and a minute later types it.
    private static func used(isAudited: Bool) throws -> Exchange {
        var exchange = try Exchange(ddf: auditing)
        let address = "./Vendor/MSFT/WindowsSecurityAuditing/ConfigurationSettings/EnableSecurityAuditing"
        _ = try exchange.send(S.replace("2", address, "bool", isAudited ? "true" : "false"))
        let pin = try #require(exchange.phone.lockScreen.pin)
        _ = exchange.phone.lock()
        _ = exchange.phone.unlock(with: PIN(pin.text + "1"), now: Exchange.start)
        _ = exchange.phone.unlock(with: pin, now: Exchange.start.adding(seconds: 60))
        exchange.environment.now = Exchange.start.adding(seconds: 3600)
        return exchange
    }

    /// The types of the entries in a log.
    private static func types(_ address: String, _ exchange: inout Exchange) throws -> [String] {
        let log = try #require(try exchange.value(of: address + "/Logs"))
        #expect(log.contains(#"<Reporting Version="com.microsoft/2.0/MDM/Reporting""#))
        return log.split(separator: "LogType=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    @Test("Security auditing tells what happened at the phone, where it was switched on")
    func audited() throws {
        var exchange = try Self.used(isAudited: true)
        #expect(try Self.types(Self.range, &exchange) == ["LogonFailure", "Logon"])
        #expect(try exchange.value(of: Self.range + "/Logs")?.contains(#"TimeStamp="131407920000000000""#) == true)
        var silent = try Self.used(isAudited: false)
        #expect(try Self.types(Self.range, &silent).isEmpty)
    }

    @Test(
        "Times and a count choose among the entries",
        arguments: [
            ("RetrieveByTimeRange/StartTime", "2017-06-01T12:00:30Z", ["Logon"]),
            ("RetrieveByTimeRange/StopTime", "2017-06-01T12:00:30.000Z", ["LogonFailure"]),
            ("RetrieveByCount/LogCount", "1", ["LogonFailure"]),
            ("RetrieveByCount/LogCount", "9", ["LogonFailure", "Logon"]),
            ("RetrieveByCount/StartTime", "2017-06-01T12:00:30:27", ["Logon"]),
        ])
    func chosen(_ node: String, _ value: String, _ types: [String]) throws {
        var exchange = try Self.used(isAudited: true)
        #expect(try exchange.send(S.replace("2", "\(Self.root)/SecurityAuditing/\(node)", nil, value)) == ["S(2)=200"])
        let log = node.hasPrefix("RetrieveByCount") ? Self.count : Self.range
        #expect(try Self.types(log, &exchange) == types)
    }

    @Test("What is no time is refused; nobody works with guarded files on a phone of ours")
    func others() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("2", Self.range + "/StartTime", "chr", "yesterday")) == ["S(2)=500"])
        #expect(try Self.types(Self.root + "/EnterpriseDataProtection/RetrieveByTimeRange", &exchange).isEmpty)
        var desktop = try Exchange(.desktop)
        #expect(try desktop.send(S.get("2", Self.range + "/Logs")) == ["S(2)=404"])
    }
}
