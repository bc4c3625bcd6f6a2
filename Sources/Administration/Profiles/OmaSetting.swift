internal import Notation
package import Settings
package import SyncML

/// A setting of a custom profile (Graph: *omaSetting* and those that inherit from it).
package struct OmaSetting: Codable, Equatable, Sendable {
    package var displayName: String
    package var description: String?
    package var omaURI: String
    package var value: OmaValue

    package init(displayName: String, description: String? = nil, omaURI: String, value: OmaValue) {
        self.displayName = displayName
        self.description = description
        self.omaURI = omaURI
        self.value = value
    }

    /// The command by which it is written.
    /// - Parameter verb: Add, or Replace where the phone has the node.
    package func command(_ verb: AccessCommand.Verb) -> Command {
        let meta = Meta(format: value.format)
        return .access(AccessCommand(verb, id: nil, items: [Item(target: omaURI, meta: meta, data: .text(value.data))]))
    }

    /// The address in the form in which two are compared: without blanks around it, in lower case.
    package var comparedURI: String { Self.comparedURI(omaURI) }

    static func comparedURI(_ address: String) -> String { address.trimmed.lowercased() }
}
