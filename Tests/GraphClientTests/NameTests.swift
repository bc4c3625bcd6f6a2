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
