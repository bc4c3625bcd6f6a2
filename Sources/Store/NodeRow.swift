import Foundation
import GRDB
import ManagementTree

/// One node of the management tree as a row: the names percent-encoded and joined, the value beside them.
///
/// Texts are held as bytes, because two rows are equal only if they are so to the byte, which Swift's strings are not.
struct NodeRow: Equatable {
    /// The number of the phone.
    var phone: Int64
    var scope: String
    var path: String
    var ordinal: Int64
    /// nil for an interior node.
    var format: String?
    var type: Data?
    var text: Data?
    var bytes: Data?

    init(_ node: StoredNode, of phone: Int64) {
        self.phone = phone
        scope = node.scope.rawValue
        path = node.names.map(\.encoded).joined(separator: "/")
        ordinal = Int64(clamping: node.ordinal)
        format = node.value?.format.rawValue
        type = node.value?.type.map { Data($0.utf8) }
        switch node.value?.content {
        case .text(let text): self.text = Data(text.utf8)
        case .bytes(let bytes): self.bytes = Data(bytes)
        case nil: break
        }
    }

    /// The node that the row stands for.
    func node() throws -> StoredNode {
        guard let scope = NodeScope(rawValue: scope), let ordinal = UInt64(exactly: ordinal) else {
            throw DatabaseError(message: "the node \(path) has an unknown scope or a bad place")
        }
        // Not read as an address: a first name that is `Device` or `User` is no prefix here, and no limit counts.
        let names = try path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard let name = segment.removingPercentEncoding else {
                throw DatabaseError(message: "the node \(path) has a name that is not percent-encoded UTF-8")
            }
            return NodeName(name)
        }
        return StoredNode(scope: scope, names: names, value: try value(), ordinal: ordinal)
    }

    private func value() throws -> NodeValue? {
        guard let format else { return nil }
        guard let known = NodeFormat(rawValue: format) else {
            throw DatabaseError(message: "the node \(path) has the unknown format \(format)")
        }
        let type = type.map { String(decoding: $0, as: UTF8.self) }
        if let text {
            return NodeValue(format: known, type: type, content: .text(String(decoding: text, as: UTF8.self)))
        }
        // No octets at all may come back as no blob at all.
        return NodeValue(format: known, type: type, content: .bytes([UInt8](bytes ?? Data())))
    }

    /// The nodes of a phone.
    static func fetchAll(_ database: Database, of phone: Int64) throws -> [NodeRow] {
        try filter(Column("phone") == phone).fetchAll(database)
    }

    /// Makes the table hold exactly these rows of a phone, and touches only those that differ.
    static func replaceAll(_ rows: [NodeRow], of phone: Int64, in database: Database) throws {
        var kept: [String: NodeRow] = [:]
        for row in try fetchAll(database, of: phone) { kept["\(row.scope)/\(row.path)"] = row }
        for row in rows {
            guard kept.removeValue(forKey: "\(row.scope)/\(row.path)") != row else { continue }
            try row.upsert(database)
        }
        for row in kept.values { try row.delete(database) }
    }
}

extension NodeRow: FetchableRecord, PersistableRecord {
    static let databaseTableName = "node"

    init(row: Row) throws {
        // `decode` throws where the value is of another kind; the subscript would end the program.
        phone = try row.decode(Int64.self, forColumn: "phone")
        scope = try row.decode(String.self, forColumn: "scope")
        path = try row.decode(String.self, forColumn: "path")
        ordinal = try row.decode(Int64.self, forColumn: "ordinal")
        format = try row.decode(String?.self, forColumn: "format")
        type = try row.decode(Data?.self, forColumn: "type")
        text = try row.decode(Data?.self, forColumn: "text")
        bytes = try row.decode(Data?.self, forColumn: "bytes")
    }

    func encode(to container: inout PersistenceContainer) {
        container["phone"] = phone
        container["scope"] = scope
        container["path"] = path
        container["ordinal"] = ordinal
        container["format"] = format
        container["type"] = Self.column(type)
        container["text"] = Self.column(text)
        container["bytes"] = bytes
    }

    /// SQLite ends a text at its first NUL, so one that holds such is kept as a blob.
    private static func column(_ text: Data?) -> (any DatabaseValueConvertible)? {
        guard let text else { return nil }
        guard !text.contains(0) else { return text }
        return String(decoding: text, as: UTF8.self)
    }
}
