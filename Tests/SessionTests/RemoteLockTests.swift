import SimulatedPhone
import Testing

/// Lock and LockAndResetPIN, which builds and editions have them, and the length of generated PINs (csp.md section 3).
struct RemoteLockTests {
    private typealias S = Stimulus

    @Test("Lock locks a phone that has a PIN")
    func lock() throws {
        var exchange = try Exchange()
        let pin = try #require(exchange.phone.lockScreen.pin)
        #expect(try exchange.send(S.exec("2", RemoteLock.lock)) == ["S(2)=200"])
        #expect(exchange.phone.lockScreen.isLocked && !exchange.phone.hello.isUnlocked)
        #expect(exchange.phone.effects == [.screenLocked])
        #expect(exchange.phone.unlock(with: pin, now: Exchange.start) == .opened)
    }

    @Test("Lock without a PIN is 405 and ignored")
    func lockWithoutPIN() throws {
        var exchange = try Exchange(.changed { $0.hasPIN = false })
        let before = exchange.phone
        #expect(try exchange.send(S.exec("2", RemoteLock.lock)) == ["S(2)=405"])
        #expect(exchange.phone == before)
    }

    @Test("LockAndResetPIN on a phone that is not joined gives a new PIN and deletes the Hello keys")
    func resetNotJoined() throws {
        var exchange = try Exchange(.notJoined)
        try expectNewPIN(&exchange)
    }

    @Test("LockAndResetPIN on a joined phone that is ready for recovery does the same")
    func resetJoinedWithRecovery() throws {
        var exchange = try Exchange()
        #expect(!exchange.phone.hello.keys.isEmpty)
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectNewPIN(&exchange)
    }

    @Test("LockAndResetPIN on a joined phone without recovery fails by default, and nothing changes")
    func resetFails() throws {
        var exchange = try Exchange()
        let before = exchange.phone
        #expect(
            try exchange.send(RemoteLock.reset)
                == ["S(3)=200", "S(4)=500", "S(5)=200", "R(5) \(RemoteLock.newPIN)="])
        #expect(exchange.phone == before)
    }

    @Test("The profile may choose a reset there")
    func resetByProfile() throws {
        var exchange = try Exchange(.changed { $0.lockAndResetPINWithoutRecovery = .reset })
        try expectNewPIN(&exchange)
    }

    @Test("The profile may choose that the phone is wiped")
    func wipeByProfile() throws {
        var exchange = try Exchange(.changed { $0.lockAndResetPINWithoutRecovery = .wipe })
        let deviceID = exchange.phone.deviceID
        #expect(
            try exchange.send(RemoteLock.reset)
                == ["S(3)=200", "S(4)=200", "S(5)=200", "R(5) \(RemoteLock.newPIN)="])
        #expect(exchange.phone.lockScreen.pin == nil && !exchange.phone.lockScreen.isLocked)
        #expect(exchange.phone.join == nil && exchange.phone.hello.keys.isEmpty)
        #expect(exchange.phone.effects.contains(.wiped))
        #expect(exchange.phone.deviceID == deviceID)
    }

    @Test("LockAndRecoverPIN and EnablePinRecovery came with version 1703")
    func version1607() throws {
        var exchange = try Exchange(.version1607)
        #expect(try exchange.send(RemoteLock.enableRecovery("2")) == ["S(2)=404"])
        #expect(try exchange.send(S.exec("3", RemoteLock.recoverPIN)) == ["S(3)=404"])
        #expect(try exchange.send(S.get("4", RemoteLock.recoverPIN)) == ["S(4)=404"])
        #expect(
            try exchange.send(S.get("5", "./Vendor/MSFT/RemoteLock"))
                == ["S(5)=200", "R(5) ./Vendor/MSFT/RemoteLock=Lock/LockAndResetPIN/NewPINValue (node)"])
    }

    @Test(
        "A desktop has no RemoteLock",
        arguments: ["", "/Lock", "/LockAndResetPIN", "/LockAndRecoverPIN", "/NewPINValue"])
    func desktop(_ node: String) throws {
        var exchange = try Exchange(.desktop)
        let uri = "./Vendor/MSFT/RemoteLock" + node
        #expect(try exchange.send(S.get("2", uri) + S.exec("3", uri)) == ["S(2)=404", "S(3)=404"])
    }

    /// Policies, and the length that a generated PIN has under them.
    struct Lengths: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var body: String
        var length: Int

        init(_ description: String, _ length: Int, _ policies: (String, String)...) {
            testDescription = description
            body = policies.enumerated().map { S.replace("\($0 + 10)", $1.0, "int", $1.1) }.joined()
            self.length = length
        }
    }

    private static let hello = "PINComplexity/MinimumPINLength"
    private static let lockArea = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"

    @Test(
        "A generated PIN is as long as the strictest policy asks for",
        arguments: [
            Lengths("no policy: four digits", 4),
            Lengths("Hello of the device", 6, (RemoteLock.policy(hello), "6")),
            Lengths("Hello of the user", 7, (RemoteLock.policy(hello, scope: "./User"), "7")),
            Lengths(
                "the longer of the two", 8, (RemoteLock.policy(hello), "6"),
                (RemoteLock.policy(hello, scope: "./User"), "8")),
            Lengths(
                "DeviceLock beside Hello", 9, (RemoteLock.policy(hello), "6"),
                (lockArea + "DevicePasswordEnabled", "0"), (lockArea + "MinDevicePasswordLength", "9")),
            Lengths("DeviceLock that is not enabled does not count", 4, (lockArea + "MinDevicePasswordLength", "9")),
            Lengths(
                "an impossible pair falls back to 4", 4, (RemoteLock.policy(hello), "12"),
                (RemoteLock.policy("PINComplexity/MaximumPINLength"), "6")),
        ])
    func length(_ row: Lengths) throws {
        var exchange = try Exchange()
        let lines = try exchange.send(RemoteLock.enableRecovery("2") + row.body)
        #expect(lines.allSatisfy { $0.hasSuffix("=200") }, "\(lines)")
        _ = try exchange.send(RemoteLock.recover)
        let pin = try #require(exchange.phone.lockScreen.pin?.text)
        #expect(exchange.phone.lockScreen.isLocked)
        #expect(pin.count == row.length, "\(pin)")
        #expect(pin.allSatisfy { ("0"..."9").contains($0) }, "\(pin)")
    }

    private func expectNewPIN(_ exchange: inout Exchange) throws {
        let old = try #require(exchange.phone.lockScreen.pin)
        let lines = try exchange.send(RemoteLock.reset)
        let new = try #require(exchange.phone.lockScreen.pin)
        #expect(lines == ["S(3)=200", "S(4)=200", "S(5)=200", "R(5) \(RemoteLock.newPIN)=\(new.text)"])
        #expect(new != old)
        #expect(exchange.phone.lockScreen.isLocked && exchange.phone.lockScreen.history.isEmpty)
        #expect(exchange.phone.hello.keys.isEmpty)
        #expect(!exchange.phone.unlock(with: old, now: Exchange.start).isOpen)
        #expect(exchange.phone.unlock(with: new, now: Exchange.start) == .opened)
    }
}
