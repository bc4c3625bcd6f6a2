import ManagementTree
package import Settings
package import SimulatedPhone
package import SyncML

/// A list of settings as the message by which a server sends it: a command for each.
package enum SettingCommands {
    /// - Parameter phone: which nodes it has decides between Add and Replace, as with Intune.
    package static func message(of settings: [Setting], on phone: Phone) -> Message {
        var added: Set<NodeID> = []
        var message = Message()
        message.commands.reserveCapacity(settings.count)
        for (index, setting) in settings.enumerated() {
            let address = try? phone.blueprint.address(setting.address)
            let isThere = address.map { (try? phone.locate($0.uri).isPresent) == true } ?? false
            let isAgain = address.map { !added.insert($0.id).inserted } ?? false
            message.commands.append(setting.command(id: String(index + 1), exists: isThere || isAgain))
        }
        return message
    }
}
