package import Administration
import Foundation
import GRDB

/// What the server keeps of its own, sealed whole: its phones' secrets and answers are in it.
extension TenantDatabase: RecordStore {
    package func records() throws(AdministrationError) -> [String: [UInt8]] {
        do {
            return try connection.read { [passcodes] database in
                var found: [String: [UInt8]] = [:]
                let rows = try Row.fetchCursor(database, sql: "SELECT name, sealed FROM record")
                while let row = try rows.next() {
                    let name = try row.decode(String.self, forColumn: "name")
                    found[name] = try passcodes.key.open(try row.decode(Data.self, forColumn: "sealed"), as: name)
                }
                return found
            }
        } catch {
            throw AdministrationError(.notKept, "The lab's own records cannot be read (\(error)).")
        }
    }

    package func keep(_ record: [UInt8], as name: String) throws(AdministrationError) {
        do {
            let sealed = try passcodes.key.seal(record, as: name)
            try connection.write { database in
                try database.cachedStatement(
                    sql: """
                        INSERT INTO record (name, sealed) VALUES (?, ?)
                            ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed
                        """
                ).execute(arguments: [name, sealed])
            }
        } catch {
            throw notWritten(error)
        }
    }
}
