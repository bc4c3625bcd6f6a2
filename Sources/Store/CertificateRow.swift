import Foundation
import GRDB
import SimulatedPhone

/// One certificate of the phone as a row.
struct CertificateRow: Equatable {
    var location: String
    var thumbprint: String
    /// Its place in the order in which certificates came.
    var place: Int
    var certificate: Data
    var privateKey: Data?
    var notAfter: Int64

    static func rows(of phone: Phone) -> [CertificateRow] {
        (phone.enrolled?.certificates.entries ?? []).enumerated().map { CertificateRow($1, place: $0) }
    }

    init(_ entry: CertificateStore.Entry, place: Int) {
        location = entry.location.rawValue
        thumbprint = entry.thumbprint
        self.place = place
        certificate = Data(entry.certificate)
        privateKey = entry.privateKey.map { Data($0) }
        notAfter = entry.notAfter
    }

    func entry() throws -> CertificateStore.Entry {
        guard let location = CertificateStore.Location(rawValue: location) else {
            throw DatabaseError(message: "the certificate \(thumbprint) is in the unknown store \(self.location)")
        }
        return CertificateStore.Entry(
            location: location, thumbprint: thumbprint, certificate: [UInt8](certificate),
            privateKey: privateKey.map { [UInt8]($0) }, notAfter: notAfter)
    }
}

extension CertificateRow: FetchableRecord, PersistableRecord {
    static let databaseTableName = "certificate"

    /// All of them in their order.
    static func fetchAll(_ database: Database) throws -> [CertificateRow] {
        try order(Column("place")).fetchAll(database)
    }

    init(row: Row) throws {
        location = try row.decode(String.self, forColumn: "location")
        thumbprint = try row.decode(String.self, forColumn: "thumbprint")
        place = try row.decode(Int.self, forColumn: "place")
        certificate = try row.decode(Data.self, forColumn: "certificate")
        privateKey = try row.decode(Data?.self, forColumn: "privateKey")
        notAfter = try row.decode(Int64.self, forColumn: "notAfter")
    }

    func encode(to container: inout PersistenceContainer) {
        container["location"] = location
        container["thumbprint"] = thumbprint
        container["place"] = place
        container["certificate"] = certificate
        container["privateKey"] = privateKey
        container["notAfter"] = notAfter
    }
}
