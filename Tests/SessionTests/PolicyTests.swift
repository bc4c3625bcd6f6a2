import ManagementTree
import Notation
import SimulatedPhone
import Testing

/// The DeviceLock policies as a server sets and reads them: Config, Result, the older DeviceLock CSP beside them, and
/// what they do to the phone (csp.md section 5).
struct PolicyTests {
    private typealias S = Stimulus

    private static let config = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"
    private static let result = "./Device/Vendor/MSFT/Policy/Result/DeviceLock/"
    private static let older = "./Vendor/MSFT/DeviceLock/Provider/Server/"

    /// Policies written to Config, and what Result then gives.
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var written: [(String, String)]
        var results: [(String, String)]

        init(_ description: String, _ written: [(String, String)], gives results: [(String, String)]) {
            testDescription = description
            self.written = written
            self.results = results
        }
    }

    @Test(
        "Result gives the value in force",
        arguments: [
            Row(
                "with nothing set the defaults", [],
                gives: [
                    ("AllowSimpleDevicePassword", "1"), ("AlphanumericDevicePasswordRequired", "2"),
                    ("DevicePasswordEnabled", "1"), ("DevicePasswordExpiration", "0"), ("DevicePasswordHistory", "0"),
                    ("MaxDevicePasswordFailedAttempts", "0"), ("MaxInactivityTimeDeviceLock", "0"),
                    ("MinDevicePasswordComplexCharacters", "1"), ("MinDevicePasswordLength", "4"),
                    ("ScreenTimeoutWhileLocked", "10"),
                ]),
            Row(
                "what was set", [("DevicePasswordEnabled", "0"), ("MinDevicePasswordLength", "8")],
                gives: [("DevicePasswordEnabled", "0"), ("MinDevicePasswordLength", "8")]),
            Row(
                "enabling alone sets length 4 and complex characters 1", [("DevicePasswordEnabled", "0")],
                gives: [("MinDevicePasswordLength", "4"), ("MinDevicePasswordComplexCharacters", "1")]),
            Row(
                "disabling makes both 0", [("DevicePasswordEnabled", "1")],
                gives: [("MinDevicePasswordLength", "0"), ("MinDevicePasswordComplexCharacters", "0")]),
            Row(
                "asking for letters and digits sets length 4 and complex characters 2",
                [("DevicePasswordEnabled", "0"), ("AlphanumericDevicePasswordRequired", "0")],
                gives: [("MinDevicePasswordLength", "4"), ("MinDevicePasswordComplexCharacters", "2")]),
        ])
    func resultFollows(_ row: Row) throws {
        var exchange = try Exchange()
        for (name, value) in row.written {
            #expect(try exchange.send(S.replace("2", Self.config + name, "int", value)) == ["S(2)=200"], "\(name)")
        }
        for (name, value) in row.results {
            #expect(try exchange.value(of: Self.result + name) == value, "\(name)")
        }
    }

    @Test("Config tells only what was written, and Result cannot be written")
    func configAndResult() throws {
        var exchange = try Exchange()
        let length = "MinDevicePasswordLength"
        #expect(try exchange.send(S.get("2", Self.config + length)) == ["S(2)=404"])
        #expect(try exchange.send(S.add("3", Self.config + length, "int", "6")) == ["S(3)=200"])
        #expect(try exchange.value(of: Self.config + length) == "6")
        #expect(try exchange.send(S.replace("4", Self.result + length, "int", "7")) == ["S(4)=405"])
        #expect(try exchange.send(S.delete("5", Self.config + length)) == ["S(5)=200"])
        #expect(try exchange.value(of: Self.result + length) == "4")
    }

    /// Two sources of one policy, and what they come to.
    struct Merge: Sendable, CustomTestStringConvertible {
        var policy: String
        var older: String
        var config: String
        var merged: String

        init(_ policy: String, _ older: String, _ config: String, _ merged: String) {
            self.policy = policy
            self.older = older
            self.config = config
            self.merged = merged
        }

        var testDescription: String { "\(policy): \(older) and \(config) make \(merged)" }
    }

    @Test(
        "The older DeviceLock CSP and Config are merged by the policy's rule",
        arguments: [
            Merge("MinDevicePasswordLength", "6", "8", "8"), Merge("MinDevicePasswordLength", "10", "8", "10"),
            Merge("AllowSimpleDevicePassword", "0", "1", "0"), Merge("AllowSimpleDevicePassword", "1", "0", "0"),
            Merge("MaxDevicePasswordFailedAttempts", "5", "9", "5"),
            Merge("MaxDevicePasswordFailedAttempts", "0", "9", "9"),
            Merge("MaxInactivityTimeDeviceLock", "3", "0", "3"),
            Merge("MinDevicePasswordComplexCharacters", "3", "2", "3"),
        ])
    func merge(_ row: Merge) throws {
        var exchange = try Exchange()
        #expect(
            try exchange.send(
                S.add("2", Self.older + "DevicePasswordEnabled", "int", "0")
                    + S.add("3", Self.older + row.policy, "int", row.older)
                    + S.replace("4", Self.config + row.policy, "int", row.config))
                == ["S(2)=200", "S(3)=200", "S(4)=200"])
        #expect(try exchange.value(of: Self.result + row.policy) == row.merged)
    }

    @Test("DeviceLock/DeviceValue tells what is really in force")
    func deviceValue() throws {
        var exchange = try Exchange()
        _ = try exchange.send(
            S.replace("2", Self.config + "DevicePasswordEnabled", "int", "0")
                + S.replace("3", Self.config + "MinDevicePasswordLength", "int", "8"))
        #expect(try exchange.value(of: "./Vendor/MSFT/DeviceLock/DeviceValue/MinDevicePasswordLength") == "8")
        #expect(try exchange.value(of: "./Vendor/MSFT/DeviceLock/DeviceValue/DevicePasswordEnabled") == "0")
    }

    @Test("A second provider finds no place beside the first")
    func oneProvider() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.add("2", "./Vendor/MSFT/DeviceLock/Provider/One", "node")) == ["S(2)=200"])
        #expect(try exchange.send(S.add("3", "./Vendor/MSFT/DeviceLock/Provider/Two", "node")) == ["S(3)=420"])
        #expect(try exchange.send(S.delete("4", "./Vendor/MSFT/DeviceLock/Provider/One")) == ["S(4)=200"])
        #expect(try exchange.send(S.add("5", "./Vendor/MSFT/DeviceLock/Provider/Two", "node")) == ["S(5)=200"])
    }

    @Test(
        "A value outside the range is 500, a wrong format 415, and neither is stored",
        arguments: [
            ("MinDevicePasswordLength", "int", "3", "500"), ("MinDevicePasswordLength", "int", "17", "500"),
            ("MinDevicePasswordLength", "int", "99999999999999999999", "415"),
            ("MinDevicePasswordComplexCharacters", "int", "5", "500"), ("DevicePasswordEnabled", "int", "2", "500"),
            ("DevicePasswordEnabled", "bool", "true", "415"), ("DevicePasswordEnabled", "int", "zero", "415"),
            ("MaxDevicePasswordFailedAttempts", "int", "1000", "500"), ("DevicePasswordHistory", "int", "51", "500"),
            ("DevicePasswordExpiration", "int", "731", "500"), ("ScreenTimeoutWhileLocked", "int", "9", "500"),
            ("MaxInactivityTimeDeviceLock", "node", "1", "415"),
        ])
    func refused(_ name: String, _ format: String, _ value: String, _ code: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.replace("2", Self.config + name, format, value)) == ["S(2)=\(code)"])
        #expect(try exchange.send(S.get("3", Self.config + name)) == ["S(3)=404"])
    }

    @Test("An area without a provider of its own has the documented range too", arguments: ["4711", "4", "-1"])
    func telemetry(_ value: String) throws {
        var exchange = try Exchange()
        let uri = "./Device/Vendor/MSFT/Policy/Config/System/AllowTelemetry"
        #expect(try exchange.send(S.replace("2", uri, "int", "3")) == ["S(2)=200"])
        #expect(try exchange.send(S.replace("3", uri, "int", value)) == ["S(3)=500"])
        #expect(try exchange.value(of: uri) == "3")
    }

    @Test("The DeviceLock CSP refuses what is out of its own ranges")
    func olderRanges() throws {
        var exchange = try Exchange()
        let length = Self.older + "MinDevicePasswordLength"
        #expect(try exchange.send(S.add("2", length, "int", "19")) == ["S(2)=500"])
        #expect(try exchange.send(S.add("3", length, "int", "18")) == ["S(3)=200"])
    }

    @Test("An area that the phone does not know is 404, and ./User has no DeviceLock area")
    func unknown() throws {
        var exchange = try Exchange()
        let area = "./Device/Vendor/MSFT/Policy/Config/NoSuchArea/Policy"
        #expect(try exchange.send(S.replace("2", area, "int", "1")) == ["S(2)=404"])
        let user = "./User/Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength"
        #expect(try exchange.send(S.replace("3", user, "int", "6")) == ["S(3)=405"])
    }

    @Test("While nobody is signed in ./User is 405 for every verb")
    func nobodySignedIn() throws {
        var exchange = try Exchange()
        exchange.phone.setLoginStatus(.none)
        let node = RemoteLock.policy("EnablePinRecovery", scope: "./User")
        let body = S.get("2", node) + S.add("3", node, "bool", "true") + S.replace("4", node, "bool", "true")
        #expect(
            try exchange.send(body + S.delete("5", node) + S.exec("6", node))
                == ["S(2)=405", "S(3)=405", "S(4)=405", "S(5)=405", "S(6)=405"])
    }

    @Test("MaxDevicePasswordFailedAttempts wipes the phone that is mistyped so often, and not before")
    func failedAttempts() throws {
        var exchange = try Exchange()
        _ = try exchange.send(
            S.replace("2", Self.config + "DevicePasswordEnabled", "int", "0")
                + S.replace("3", Self.config + "MaxDevicePasswordFailedAttempts", "int", "3")
                + S.exec("4", RemoteLock.lock))
        let wrong = PIN("00000000")
        #expect(exchange.phone.unlock(with: wrong, now: Exchange.start) == .wrong(remaining: 2))
        #expect(exchange.phone.unlock(with: wrong, now: Exchange.start) == .wrong(remaining: 1))
        #expect(exchange.phone.unlock(with: wrong, now: Exchange.start) == .wiped)
        #expect(exchange.phone.effects.contains(.wiped))
        #expect(try exchange.send(S.get("5", Self.config + "MaxDevicePasswordFailedAttempts")) == ["S(5)=404"])
    }

    @Test("MaxInactivityTimeDeviceLock locks the screen after so many minutes, at most the model's five")
    func inactivity() throws {
        for (minutes, locksAfter) in [(3, 3), (30, 5)] {
            var exchange = try Exchange()
            _ = try exchange.send(
                S.replace("2", Self.config + "DevicePasswordEnabled", "int", "0")
                    + S.replace("3", Self.config + "MaxInactivityTimeDeviceLock", "int", String(minutes)))
            exchange.phone.lockIfIdle(now: Exchange.start.adding(seconds: Int64(locksAfter * 60 - 1)))
            #expect(!exchange.phone.lockScreen.isLocked)
            exchange.phone.lockIfIdle(now: Exchange.start.adding(minutes: locksAfter))
            #expect(exchange.phone.lockScreen.isLocked)
        }
    }
}
