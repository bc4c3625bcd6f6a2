package import SyncML

/// One setting as an administrator writes it down: an OMA-URI, a type and a value.
package struct Setting: Equatable, Sendable {
    /// What the administrator calls it, where there is a name.
    package var name: String?
    /// The OMA-URI, without blanks around it.
    package var address: String
    /// nil where the list names none, which leaves it to the node.
    package var type: SettingType?
    /// The value as it travels in Data.
    package var value: String
    /// The line in the file on which the setting begins, from 1; nil where it cannot be told.
    package var line: Int?

    package init(name: String? = nil, address: String, type: SettingType?, value: String, line: Int? = nil) {
        self.name = name
        self.address = address
        self.type = type
        self.value = value
        self.line = line
    }

    /// The command by which Intune sends the setting.
    /// - Parameter exists: whether the phone has the node, which makes it a Replace; else it is an Add.
    package func command(id: String, exists: Bool) -> Command {
        let meta = type.map { Meta(format: ValueFormat(rawValue: $0.format)) }
        let item = Item(target: address, meta: meta, data: .text(value))
        return .access(AccessCommand(exists ? .replace : .add, id: id, items: [item]))
    }
}

/// What a file of settings holds.
package struct SettingsReading: Equatable, Sendable {
    package var settings: [Setting] = []
    /// What was left out and why, in sentences with the line.
    package var remarks: [String] = []
    /// The settings that cannot be read, in the order of the file.
    package var faults: [SettingsError] = []
}

/// Why a file of settings cannot be read: what is wrong, where, and what to do.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// From 1; nil where the place is told by words only.
    package var line: Int?
    package var message: String

    init(line: Int? = nil, _ message: String) {
        self.line = line
        self.message = message
    }

    package var description: String { (line.map { "line \($0): " } ?? "") + message }
}
