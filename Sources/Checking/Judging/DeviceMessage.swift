package import SyncML

/// A message that a device has sent, where one of a server is expected.
package enum DeviceMessage {
    /// A device's own message is run like any other, but its commands were meant for a server.
    package static func remark(on message: Message) -> String? {
        guard let header = message.header, isWebAddress(header.target), !isWebAddress(header.source) else { return nil }
        return "this is a message of a device, not of a server: its Source is \(header.source) and its Target "
            + "\(header.target); what a phone answers to it says little"
    }

    private static func isWebAddress(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.hasPrefix("https://") || text.hasPrefix("http://")
    }
}
