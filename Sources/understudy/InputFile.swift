import CoreFoundation
import Foundation
import Synchronization

/// Files that people name, a pipe such as `<(command)` as well; `-` is standard input.
enum InputFile {
    /// Whether standard input was read already.
    private static let isStandardInputRead = Mutex(false)

    /// So many octets are read of a file at most, unless its reader says otherwise: far more than any has that is meant.
    private static let mostOctets = 256 << 20
    private static let block = 1 << 20

    /// Reads all of it.
    /// - Parameters:
    ///   - option: the option that names the file, such as `--answers`; nil for an argument.
    ///   - most: how many octets it may have.
    /// - Throws: what is wrong with the name or the file, in the words of a person who looks at it.
    static func bytes(of name: String, option: String? = nil, most: Int = mostOctets) throws -> [UInt8] {
        do throws(Failure) {
            return try octets(of: name, most: most)
        } catch {
            let place = option.map { "\($0) \(name)" } ?? title(of: name)
            throw Failure(outcome: error.outcome, message: "\(place): \(error.message)")
        }
    }

    /// The same for who tells the name of the file in a place of its own: the words of what is wrong are without it.
    static func octets(of name: String, most: Int = mostOctets) throws(Failure) -> [UInt8] {
        let handle = name == "-" ? try standardInput() : FileHandle(forReadingAtPath: name)
        // What is wrong with the name is looked for only where nothing can be read.
        if let handle, let octets = try octets(of: handle, most: most) { return octets }
        var isFolder: ObjCBool = false
        guard name == "-" || FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
            throw Failure.data("there is no such file")
        }
        guard isFolder.boolValue else { throw Failure.data("it cannot be read; may you read it?") }
        throw Failure.data("this is a folder, and a file is wanted; name one that is in it")
    }

    /// Block by block, so that a large file is not in memory twice, and one without an end is left in time.
    /// - Returns: nil where it cannot be read.
    private static func octets(of handle: FileHandle, most: Int) throws(Failure) -> [UInt8]? {
        var status = stat()
        guard fstat(handle.fileDescriptor, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        var octets: [UInt8] = []
        if kind == S_IFREG {
            guard status.st_size <= most else {
                throw Failure.data("there are more than \(most) octets, which is more than is read; split it")
            }
            octets.reserveCapacity(Int(status.st_size))
        }
        // What a person types is read as well, and of no other device more than that it is empty, as /dev/null is.
        let isDevice = (kind == S_IFCHR || kind == S_IFBLK) && isatty(handle.fileDescriptor) == 0
        while true {
            let block: Data?
            do { block = try handle.read(upToCount: Self.block) } catch { return nil }
            guard let block, !block.isEmpty else { return octets }
            guard !isDevice else {
                throw Failure.data("this is a device, and a file or a pipe is wanted; name one")
            }
            guard octets.count + block.count <= most else {
                throw Failure.data(
                    "\(most) octets were read, and there are more, which is more than is read; split it, or name what has an end"
                )
            }
            octets += block
        }
    }

    private static func standardInput() throws(Failure) -> FileHandle {
        let isRead = isStandardInputRead.withLock { isRead in
            defer { isRead = true }
            return isRead
        }
        guard !isRead else {
            throw Failure.usage("this can be read once, and is named twice; name a file for one")
        }
        return FileHandle.standardInput
    }

    /// What a file is called in a sentence.
    static func title(of name: String) -> String { name == "-" ? "standard input" : name }

    /// Reads all of it as a text.
    static func text(of name: String, option: String) throws -> String {
        String(decoding: try bytes(of: name, option: option), as: UTF8.self)
    }
}
