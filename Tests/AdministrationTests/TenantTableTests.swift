import Administration
import Notation
import Testing

@Suite("Tables of a tenant")
struct TenantTableTests {
    private func user(_ id: ObjectID, _ name: String = "x") -> DirectoryUser {
        DirectoryUser(id: id, displayName: name, userPrincipalName: "\(id)@lab.example")
    }

    @Test("Rows keep the order in which they came, whatever is changed later")
    func order() {
        var table = TenantTable<DirectoryUser>()
        for id in ["c", "a", "b"] as [ObjectID] { table.put(user(id)) }
        table.put(user("c", "y"))
        #expect(table.rows.map(\.id) == ["c", "a", "b"])
        table["a"] = nil
        table.put(user("a"))
        #expect(table.rows.map(\.id) == ["c", "b", "a"])
    }

    @Test("Changes are told once, and what is put back as it was is none")
    func changes() {
        var table = TenantTable<DirectoryUser>()
        table.put(user("a"))
        table.put(user("b"))
        #expect(table.takeChanges().map(\.id) == ["a", "b"])
        #expect(table.takeChanges().isEmpty)
        table.put(user("a"))
        #expect(table.takeChanges().isEmpty)
        table["a"]?.displayName = "y"
        table["b"] = nil
        let changes = table.takeChanges()
        #expect(changes.map(\.id) == ["a", "b"])
        #expect(changes.map { $0.row?.displayName } == ["y", nil])
        #expect(changes[0].ordinal == 1)
    }

    @Test("A copy is not touched by what is done to the other")
    func copies() {
        var table = TenantTable<DirectoryUser>()
        table.put(user("a"))
        let copy = table
        table["a"] = nil
        #expect(copy.rows.map(\.id) == ["a"])
        #expect(table.rows.isEmpty)
    }

    @Test("What is restored is no change, and new rows come after it")
    func restored() {
        var table = TenantTable<DirectoryUser>()
        table.restore(user("z"), ordinal: 7)
        table.put(user("a"))
        #expect(table.takeChanges().map(\.ordinal) == [8])
        #expect(table.rows.map(\.id) == ["z", "a"])
    }

    @Test("Rows are found by their key, also after it has changed, and not once they are gone")
    func keys() {
        var table = TenantTable<DirectoryUser>()
        table.put(user("b"))
        table.restore(user("a"), ordinal: 9)
        #expect(table.rows(ofKey: "b@lab.example").map(\.id) == ["b"])
        table["a"]?.userPrincipalName = "B@lab.example"
        #expect(table.rows(ofKey: "b@lab.example").map(\.id) == ["b", "a"])
        #expect(table.rows(ofKey: "a@lab.example").isEmpty)
        table["b"] = nil
        #expect(table.rows(ofKey: "b@lab.example").map(\.id) == ["a"])
    }

    @Test("The oldest go where there are too many, by a tenth", arguments: [(3, 10, 3), (20, 22, 22), (20, 23, 20)])
    func bounded(limit: Int, rows: Int, left: Int) {
        var table = TenantTable<DirectoryUser>()
        for number in 0..<rows { table.put(user(ObjectID("u\(number)"))) }
        table.keepNewest(limit)
        #expect(table.rows.map(\.id) == (rows - left..<rows).map { ObjectID("u\($0)") })
    }

    @Test("Ids are GUIDs of version 4, compared without case")
    func ids() {
        let id = ObjectID(random: Array(repeating: 0xFF, count: 16))
        #expect(id == "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF")
        #expect(ObjectID.isGUID(id.rawValue))
        #expect(["", "{ffffffff-ffff-4fff-bfff-ffffffffffff}", "g", "1-1-1-1-1"].allSatisfy { !ObjectID.isGUID($0) })
    }
}
