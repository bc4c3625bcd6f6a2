import SimulatedPhone
import Testing

/// CustomDeviceUI (csp.md 15.8).
struct CustomDeviceUITests {
    private typealias S = Stimulus

    @Test("CustomDeviceUI is for IoT Core")
    func customUI() throws {
        let replace = S.replace("2", "./Vendor/MSFT/CustomDeviceUI/StartupAppID", "chr", "App!Main")
        for (edition, status) in [(0x68, 404), (0x30, 404), (0x7B, 200)] {
            var exchange = try Exchange(.changed { $0.edition = edition })
            #expect(try exchange.send(replace) == ["S(2)=\(status)"])
        }
    }
}
