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
        // The first byte of WBXML is its version, 1.1 to 1.3; no text begins so.
        if let first = data.first, (1...3).contains(first) {
            throw Failure.data("\(file): this looks like WBXML, which is not read yet; give the message as XML")
        }
        do {
            let readings = try MessageReader().readAll([UInt8](data))
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
