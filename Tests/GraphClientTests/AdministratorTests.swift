import GraphClient
import Testing

@Suite("Administrators, asked for by the client")
struct AdministratorTests {
    @Test("A user is made an administrator and no longer one; the last one stays, with the reason")
    func role() async throws {
        let graph = try await LabOfTest().connection
        #expect(try await graph.administrators().isEmpty)
        let adele = try await graph.find(GraphUser.self, named: "adele@lab.example")
        let bela = try await graph.makeUser("bela@lab.example", displayName: "Bela")
        for user in [adele, bela] { try await graph.setAdministrator(true, user) }
        #expect(try await graph.administrators().map(\.id) == [adele.id, bela.id])
        try await graph.setAdministrator(false, adele)
        let failure = await #expect(throws: GraphFailure.self) { try await graph.setAdministrator(false, bela) }
        #expect(failure?.code == .refused(status: 400, error: "BadRequest"))
        #expect(failure?.message.contains("'bela@lab.example' is the last Global Administrator") == true)
        #expect(try await graph.administrators().map(\.userPrincipalName) == ["bela@lab.example"])
    }
}
