import Foundation
import Synchronization

/// Files that people name, a pipe such as `<(command)` as well; `-` is standard input.
enum InputFile {
    /// Whether standard input was read already.
    private static let isStandardInputRead = Mutex(false)

    /// Reads all of it.
    /// - Parameter option: the option that names the file, such as `--answers`; nil for an argument.
    /// - Throws: what is wrong with the name, in the words of a person who looks at it.
    static func bytes(of name: String, option: String? = nil) throws -> [UInt8] {
        let place = option.map { "\($0) \(name)" } ?? name
        guard name != "-" else { return try standardInput(for: place) }
        // What is wrong with the name is looked for only where nothing can be read.
        if let handle = FileHandle(forReadingAtPath: name), let data = try? handle.readToEnd() ?? Data() {
            return [UInt8](data)
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw Failure.data("\(place): there is no such file")
        }
        guard isFolder.boolValue else { throw Failure.data("\(place): it cannot be read; may you read it?") }
        throw Failure.data("\(place): this is a folder, and a file is wanted; name one that is in it")
    }

    private static func standardInput(for place: String) throws -> [UInt8] {
        let isRead = isStandardInputRead.withLock { isRead in
            defer { isRead = true }
            return isRead
        }
        guard !isRead else {
            throw Failure.usage("\(place): standard input can be read once, and is named twice; name a file for one")
        }
        return [UInt8](FileHandle.standardInput.readDataToEndOfFile())
    }

    /// What a file is called in a sentence.
    static func title(of name: String) -> String { name == "-" ? "standard input" : name }

    /// Reads all of it as a text.
    static func text(of name: String, option: String) throws -> String {
        String(decoding: try bytes(of: name, option: option), as: UTF8.self)
    }
}
