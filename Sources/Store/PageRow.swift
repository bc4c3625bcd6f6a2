import Foundation
import GRDB
import ManagementTree

/// One page of nodes of a phone's management tree as a row.
enum PageRow {
    /// The tree of a phone.
    /// - Parameter phone: its number.
    static func tree(_ database: Database, of phone: Int64) throws -> Tree {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT scope, part, number, nodes FROM page WHERE phone = ?", arguments: [phone])
        var pages: [NodePage] = []
        while let row = try rows.next() {
            let scope = try row.decode(String.self, atIndex: 0)
            guard let known = NodeScope(rawValue: scope),
                let part = UInt64(exactly: try row.decode(Int64.self, atIndex: 1))
            else { throw DatabaseError(message: "a page of nodes has the unknown scope \(scope) or a bad part") }
            let key = NodePage.Key(scope: known, part: part, number: try row.decode(Int64.self, atIndex: 2))
            pages.append(try NodePage(key, octets: [UInt8](try row.decode(Data.self, atIndex: 3))))
        }
        return try Tree(pages)
    }

    /// Writes the pages that differ.
    static func write(_ changes: Tree.PageChanges, to database: Database, of phone: Int64) throws {
        let deletion = try database.cachedStatement(
            sql: "DELETE FROM page WHERE phone = ? AND scope = ? AND part = ? AND number = ?")
        for key in changes.removed {
            try deletion.execute(arguments: [phone, key.scope.rawValue, Int64(clamping: key.part), key.number])
        }
        let insertion = try database.cachedStatement(
            sql: """
                INSERT INTO page (phone, scope, part, number, nodes) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (phone, scope, part, number) DO UPDATE SET nodes = excluded.nodes
                """)
        for page in changes.written {
            let key = page.key
            try insertion.execute(
                arguments: [
                    phone, key.scope.rawValue, Int64(clamping: key.part), key.number, Data(page.octets),
                ])
        }
    }

    /// Takes all pages of a phone away.
    static func deleteAll(_ database: Database, of phone: Int64) throws {
        try database.execute(sql: "DELETE FROM page WHERE phone = ?", arguments: [phone])
    }
}
