import SimulatedPhone
import Testing

/// DeviceInstanceService (csp.md 9.4).
struct DeviceInstanceServiceTests {
    private typealias S = Stimulus

    @Test("The SIMs are told, of the subscriber country and network only")
    func sims() throws {
        let root = "./Vendor/MSFT/DeviceInstanceService"
        var exchange = try Exchange()
        #expect(
            try exchange.send(S.get("2", "\(root)/Roaming", "\(root)/PhoneNumber", "\(root)/IMSI"))
                == [
                    "S(2)=200", "R(2) \(root)/Roaming=false (bool)", "R(2) \(root)/PhoneNumber=+12025550110",
                    "R(2) \(root)/IMSI=001010",
                ])
        #expect(try exchange.value(of: "\(root)/Identity") == "Identity1")
        #expect(try exchange.value(of: "\(root)/Identity/Identity1/IMEI") == exchange.phone.sims[0].imei)
        #expect(try exchange.send(S.get("2", "\(root)/Identity/Identity2/IMEI")) == ["S(2)=404"])
        var dual = try Exchange(
            .changed { profile in
                profile.sim.append(profile.sim[0])
                profile.sim[1].phoneNumber = "+12025550199"
            })
        #expect(try dual.value(of: "\(root)/Identity/Identity2/PhoneNumber") == "+12025550199")
        var none = try Exchange(.changed { $0.sim = [] })
        #expect(
            try none.send(S.get("2", "\(root)/IMEI", "\(root)/Identity/Identity1/IMEI")).contains(
                "S(2)[\(root)/IMEI]=200"))
    }
}
