import Foundation
import SyncML

/// Files with SyncML as people keep them.
enum SyncMLInput {
    /// Reads every message of a file; `-` is standard input.
    static func read(_ file: String) throws -> [MessageReading] {
        let data: Data
        if file == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard let contents = FileManager.default.contents(atPath: file) else {
                throw Failure.data("\(file) cannot be read; is the name right?")
            }
            data = contents
        }
        do {
            let bytes = [UInt8](data)
            let readings =
                switch MessageForm(of: bytes) {
                case .xml: try MessageReader().readAll(bytes)
                case .wbxml: [try WBXMLReader().read(bytes)]
                }
            return readings.map { reading in
                var reading = reading
                // Bare commands are often kept without ids; numbering them is what a server does on sending.
                if reading.message.header == nil { reading.message.numberCommands() }
                return reading
            }
        } catch {
            throw Failure.data("\(file == "-" ? "standard input" : file): \(error)")
        }
    }
}
