import GRDB

/// The tables of the database.
enum TenantSchema {
    /// The steps from one form of the database to the next; a form that this program does not know is refused.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: tenants, what they hold, passcodes") { database in
            try database.create(table: "tenant") { table in
                table.primaryKey("id", .text)
                table.column("place", .integer).notNull()
                table.column("organization", .text).notNull()
            }
            // What is in a row only the rules know: it is written and read whole, as JSON.
            try database.create(table: "row", options: .withoutRowID) { table in
                table.column("tenant", .text).notNull()
                table.column("kind", .text).notNull()
                table.column("id", .text).notNull()
                table.column("ordinal", .integer).notNull()
                table.column("value", .text).notNull()
                table.primaryKey(["tenant", "kind", "id"])
            }
            try database.create(table: "passcode", options: .withoutRowID) { table in
                table.column("tenant", .text).notNull()
                table.column("action", .text).notNull()
                table.column("ordinal", .integer).notNull()
                table.column("device", .text).notNull()
                table.column("until", .integer).notNull()
                table.column("sealed", .blob).notNull()
                table.primaryKey(["tenant", "action"])
            }
        }
        migrator.registerMigration("2: records of the server") { database in
            try database.create(table: "record", options: .withoutRowID) { table in
                table.primaryKey("name", .text)
                table.column("sealed", .blob).notNull()
            }
        }
        return migrator
    }
}
