import SimulatedPhone
import Testing

/// Storage (csp.md 15.5).
struct StorageTests {
    private typealias S = Stimulus

    @Test("Storage/Disable is there with a card only", arguments: [true, false])
    func storage(_ hasCard: Bool) throws {
        var exchange = try Exchange(.changed { $0.hasStorageCard = hasCard })
        let disable = "./Vendor/MSFT/Storage/Disable"
        #expect(try exchange.value(of: disable) == (hasCard ? "false" : nil))
        let lines = try exchange.send(S.replace("2", disable, "bool", "true"))
        #expect(lines == ["S(2)=\(hasCard ? 200 : 404)"])
        #expect(try exchange.value(of: disable) == (hasCard ? "true" : nil))
    }
}
