/// What a session needs to know beside the message, so that it draws no number and reads no clock itself.
struct LabSituation: Sendable {
    var settings: LabManagementSettings
    /// The server's own address, the `Source` of its messages.
    var address: String
    /// Octets that no one can guess, new for each message.
    var nonce: [UInt8]
    /// Octets of answers that the server still has room for.
    var room: Int

    init(settings: LabManagementSettings, address: String, nonce: [UInt8], room: Int) {
        self.settings = settings
        self.address = address
        self.nonce = nonce
        self.room = room
    }
}
