import Foundation
import GRDB
import ManagementTree
import SimulatedPhone

/// What has to be written so that a phone on disk becomes another.
struct PhoneChange {
    private var profile: String?
    private var state: String?
    /// The outer nil leaves it as it is, the inner one takes it away.
    private var enrolment: String??
    private var session: SessionRow?
    private var columns: PhoneColumns?
    private var certificates: [CertificateRow]?
    private var nodes: NodeChange?

    private enum NodeChange {
        case parts(written: [NodeRow], removed: [NodeRow])
        /// All rows, where it is not known what is on disk.
        case all([NodeRow])
    }

    /// - Parameter kept: the phone on disk; nil where that is not known.
    init(from kept: Phone?, to phone: Phone) throws {
        guard let kept, kept.blueprint === phone.blueprint || kept.profile == phone.profile else {
            profile = try Self.text(phone.profile)
            state = try Self.text(KeptState(phone))
            enrolment = .some(try phone.enrolled.map(Self.text))
            session = SessionRow(phone.enrolled)
            columns = PhoneColumns(phone)
            certificates = CertificateRow.rows(of: phone)
            nodes = .all(phone.tree.storedNodes.map { NodeRow($0) })
            return
        }
        // Most messages change little of a phone, so what is equal must be seen at little cost.
        let (old, new) = (kept.enrolled, phone.enrolled)
        let session = SessionRow(new)
        if SessionRow(old) != session { self.session = session }
        if kept.lockScreen != phone.lockScreen || kept.random != phone.random { columns = PhoneColumns(phone) }
        if !KeptState.isEqual(kept, phone) { state = try Self.text(KeptState(phone)) }
        if old?.certificates != new?.certificates { certificates = CertificateRow.rows(of: phone) }
        if !Self.isKeptLike(old, new) { enrolment = .some(try new.map(Self.text)) }
        // Copies of a tree share what is equal, so comparing costs what differs.
        if kept.tree != phone.tree { nodes = Self.change(from: kept.tree, to: phone.tree) }
    }

    private static func isKeptLike(_ old: Enrolled?, _ new: Enrolled?) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        return old.isKeptLike(new)
    }

    /// Whether there is nothing to write.
    var isEmpty: Bool {
        session == nil && columns == nil && isWithoutTexts
    }

    /// Whether one statement writes it all, which is a transaction by itself.
    var isOneStatement: Bool {
        (session == nil) != (columns == nil) && isWithoutTexts
    }

    private var isWithoutTexts: Bool {
        state == nil && enrolment == nil && certificates == nil && nodes == nil
    }

    func write(to database: Database) throws {
        try writePhone(to: database)
        if let certificates {
            try CertificateRow.deleteAll(database)
            for row in certificates { try row.insert(database) }
        }
        switch nodes {
        case .all(let rows): try NodeRow.replaceAll(rows, in: database)
        case .parts(let written, let removed):
            for row in removed { try row.delete(database) }
            for row in written { try row.upsert(database) }
        case nil: break
        }
    }

    private func writePhone(to database: Database) throws {
        if let profile, let state {
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO phone (id, profile, state) VALUES (1, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, state = excluded.state
                    """)
            try statement.execute(arguments: [profile, state])
        } else if let state {
            try database.cachedStatement(sql: "UPDATE phone SET state = ?").execute(arguments: [state])
        }
        if let enrolment {
            try database.cachedStatement(sql: "UPDATE phone SET enrolment = ?").execute(arguments: [enrolment])
        }
        try session?.write(to: database)
        try columns?.write(to: database)
    }

    /// Nodes are told apart by their place in the order, which is unique within a tree.
    private static func change(from kept: Tree, to tree: Tree) -> NodeChange {
        var old: [UInt64: StoredNode] = [:]
        for node in kept.storedNodes { old[node.ordinal] = node }
        var written: [NodeRow] = []
        var removed: [NodeRow] = []
        for node in tree.storedNodes {
            let known = old.removeValue(forKey: node.ordinal)
            guard known != node else { continue }
            if let known, known.names != node.names || known.scope != node.scope { removed.append(NodeRow(known)) }
            written.append(NodeRow(node))
        }
        removed += old.values.map { NodeRow($0) }
        return .parts(written: written, removed: removed)
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
