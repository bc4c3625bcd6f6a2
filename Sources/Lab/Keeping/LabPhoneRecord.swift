internal import Administration
internal import Foundation

/// A phone with its session, as it is kept: whatever comes next is understood as if the server had never ended.
struct LabPhoneRecord: Codable {
    private static let prefix = "phone "

    var device: LabDevice
    var conversation: LabConversation?

    /// All phones that are kept.
    static func all(in store: any RecordStore) async throws(AdministrationError) -> [LabPhoneRecord] {
        var found: [LabPhoneRecord] = []
        for (name, octets) in try await store.records().sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
            do {
                found.append(try JSONDecoder().decode(LabPhoneRecord.self, from: Data(octets)))
            } catch {
                throw AdministrationError(.notKept, "What is kept of the \(name) cannot be read (\(error)).")
            }
        }
        return found
    }

    /// Not where all phones' sessions are: its queue and the last answer become texts, which takes longer than the session.
    @concurrent func keep(in store: any RecordStore) async throws(AdministrationError) {
        let octets: [UInt8]
        do {
            octets = Array(try JSONEncoder().encode(self))
        } catch {
            throw AdministrationError(.notKept, "The phone '\(device.id)' cannot be written (\(error)).")
        }
        try await store.keep(octets, as: Self.prefix + device.id)
    }
}
