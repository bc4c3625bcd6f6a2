/// What a phone and the server share to know each other within SyncML: the two APPAUTH of the account
/// (MS-MDE2 2.2.9.5), and the nonces as they have moved on since.
package struct LabCredentials: Codable, Equatable, Sendable {
    /// `AAUTHNAME` of level APPSRV: the name that the phone shows.
    package var deviceName: String
    /// `AAUTHSECRET` of level APPSRV.
    package var deviceSecret: String
    /// What the phone hashes into its next credentials.
    package var deviceNonce: [UInt8]
    /// `AAUTHSECRET` of level CLIENT: the server's. Its name is the provider's id.
    package var serverSecret: String
    /// What the server hashes into its next credentials.
    package var serverNonce: [UInt8]

    package init(
        deviceName: String, deviceSecret: String, deviceNonce: [UInt8], serverSecret: String, serverNonce: [UInt8]
    ) {
        self.deviceName = deviceName
        self.deviceSecret = deviceSecret
        self.deviceNonce = deviceNonce
        self.serverSecret = serverSecret
        self.serverNonce = serverNonce
    }
}
