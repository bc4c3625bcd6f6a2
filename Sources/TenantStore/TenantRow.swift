import Administration
import Foundation
import GRDB
import Notation

/// The row that a tenant itself has.
enum TenantRow {
    static func write(_ organization: Organization, _ place: Int, to database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO tenant (id, place, organization) VALUES (?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET organization = excluded.organization
                """,
            arguments: [organization.id.rawValue, place, try RowText.encode(organization)])
    }

    static func all(_ database: Database) throws -> [Organization] {
        try String.fetchAll(database, sql: "SELECT organization FROM tenant ORDER BY place").map { text in
            try RowText.decode(Organization.self, text)
        }
    }
}

/// A row's value as it stands in the database.
enum RowText {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder.sorted.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
