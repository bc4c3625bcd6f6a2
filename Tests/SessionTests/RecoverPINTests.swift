import PINReset
import Session
import SimulatedPhone
import Testing

/// LockAndRecoverPIN from the server's side: the reset-passcode story with everything that it hangs on
/// (design, *LockAndRecoverPIN*; csp.md sections 3 and 4).
struct RecoverPINTests {
    private typealias S = Stimulus

    @Test("With recovery enabled the server gets a new PIN, and the phone keeps its keys")
    func recovery() throws {
        var exchange = try Exchange()
        let old = try #require(exchange.phone.lockScreen.pin)
        let keys = exchange.phone.hello.keys
        #expect(!keys.isEmpty)
        #expect(try exchange.send(RemoteLock.enableRecovery("2")) == ["S(2)=200"])
        let lines = try exchange.send(RemoteLock.recover)
        let new = try #require(exchange.phone.lockScreen.pin)
        #expect(lines == ["S(3)=200", "S(4)=200", "S(5)=200", "R(5) \(RemoteLock.newPIN)=\(new.text)"])
        #expect(new != old)
        #expect(exchange.phone.lockScreen.isLocked)
        #expect(exchange.phone.lockScreen.history.isEmpty)
        #expect(exchange.phone.hello.keys == keys)
        #expect(!exchange.phone.unlock(with: old, now: Exchange.start).isOpen)
        #expect(exchange.phone.unlock(with: new, now: Exchange.start) == .opened)
        #expect(exchange.phone.hello.isUnlocked)
    }

    @Test("Enabling and recovering in one message works as well")
    func oneMessage() throws {
        var exchange = try Exchange()
        let lines = try exchange.send(RemoteLock.enableRecovery("2") + RemoteLock.recover)
        let pin = try #require(exchange.phone.lockScreen.pin?.text)
        #expect(lines == ["S(2)=200", "S(3)=200", "S(4)=200", "S(5)=200", "R(5) \(RemoteLock.newPIN)=\(pin)"])
    }

    @Test("NewPINValue gives the PIN once: a second Get in the message is empty, and so is one in a later message")
    func oneShot() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        let lines = try exchange.send(RemoteLock.recover + S.get("6", RemoteLock.newPIN))
        #expect(lines.suffix(1) == ["R(6) \(RemoteLock.newPIN)="])
        #expect(try exchange.send(S.get("7", RemoteLock.newPIN)) == ["S(7)=200", "R(7) \(RemoteLock.newPIN)="])
    }

    @Test("A PIN that was not read in the message of the Exec is not told later")
    func unreadPINIsForgotten() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        #expect(try exchange.send(S.exec("3", RemoteLock.recoverPIN)) == ["S(3)=200"])
        #expect(try exchange.send(S.get("4", RemoteLock.newPIN)) == ["S(4)=200", "R(4) \(RemoteLock.newPIN)="])
    }

    @Test("Before any reset NewPINValue is empty")
    func nothingBefore() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.get("4", RemoteLock.newPIN)) == ["S(4)=200", "R(4) \(RemoteLock.newPIN)="])
    }

    @Test("Each Exec makes another PIN, and the protector serves again")
    func twice() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        _ = try exchange.send(RemoteLock.recover)
        let first = exchange.phone.lockScreen.pin
        #expect(try exchange.send(RemoteLock.recover).prefix(3) == ["S(3)=200", "S(4)=200", "S(5)=200"])
        #expect(exchange.phone.lockScreen.pin != first)
    }

    @Test("The same CmdID on Sequence, Exec and Get is echoed for each of them")
    func sameID() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        let lines = try exchange.send(
            S.sequence("1", S.exec("1", RemoteLock.recoverPIN), S.get("1", RemoteLock.newPIN)))
        let pin = try #require(exchange.phone.lockScreen.pin?.text)
        #expect(lines == ["S(1)=200", "S(1)=200", "S(1)=200", "R(1) \(RemoteLock.newPIN)=\(pin)"])
    }

    @Test("Blanks at the end of LocURI, other letter case and the ./Device prefix name the same nodes")
    func spelling() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        let lines = try exchange.send(
            S.sequence(
                "3", S.exec("4", "./Device/Vendor/MSFT/RemoteLock/LockAndRecoverPIN "),
                S.get("5", "./vendor/msft/remotelock/newpinvalue\n ")))
        let pin = try #require(exchange.phone.lockScreen.pin?.text)
        #expect(
            lines == ["S(3)=200", "S(4)=200", "S(5)=200", "R(5) ./vendor/msft/remotelock/newpinvalue=\(pin)"])
    }

    @Test("The PIN follows from the seed")
    func seeds() throws {
        let pins = try [1, 1, 2, 3].map { (seed: UInt64) in
            var exchange = try Exchange(seed: seed)
            _ = try exchange.send(RemoteLock.enableRecovery("2") + RemoteLock.recover)
            return exchange.phone.lockScreen.pin
        }
        #expect(pins[0] == pins[1])
        #expect(Set(pins).count > 1)
    }

    @Test("Enabled while the phone was unlocked, recovery works on the locked phone")
    func lockedLater() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        exchange.phone.lock()
        #expect(try exchange.send(RemoteLock.recover).prefix(2) == ["S(3)=200", "S(4)=200"])
    }

    @Test("An Atomic that fails after the Exec leaves the old PIN in force and tells no PIN")
    func rolledBack() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        var before = exchange.phone
        before.beginMessage()
        let lines = try exchange.send(
            S.atomic("3", S.exec("4", RemoteLock.recoverPIN), S.delete("5", ".")) + S.get("6", RemoteLock.newPIN))
        #expect(lines == ["S(3)=507", "S(4)=216", "S(5)=405", "S(6)=200", "R(6) \(RemoteLock.newPIN)="])
        #expect(exchange.phone == before)
    }

    @Test("The policy under ./User enables recovery, too")
    func userPolicy() throws {
        var exchange = try Exchange()
        #expect(try exchange.send(RemoteLock.enableRecovery("2", scope: "./User")) == ["S(2)=200"])
        #expect(try exchange.send(RemoteLock.recover).first == "S(3)=200")
        #expect(exchange.phone.lockScreen.isLocked)
    }

    @Test("A policy of another tenant does not count")
    func otherTenant() throws {
        var exchange = try Exchange()
        let other = "11111111-2222-3333-4444-555555555555"
        #expect(try exchange.send(RemoteLock.enableRecovery("2", tenant: other)) == ["S(2)=200"])
        try expectRefusal(&exchange)
    }

    @Test("Enabled while the phone is locked, recovery fails until the phone was unlocked once")
    func enabledWhileLocked() throws {
        var exchange = try Exchange()
        let pin = try #require(exchange.phone.lockScreen.pin)
        exchange.phone.lock()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectRefusal(&exchange)
        _ = exchange.phone.unlock(with: pin, now: Exchange.start)
        #expect(try exchange.send(RemoteLock.recover).prefix(2) == ["S(3)=200", "S(4)=200"])
    }

    @Test("Turned off, recovery fails, and turned on again while locked it stays so")
    func turnedOff() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        _ = try exchange.send(RemoteLock.enableRecovery("2", value: "false"))
        try expectRefusal(&exchange)
        exchange.phone.lock()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectRefusal(&exchange)
    }

    @Test("With the policy's tenant deleted recovery fails")
    func policyDeleted() throws {
        var exchange = try Exchange()
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        let node = "./Device/Vendor/MSFT/PassportForWork/\(PhoneProfile.tenant)"
        #expect(try exchange.send(S.delete("3", node)) == ["S(3)=200"])
        try expectRefusal(&exchange)
    }

    @Test("Without the policy the Exec is 500, nothing changes, and the reason names the node to set")
    func notEnabled() throws {
        var exchange = try Exchange()
        try expectRefusal(&exchange)
        let reasons = exchange.lastReply?.answer.reasons.values.map { $0 } ?? []
        #expect(reasons.contains { $0.contains("EnablePinRecovery") })
    }

    @Test("A phone that is not joined to Azure AD cannot recover")
    func notJoined() throws {
        var exchange = try Exchange(.notJoined)
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectRefusal(&exchange)
    }

    @Test("A phone without a PIN cannot recover")
    func noPIN() throws {
        var exchange = try Exchange(.changed { $0.hasPIN = false })
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectRefusal(&exchange)
    }

    @Test("A service that grants no ticket makes the Exec fail", arguments: Service.allCases)
    func noTicket(_ service: Service) throws {
        var exchange = try Exchange(service: service.make())
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        try expectRefusal(&exchange)
    }

    @Test("A tenant that consented to both applications gets its ticket")
    func consent() throws {
        var exchange = try Exchange(service: .embedded(tenants: [PINResetTenant(id: PhoneProfile.tenant.uppercased())]))
        _ = try exchange.send(RemoteLock.enableRecovery("2"))
        #expect(try exchange.send(RemoteLock.recover).prefix(2) == ["S(3)=200", "S(4)=200"])
    }

    /// The ways in which no ticket comes.
    enum Service: CaseIterable {
        case denied, tenantUnknown, oneConsentOnly, noConsent

        func make() -> any ImmediatePINResetService {
            let tenant = PhoneProfile.tenant
            return switch self {
            case .denied: .denied
            case .tenantUnknown: .embedded(tenants: [])
            case .oneConsentOnly: .embedded(tenants: [PINResetTenant(id: tenant, consentedApplications: [.service])])
            case .noConsent: .embedded(tenants: [PINResetTenant(id: tenant, consentedApplications: [])])
            }
        }
    }

    /// 500 for the Exec, an empty NewPINValue, and the phone as it was.
    private func expectRefusal(_ exchange: inout Exchange, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = exchange.phone
        let lines = try exchange.send(RemoteLock.recover)
        #expect(
            lines == ["S(3)=200", "S(4)=500", "S(5)=200", "R(5) \(RemoteLock.newPIN)="], sourceLocation: sourceLocation)
        #expect(exchange.phone == before, sourceLocation: sourceLocation)
    }
}
