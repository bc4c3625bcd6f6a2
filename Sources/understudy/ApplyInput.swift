import Checking
import Foundation
import Settings
import SimulatedPhone
import SyncML

/// A file that `apply` takes: messages of a server, or a list of settings.
struct ApplyInput {
    /// A message to run, with what is known of its text.
    struct Entry {
        var message: Message
        /// Where the commands stand, in document order.
        var places: [MessagePlace] = []
        var tolerances: [Tolerance] = []
        /// What is to be said of the message or its file as a whole.
        var remarks: [String] = []
    }

    private enum Content {
        case messages([Entry])
        case settings(SettingsReading)
    }

    let file: String
    private let content: Content

    /// Reads a file; `-` is standard input.
    init(_ file: String) throws {
        self.file = file
        let bytes = try InputFile.bytes(of: file)
        let name = InputFile.title(of: file)
        // A capture may hold messages that could be run, the phone's own among them.
        if let description = ForeignFile.capture(in: bytes) { throw Failure.data("\(name): \(description)") }
        do {
            if let form = SettingsReader.form(of: bytes), ForeignFile.description(of: bytes) == nil {
                content = .settings(try SettingsReader.read(bytes, as: form))
                return
            }
        } catch {
            throw Failure.data("\(name): \(error)")
        }
        do {
            let messages = try Self.messages(bytes)
            guard !messages.areOfBothSides else { throw Failure.data("\(name): \(ForeignFile.bothSides)") }
            content = .messages(messages)
        } catch let failure as Failure {
            throw failure
        } catch {
            guard let description = ForeignFile.description(of: bytes) else { throw Failure.data("\(name): \(error)") }
            throw Failure.data("\(name): \(description)")
        }
    }

    /// How many messages there are.
    var count: Int {
        switch content {
        case .messages(let messages): messages.count
        case .settings: 1
        }
    }

    /// Whether nothing in it is to be run: a list whose settings are all left out.
    var isEmpty: Bool {
        switch content {
        case .messages: false
        case .settings(let reading): reading.settings.isEmpty
        }
    }

    /// What is said of an empty one.
    var nothingToRun: Failure {
        guard case .settings(let reading) = content else { return Failure.data("\(file): nothing is to be run") }
        return Failure.data("\(file): no setting is left to run: \(reading.remarks.joined(separator: "; "))")
    }

    /// The messages, in order. Settings become one message with a command for each.
    /// - Parameter phone: which nodes it has decides between Add and Replace, as with Intune.
    func messages(on phone: Phone) -> [Entry] {
        switch content {
        case .messages(let messages): return messages
        case .settings(let reading): return [Self.message(reading, on: phone)]
        }
    }

    private static func messages(_ bytes: [UInt8]) throws(SyncMLError) -> [Entry] {
        let readings: [MessageReading]
        switch MessageForm(of: bytes) {
        case .xml: readings = try MessageReader().readAll(bytes)
        case .wbxml: readings = [try WBXMLReader().read(bytes)]
        }
        return readings.map { reading in
            var reading = reading
            // Bare commands are often kept without ids; numbering them is what a server does on sending.
            if reading.message.header == nil {
                reading.message.numberCommands()
                reading.tolerances.removeAll { $0.kind == .missingCommandID }
            }
            return Entry(
                message: reading.message, places: reading.places, tolerances: reading.tolerances,
                remarks: DeviceMessage.remark(on: reading.message).map { [$0] } ?? [])
        }
    }

    private static func message(_ reading: SettingsReading, on phone: Phone) -> Entry {
        var entry = Entry(message: SettingCommands.message(of: reading.settings, on: phone), remarks: reading.remarks)
        guard !reading.settings.contains(where: { $0.line == nil }) else { return entry }
        entry.places = reading.settings.map { MessagePlace(line: $0.line ?? 1, column: 1) }
        return entry
    }
}

extension [ApplyInput.Entry] {
    /// Whether a device and a server speak in turn: what was recorded, not what a server is to send.
    fileprivate var areOfBothSides: Bool {
        let devices = count { DeviceMessage.remark(on: $0.message) != nil }
        return devices > 0 && devices < count
    }
}
