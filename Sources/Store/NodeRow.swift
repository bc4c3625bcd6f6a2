import Foundation
import GRDB
import ManagementTree

/// One node of the management tree as a row of its own, as the first five forms of the database had it: the names
/// percent-encoded and joined, the value beside them. A text with a NUL was kept as a blob.
struct NodeRow {
    var scope: String
    var path: String
    var ordinal: Int64
    /// nil for an interior node.
    var format: String?
    var type: Data?
    var text: Data?
    var bytes: Data?

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
}

extension NodeRow: FetchableRecord {
    init(row: Row) throws {
        // `decode` throws where the value is of another kind; the subscript would end the program.
        scope = try row.decode(String.self, forColumn: "scope")
        path = try row.decode(String.self, forColumn: "path")
        ordinal = try row.decode(Int64.self, forColumn: "ordinal")
        format = try row.decode(String?.self, forColumn: "format")
        type = try row.decode(Data?.self, forColumn: "type")
        text = try row.decode(Data?.self, forColumn: "text")
        bytes = try row.decode(Data?.self, forColumn: "bytes")
    }
}
