import Foundation
import GRDB
import SimulatedPhone

/// One certificate of the phone as a row.
struct CertificateRow: Equatable {
    /// The number of the phone.
    var phone: Int64
    var location: String
    var thumbprint: String
    /// Its place in the order in which certificates came.
    var place: Int64
    var certificate: Data
    var privateKey: Data?
    var notAfter: Int64
    var origin: String

    init(_ entry: CertificateStore.Entry, of phone: Int64) {
        self.phone = phone
        location = entry.location.rawValue
        thumbprint = entry.thumbprint
        place = entry.place
        certificate = Data(entry.certificate)
        privateKey = entry.privateKey.map { Data($0) }
        notAfter = entry.notAfter
        origin = entry.origin.rawValue
    }

    func entry() throws -> CertificateStore.Entry {
        guard let location = CertificateStore.Location(rawValue: location) else {
            throw DatabaseError(message: "the certificate \(thumbprint) is in the unknown store \(self.location)")
        }
        guard let origin = CertificateStore.Origin(rawValue: origin) else {
            throw DatabaseError(message: "the certificate \(thumbprint) is of the unknown origin \(self.origin)")
        }
        return CertificateStore.Entry(
            location: location, thumbprint: thumbprint, certificate: [UInt8](certificate),
            privateKey: privateKey.map { [UInt8]($0) }, notAfter: notAfter, origin: origin, place: place)
    }
}

extension CertificateRow: FetchableRecord, PersistableRecord {
    static let databaseTableName = "certificate"

    /// All of a phone in their order.
    static func fetchAll(_ database: Database, of phone: Int64) throws -> [CertificateRow] {
        try filter(Column("phone") == phone).order(Column("place")).fetchAll(database)
    }

    init(row: Row) throws {
        phone = try row.decode(Int64.self, forColumn: "phone")
        location = try row.decode(String.self, forColumn: "location")
        thumbprint = try row.decode(String.self, forColumn: "thumbprint")
        place = try row.decode(Int64.self, forColumn: "place")
        certificate = try row.decode(Data.self, forColumn: "certificate")
        privateKey = try row.decode(Data?.self, forColumn: "privateKey")
        notAfter = try row.decode(Int64.self, forColumn: "notAfter")
        origin = try row.decode(String.self, forColumn: "origin")
    }

    func encode(to container: inout PersistenceContainer) {
        container["phone"] = phone
        container["location"] = location
        container["thumbprint"] = thumbprint
        container["place"] = place
        container["certificate"] = certificate
        container["privateKey"] = privateKey
        container["notAfter"] = notAfter
        container["origin"] = origin
    }
}

// MARK: - What changes

extension CertificateRow {
    /// What has to be written so that the table holds the certificates of a phone: a server may install many, one at a time.
    struct Change {
        private var written: [CertificateRow]
        /// Those that go; nil for all that are there.
        private var removed: [CertificateRow]?

        /// - Parameters:
        ///   - kept: what the table holds; nil where that is not known.
        ///   - number: the phone's.
        init(from kept: CertificateStore?, to store: CertificateStore, of number: Int64) {
            written = store.entries.filter { $0 != kept?.entry($0.thumbprint, in: $0.location) }
                .map { CertificateRow($0, of: number) }
            removed = kept?.entries.filter { store.entry($0.thumbprint, in: $0.location) == nil }
                .map { CertificateRow($0, of: number) }
        }

        func write(to database: Database, of number: Int64) throws {
            if removed == nil { try CertificateRow.filter(Column("phone") == number).deleteAll(database) }
            for row in removed ?? [] { try row.delete(database) }
            for row in written { try row.insert(database, onConflict: .replace) }
        }
    }
}
