import Administration
import Foundation
import GRDB
import Notation

/// The table of the passcodes, which are never written as they are.
struct PasscodeRows: Sendable {
    let key: PasscodeKey

    /// Takes away what nobody may be shown any more, before anything is opened.
    static func expire(at now: Instant, in database: Database) throws {
        try database.execute(sql: "DELETE FROM passcode WHERE until <= ?", arguments: [now.seconds])
    }

    /// Whether anything is sealed, so that the key to it must be there.
    static func isAnySealed(in database: Database) throws -> Bool {
        try Int.fetchOne(
            database, sql: "SELECT (SELECT count(*) FROM passcode) + (SELECT count(*) FROM record)") != 0
    }

    func write(_ changes: [TenantTable<ShownPasscode>.Change], of tenant: ObjectID, to database: Database) throws {
        for change in changes {
            guard let passcode = change.row else {
                try database.execute(
                    sql: "DELETE FROM passcode WHERE tenant = ? AND action = ?",
                    arguments: [tenant.rawValue, change.id.rawValue])
                continue
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO passcode (tenant, action, ordinal, device, until, sealed)
                        VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    tenant.rawValue, passcode.id.rawValue, change.ordinal, passcode.device.rawValue,
                    passcode.until.seconds, try key.seal(passcode, of: tenant),
                ])
        }
    }

    func read(into tenant: inout Tenant, from database: Database) throws {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM passcode WHERE tenant = ?", arguments: [tenant.id.rawValue])
        for row in rows {
            let action = ObjectID(try row.decode(String.self, forColumn: "action"))
            let device = ObjectID(try row.decode(String.self, forColumn: "device"))
            let until = Instant(seconds: try row.decode(Int64.self, forColumn: "until"))
            let value = try key.open(
                try row.decode(Data.self, forColumn: "sealed"), action: action, device: device, until: until,
                of: tenant.id)
            tenant.passcodes.restore(
                ShownPasscode(id: action, device: device, value: value, until: until),
                ordinal: try row.decode(Int64.self, forColumn: "ordinal"))
        }
    }
}
