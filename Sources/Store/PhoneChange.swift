import Foundation
import GRDB
import ManagementTree
import SimulatedPhone

/// What has to be written so that a phone on disk becomes another.
struct PhoneChange {
    private let number: Int64
    private var profile: String?
    private var state: String?
    /// The outer nil leaves it as it is, the inner one takes it away.
    private var enrollment: String??
    private var session: SessionRow?
    private var columns: PhoneColumns?
    private var certificates: CertificateRow.Change?
    private var tree: Tree.PageChanges?
    /// Whether what is on disk of the tree goes first, because it is not known.
    private var replacesTree = false
    private var memory: MemoryRow.Change?

    /// - Parameters:
    ///   - number: the phone's.
    ///   - kept: the phone on disk; nil where that is not known.
    ///   - differences: of the phone from what is on disk; all where that is not known.
    init(of number: Int64, from kept: Phone?, to phone: Phone, _ differences: PhoneDifferences) throws {
        self.number = number
        // A row needs both.
        let isNew = differences.contains(.profile)
        if isNew { profile = try Self.text(phone.profile) }
        if isNew || differences.contains(.state) { state = try Self.text(KeptState(phone)) }
        if differences.contains(.account) { enrollment = .some(try phone.enrolled.map(Self.text)) }
        if differences.contains(.session) { session = SessionRow(phone.enrolled) }
        if differences.contains(.lockScreen) { columns = PhoneColumns(phone) }
        if differences.contains(.certificates) {
            certificates = CertificateRow.Change(from: kept?.certificates, to: phone.certificates, of: number)
        }
        if differences.contains(.memory) { memory = MemoryRow.Change(from: kept?.memory, to: phone.memory) }
        guard differences.contains(.tree) else { return }
        tree = phone.tree.changes(since: kept?.tree)
        replacesTree = kept == nil
    }

    func write(to database: Database) throws {
        try writePhone(to: database)
        try certificates?.write(to: database, of: number)
        try memory?.write(to: database, of: number)
        if replacesTree { try PageRow.deleteAll(database, of: number) }
        if let tree { try PageRow.write(tree, to: database, of: number) }
    }

    private func writePhone(to database: Database) throws {
        if let profile, let state {
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO phone (id, profile, state) VALUES (?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, state = excluded.state
                    """)
            try statement.execute(arguments: [number, profile, state])
        } else if let state {
            try database.cachedStatement(sql: "UPDATE phone SET state = ? WHERE id = ?")
                .execute(arguments: [state, number])
        }
        if let enrollment {
            try database.cachedStatement(sql: "UPDATE phone SET enrolment = ? WHERE id = ?")
                .execute(arguments: [enrollment, number])
        }
        try session?.write(to: database, of: number)
        try columns?.write(to: database, of: number)
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
