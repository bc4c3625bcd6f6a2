import Foundation
import GRDB
import SimulatedPhone

/// A phone put together from its rows.
enum PhoneReading {
    /// - Returns: nil where the database holds no phone of that number.
    static func phone(_ number: Int64, _ blueprint: Blueprint, _ database: Database) throws -> Phone? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM phone WHERE id = ?", arguments: [number]) else {
            return nil
        }
        let text = try row.decode(String.self, forColumn: "state")
        var state = try JSONDecoder().decode(KeptState.self, from: Data(text.utf8)).state
        state.memory = try MemoryRow.fetch(database, of: number)
        var enrolled = try enrollment(row)
        try PhoneColumns(row).apply(to: &state)
        try SessionRow.fetch(database, of: number).apply(to: &enrolled)
        let tree = try PageRow.tree(database, of: number)
        let certificates = try CertificateRow.fetchAll(database, of: number).map { try $0.entry() }
        return Phone(
            state, enrolled: enrolled, certificates: CertificateStore(restoring: certificates), tree: tree,
            blueprint: blueprint)
    }

    private static func enrollment(_ row: Row) throws -> Enrolled? {
        guard let text = try row.decode(String?.self, forColumn: "enrolment") else { return nil }
        return try JSONDecoder().decode(Enrolled.self, from: Data(text.utf8))
    }
}
