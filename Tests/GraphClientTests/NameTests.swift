import Administration
import GraphClient
import Testing

@Suite("Objects by their names")
struct NameTests {
    @Test("A name and an id lead to the same device, in any case", arguments: ["Lumia", "lumia", "phone-1", "PHONE-1"])
    func found(name: String) async throws {
        let lab = try await LabOfTest()
        #expect(try await lab.connection.find(GraphDevice.self, named: name).id == "phone-1")
    }

    @Test("Where two have a name, both ids are told, and an id is unmistakable")
    func ambiguous() async throws {
        let lab = try await LabOfTest()
        let failure = await #expect(throws: GraphFailure.self) {
            try await lab.connection.find(GraphDevice.self, named: "Twin")
        }
        #expect(failure?.code == .ambiguousName)
        #expect(failure?.message.contains("phone-2, pc-1") == true, "\(failure?.message ?? "")")
        #expect(try await lab.connection.find(GraphDevice.self, named: "pc-1").operatingSystem == "Windows")
    }

    @Test("A device is found by its model too; what is called so counts first")
    func models() async throws {
        let lab = try await LabOfTest()
        try await lab.change { tenant throws(AdministrationError) in
            tenant.devices["phone-1"]?.model = "Twin"
            tenant.devices["phone-2"]?.model = "Lumia 650"
        }
        #expect(try await lab.connection.find(GraphDevice.self, named: "lumia 650").id == "phone-2")
        let failure = await #expect(throws: GraphFailure.self) {
            try await lab.connection.find(GraphDevice.self, named: "Twin")
        }
        #expect(failure?.message.hasPrefix("2 of the devices are called 'Twin'") == true, "\(failure?.message ?? "")")
    }

    @Test("A record is made with what is given of it, and a user gets a password")
    func made() async throws {
        let lab = try await LabOfTest()
        let device = try await lab.connection.makeDevice(
            "Mac", operatingSystem: "macOS", ["userPrincipalName": "adele@lab.example", "model": nil])
        #expect(device.operatingSystem == "macOS" && device.userPrincipalName == "adele@lab.example")
        #expect(device.model == nil)
        let user = try await lab.connection.makeUser(
            "bela@lab.example", displayName: "Bela", password: "Blue-Sky-9")
        try await lab.connection.setPassword("Red-Earth-7", of: user)
        let kept = await lab.store.tenant(LabOfTest.tenantID)?.user(named: "bela@lab.example")?.password
        #expect(kept?.digest == Array("Red-Earth-7".utf8))
    }

    @Test("For a name that nothing has, those that there are are told")
    func unknown() async throws {
        let lab = try await LabOfTest()
        let failure = await #expect(throws: GraphFailure.self) {
            try await lab.connection.find(GraphUser.self, named: "O'Hara")
        }
        #expect(failure?.code == .unknownName)
        #expect(failure?.message == "there is no user 'O'Hara'; the lab has: adele@lab.example")
        let none = await #expect(throws: GraphFailure.self) {
            try await lab.connection.profile(named: "x")
        }
        #expect(none?.message == "there is no profile 'x'; the lab has none yet")
    }

    @Test("A member is a user or a device, and a name of both is told")
    func members() async throws {
        let lab = try await LabOfTest()
        #expect(try await lab.connection.member(named: "Adele").id == "adele")
        #expect(try await lab.connection.member(named: "Lumia").id == "phone-1")
        try await lab.change { tenant throws(AdministrationError) in
            try tenant.add(DirectoryUser(id: "lumia-user", displayName: "Lumia", userPrincipalName: "l@lab.example"))
        }
        let failure = await #expect(throws: GraphFailure.self) { try await lab.connection.member(named: "Lumia") }
        #expect(failure?.code == .ambiguousName)
    }
}
