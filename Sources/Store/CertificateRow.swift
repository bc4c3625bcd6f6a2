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
    var place: Int
    var certificate: Data
    var privateKey: Data?
    var notAfter: Int64

    static func rows(of phone: Phone, _ number: Int64) -> [CertificateRow] {
        (phone.enrolled?.certificates.entries ?? []).enumerated().map { CertificateRow($1, of: number, place: $0) }
    }

    private init(_ entry: CertificateStore.Entry, of phone: Int64, place: Int) {
        self.phone = phone
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

    /// All of a phone in their order.
    static func fetchAll(_ database: Database, of phone: Int64) throws -> [CertificateRow] {
        try filter(Column("phone") == phone).order(Column("place")).fetchAll(database)
    }

    init(row: Row) throws {
        phone = try row.decode(Int64.self, forColumn: "phone")
        location = try row.decode(String.self, forColumn: "location")
        thumbprint = try row.decode(String.self, forColumn: "thumbprint")
        place = try row.decode(Int.self, forColumn: "place")
        certificate = try row.decode(Data.self, forColumn: "certificate")
        privateKey = try row.decode(Data?.self, forColumn: "privateKey")
        notAfter = try row.decode(Int64.self, forColumn: "notAfter")
    }

    func encode(to container: inout PersistenceContainer) {
        container["phone"] = phone
        container["location"] = location
        container["thumbprint"] = thumbprint
        container["place"] = place
        container["certificate"] = certificate
        container["privateKey"] = privateKey
        container["notAfter"] = notAfter
    }
}
