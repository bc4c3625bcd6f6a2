import Administration
import GRDB

/// What has changed in a tenant's tables, as it is to be written.
struct TenantChanges: TableVisitor, Sendable {
    struct RowChange: Sendable {
        var kind: String
        var id: String
        var ordinal: Int64
        /// nil for a row that is gone.
        var value: String?
    }

    let tenant: ObjectID
    private(set) var rows: [RowChange] = []

    init(of tenant: ObjectID) {
        self.tenant = tenant
    }

    mutating func visit<Kept>(_ table: inout TenantTable<Kept>, named name: String) throws {
        for change in table.takeChanges() {
            let value = try change.row.map { try RowText.encode($0) }
            rows.append(RowChange(kind: name, id: change.id.rawValue, ordinal: change.ordinal, value: value))
        }
    }

    func write(to database: Database) throws {
        for row in rows {
            guard let value = row.value else {
                try database.cachedStatement(sql: "DELETE FROM row WHERE tenant = ? AND kind = ? AND id = ?")
                    .execute(arguments: [tenant.rawValue, row.kind, row.id])
                continue
            }
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO row (tenant, kind, id, ordinal, value) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (tenant, kind, id)
                        DO UPDATE SET ordinal = excluded.ordinal, value = excluded.value
                    """)
            try statement.execute(arguments: [tenant.rawValue, row.kind, row.id, row.ordinal, value])
        }
    }
}
