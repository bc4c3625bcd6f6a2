/// Where a server keeps what it alone understands, beside the tenants: octets by name. What was kept is kept when the call
/// returns.
package protocol RecordStore: Sendable {
    /// All that is kept, by name.
    func records() async throws(AdministrationError) -> [String: [UInt8]]

    /// Keeps a record in the place of the one with its name.
    func keep(_ record: [UInt8], as name: String) async throws(AdministrationError)
}
