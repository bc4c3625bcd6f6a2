import Foundation
import GRDB
import SimulatedPhone
import Store
import TestSupport
import Testing

@Suite("A phone in one file")
struct PhoneSnapshotTests {
    @Test("What was written comes back equal, as often as it is read", arguments: Array(1...20) as [UInt64])
    func roundTrip(_ seed: UInt64) async throws {
        let phone = try RandomPhone.make(seed: seed)
        try await TemporaryFolder.with { folder in
            try PhoneSnapshot.write(phone, to: "\(folder)/phone")
            for _ in 0..<2 {
                let snapshot = try PhoneSnapshot(reading: "\(folder)/phone")
                #expect(try snapshot.profile() == phone.profile, "seed \(seed)")
                #expect(try snapshot.phone(phone.blueprint) == phone, "seed \(seed)")
            }
            // Neither writing nor reading leaves anything beside it, and only its owner can read it.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["phone"])
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/phone")[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test("What stands there already is not written over")
    func existing() async throws {
        let phone = try SamplePhone.fresh()
        try await TemporaryFolder.with { folder in
            try Data("mine".utf8).write(to: URL(filePath: "\(folder)/phone"))
            #expect(throws: StoreError.self) { try PhoneSnapshot.write(phone, to: "\(folder)/phone") }
            #expect(FileManager.default.contents(atPath: "\(folder)/phone") == Data("mine".utf8))
        }
    }

    @Test("A file that is missing, cut or something else is refused", arguments: [nil, 0, 700, 5000] as [Int?])
    func broken(_ length: Int?) async throws {
        let phone = try SamplePhone.fresh()
        try await TemporaryFolder.with { folder in
            let path = "\(folder)/phone"
            if let length {
                try PhoneSnapshot.write(phone, to: path)
                try Data(try Data(contentsOf: URL(filePath: path)).prefix(length)).write(to: URL(filePath: path))
            }
            let error = #expect(throws: StoreError.self) {
                let snapshot = try PhoneSnapshot(reading: path)
                _ = try snapshot.phone(try RandomPhone.blueprint(try snapshot.profile()))
            }
            #expect(error?.code == .unusableDatabase && error?.message.contains("record again") == true)
        }
    }

    @Test("One of a later version is refused")
    func later() async throws {
        let phone = try SamplePhone.fresh()
        try await TemporaryFolder.with { folder in
            try PhoneSnapshot.write(phone, to: "\(folder)/phone")
            try await DatabaseQueue(path: "\(folder)/phone").write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: what nobody knows yet')")
            }
            let error = #expect(throws: StoreError.self) { try PhoneSnapshot(reading: "\(folder)/phone") }
            #expect(error?.message.contains("later version") == true)
        }
    }
}
