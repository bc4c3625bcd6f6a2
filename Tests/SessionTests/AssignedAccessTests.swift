import SimulatedPhone
import Testing

/// AssignedAccess (csp.md 15.7).
struct AssignedAccessTests {
    private typealias S = Stimulus

    @Test("AssignedAccess is for desktops: JSON with an account and an app, added once")
    func kiosk() throws {
        let node = "./Vendor/MSFT/AssignedAccess/KioskModeApp"
        let value = #"{"Account":"contoso\\kuser","AUMID":"Microsoft.Windows.Contoso_cw5n1h2txyewy!App"}"#
        var phone = try Exchange()
        #expect(try phone.send(S.add("2", node, "chr", value)) == ["S(2)=404"])
        var desktop = try Exchange(.desktop)
        #expect(
            try desktop.send(
                S.get("2", node) + S.delete("3", node) + S.add("4", node, "chr", "kiosk")
                    + S.add("5", node, "chr", value)
                    + S.add("6", node, "chr", value))
                == ["S(2)=404", "S(3)=404", "S(4)=500", "S(5)=200", "S(6)=418"])
    }
}
