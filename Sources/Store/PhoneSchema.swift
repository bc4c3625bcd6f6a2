import GRDB

/// The tables of a phone's database.
enum PhoneSchema {
    /// The steps from one form of the database to the next; a form that this program does not know is refused.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: phone and nodes") { database in
            try database.create(table: "phone") { table in
                table.primaryKey("id", .integer).check { $0 == 1 }
                table.column("profile", .text).notNull()
                table.column("state", .text).notNull()
            }
            try database.create(table: "node") { table in
                table.column("scope", .text).notNull()
                table.column("path", .text).notNull()
                table.column("ordinal", .integer).notNull()
                table.column("format", .text)
                table.column("type", .text)
                table.column("text", .text)
                table.column("bytes", .blob)
                table.primaryKey(["scope", "path"])
            }
        }
        migrator.registerMigration("2: enrolment and certificates") { database in
            try database.alter(table: "phone") { table in table.add(column: "enrolment", .text) }
            try database.create(table: "certificate") { table in
                table.column("location", .text).notNull()
                table.column("thumbprint", .text).notNull()
                table.column("place", .integer).notNull()
                table.column("certificate", .blob).notNull()
                table.column("privateKey", .blob)
                table.column("notAfter", .integer).notNull()
                table.primaryKey(["location", "thumbprint"])
            }
        }
        return migrator
    }
}
