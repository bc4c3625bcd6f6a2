import ManagementTree
import SimulatedPhone
import Testing

/// RemoteRing (csp.md 11.2 and C15).
struct RemoteRingTests {
    private typealias S = Stimulus

    /// What the phone has noticed, and what the CSP remembers as JSON.
    private static func rings(_ phone: Phone) -> String? {
        phone.memory.values["RemoteRing"].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "Exec on Ring rings, under each address that servers write",
        arguments: [
            "./Vendor/MSFT/RemoteRing/Ring", "./Device/Vendor/MSFT/RemoteRing/Ring",
            "./User/Vendor/MSFT/RemoteRing/Ring", "./vendor/msft/remotering/ring",
        ])
    func ring(_ address: String) throws {
        var exchange = try Exchange()
        #expect(try exchange.send(S.exec("2", address)) == ["S(2)=200"])
        #expect(
            exchange.phone.effects == [.noticed(csp: "RemoteRing", "the phone rings, however low its volume is")])
        #expect(Self.rings(exchange.phone) == #"{"count":1,"last":1496318400}"#)
    }

    @Test("It remembers how often; what an Atomic has taken back did not ring")
    func atomic() throws {
        var exchange = try Exchange()
        let ring = "./Vendor/MSFT/RemoteRing/Ring"
        #expect(try exchange.send(S.exec("2", ring) + S.exec("3", ring)) == ["S(2)=200", "S(3)=200"])
        #expect(Self.rings(exchange.phone) == #"{"count":2,"last":1496318400}"#)
        let kept = exchange.phone.memory
        #expect(
            try exchange.send(S.atomic("2", S.exec("3", ring), S.replace("4", "./DevInfo/Man", "chr", "x")))
                == ["S(2)=507", "S(3)=216", "S(4)=405"])
        #expect(exchange.phone.memory == kept && exchange.phone.effects.isEmpty)
    }

    @Test("Ring has no value to write, and the tree's slip named Root is not there")
    func otherVerbs() throws {
        var exchange = try Exchange()
        let ring = "./Vendor/MSFT/RemoteRing/Ring"
        #expect(
            try exchange.send(
                S.get("2", "./Vendor/MSFT/RemoteRing") + S.get("3", ring) + S.replace("4", ring, "null", "")
                    + S.delete("5", ring) + S.get("6", "./Vendor/MSFT/Root"))
                == [
                    "S(2)=200", "S(3)=200", "S(4)=405", "S(5)=405", "S(6)=404",
                    "R(2) ./Vendor/MSFT/RemoteRing=Ring (node)", "R(3) \(ring)= (null)",
                ])
    }

    @Test("A desktop has no RemoteRing")
    func desktop() throws {
        var exchange = try Exchange(.desktop)
        #expect(try exchange.send(S.exec("2", "./Vendor/MSFT/RemoteRing/Ring")) == ["S(2)=404"])
    }
}
