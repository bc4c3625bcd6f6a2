import Administration
import GRDB

/// Reads tenants from the database.
struct TenantReading: TableVisitor {
    private let database: Database
    private let tenant: ObjectID

    static func tenants(_ database: Database, _ passcodes: PasscodeRows) throws -> [Tenant] {
        try TenantRow.all(database).map { organization in
            var tenant = Tenant(organization)
            var reading = TenantReading(database: database, tenant: organization.id)
            try tenant.visitTables(&reading)
            try passcodes.read(into: &tenant, from: database)
            return tenant
        }
    }

    mutating func visit<Kept>(_ table: inout TenantTable<Kept>, named name: String) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT ordinal, value FROM row WHERE tenant = ? AND kind = ?",
            arguments: [tenant.rawValue, name])
        while let row = try rows.next() {
            let text = try row.decode(String.self, forColumn: "value")
            table.restore(
                try RowText.decode(Kept.self, text), ordinal: try row.decode(Int64.self, forColumn: "ordinal"))
        }
    }
}
