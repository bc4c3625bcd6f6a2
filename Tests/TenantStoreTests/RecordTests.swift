import Administration
import Foundation
import GRDB
import TenantStore
import TestSupport
import Testing

/// What a server keeps of its own beside the tenants.
@Suite("Records on disk")
struct RecordTests {
    private static let secret = Array("a secret that stands nowhere by chance".utf8)

    @Test("A record is what was kept last, also when the database is opened again, and stands in no file as it is")
    func kept() async throws {
        try await TemporaryFolder.with { folder in
            do {
                let database = try TenantDatabase(folder: folder)
                try await database.keep([1], as: "phone 1")
                try await database.keep(Self.secret, as: "phone 1")
                try await database.keep([], as: "phone 2")
            }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                #expect(data.range(of: Data(Self.secret)) == nil, "\(name)")
            }
            let opened = try TenantDatabase(folder: folder)
            #expect(try await opened.records() == ["phone 1": Self.secret, "phone 2": []])
        }
    }

    @Test("A record's octets open under no other name")
    func moved() async throws {
        try await TemporaryFolder.with { folder in
            do {
                let database = try TenantDatabase(folder: folder)
                try await database.keep(Self.secret, as: "phone 1")
            }
            let queue = try DatabaseQueue(path: "\(folder)/tenants.sqlite")
            try await queue.write { try $0.execute(sql: "UPDATE record SET name = 'phone 2'") }
            try queue.close()
            let opened = try TenantDatabase(folder: folder)
            await #expect(throws: AdministrationError.self) { try await opened.records() }
        }
    }
}
